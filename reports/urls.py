from django.urls import path

from reports import views
from reports.annexe.urls import urlpatterns as annexe_urls

urlpatterns = [
    *annexe_urls,
    path("inspections/<slug:name>/report/", views.report, name="report"),
    path("inspections/<slug:name>/report/read/", views.report_read, name="report_read"),
    path("inspections/<slug:name>/report/paper.css", views.report_paper, name="report_paper"),
    path("inspections/<slug:name>/report/changes/", views.report_changes, name="report_changes"),
    path("inspections/<slug:name>/report/<slug:section>/versions/", views.section_versions, name="section_versions"),
]
