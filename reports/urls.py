from django.urls import path

from reports import views

SECTION = "inspections/<slug:name>/report/<slug:section>/"

urlpatterns = [
    path("inspections/<slug:name>/report/", views.report, name="report"),
    path("inspections/<slug:name>/report/changes/", views.report_changes, name="report_changes"),
    path("inspections/<slug:name>/report/writing/", views.report_writing, name="report_writing"),
    path(f"{SECTION}versions/", views.section_versions, name="section_versions"),
    path(f"{SECTION}edit/", views.section_edit, name="section_edit"),
    path(f"{SECTION}prose/", views.section_prose, name="section_prose"),
    path(f"{SECTION}figures/", views.report_figures, name="report_figures"),
    path(f"{SECTION}comments/", views.section_comments, name="section_comments"),
    path(f"{SECTION}comments/<int:pk>/", views.section_comment, name="section_comment"),
    path(f"{SECTION}status/", views.section_status, name="section_status"),
    path(f"{SECTION}paragraphs/<uuid:paragraph>/", views.paragraph_history, name="paragraph_history"),
]
