from django.urls import path

from reports import views

urlpatterns = [
    path("inspections/<slug:name>/report/", views.report, name="report"),
    path("inspections/<slug:name>/report/changes/", views.report_changes, name="report_changes"),
    path("inspections/<slug:name>/report/<slug:section>/versions/", views.section_versions, name="section_versions"),
    path("inspections/<slug:name>/report/<slug:section>/figures/", views.report_figures, name="report_figures"),
]
