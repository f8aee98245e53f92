from django.urls import path

from reports import views

urlpatterns = [
    path("inspections/<slug:name>/report/", views.report, name="report"),
    path("inspections/<slug:name>/report/changes/", views.report_changes, name="report_changes"),
    path("inspections/<slug:name>/report/<slug:section>/versions/", views.section_versions, name="section_versions"),
    path("inspections/<slug:name>/report/<slug:section>/figures/", views.report_figures, name="report_figures"),
    path("inspections/<slug:name>/recommendations/", views.recommendations, name="recommendations"),
    path("inspections/<slug:name>/recommendations/new/", views.recommendation_new, name="recommendation_new"),
    path("inspections/<slug:name>/recommendations/<int:pk>/", views.recommendation, name="recommendation"),
    path(
        "inspections/<slug:name>/recommendations/<int:pk>/move/", views.recommendation_move, name="recommendation_move"
    ),
    path(
        "inspections/<slug:name>/recommendations/<int:pk>/withdraw/",
        views.recommendation_withdraw,
        name="recommendation_withdraw",
    ),
    path("inspections/<slug:name>/recommendations/bodies/<int:pk>/", views.body, name="recommendation_body"),
    path(
        "inspections/<slug:name>/recommendations/bodies/<int:pk>/move/",
        views.body_move,
        name="recommendation_body_move",
    ),
]
