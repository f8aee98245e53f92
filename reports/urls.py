from django.urls import path

from reports import views
from reports.annexe.urls import urlpatterns as annexe_urls

SECTION = "inspections/<slug:name>/report/<slug:section>/"

urlpatterns = [
    *annexe_urls,
    path("inspections/<slug:name>/report/", views.report, name="report"),
    path("inspections/<slug:name>/report/read/", views.report_read, name="report_read"),
    path("inspections/<slug:name>/report/paper.css", views.report_paper, name="report_paper"),
    path("inspections/<slug:name>/report/changes/", views.report_changes, name="report_changes"),
    path("inspections/<slug:name>/report/writing/", views.report_writing, name="report_writing"),
    path("inspections/<slug:name>/report/lint/", views.report_lint, name="report_lint"),
    path("inspections/<slug:name>/report/lint/mend/", views.finding_mend, name="finding_mend"),
    path("inspections/<slug:name>/report/lint/dismiss/", views.finding_dismiss, name="finding_dismiss"),
    path("inspections/<slug:name>/report/lint/<int:pk>/reopen/", views.finding_reopen, name="finding_reopen"),
    path("editions/<slug:code>/checks/", views.report_checks, name="report_checks"),
    path("inspections/<slug:name>/examples/", views.examples, name="examples"),
    path("inspections/<slug:name>/examples/new/", views.example_new, name="example_new"),
    path("inspections/<slug:name>/examples/<int:pk>/", views.example, name="example"),
    path("inspections/<slug:name>/examples/<int:pk>/clear/", views.example_clear, name="example_clear"),
    path("inspections/<slug:name>/examples/<int:pk>/withdraw/", views.example_withdraw, name="example_withdraw"),
    path("inspections/<slug:name>/examples/names/new/", views.name_declare, name="name_declare"),
    path("inspections/<slug:name>/examples/names/<int:pk>/withdraw/", views.name_withdraw, name="name_withdraw"),
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
    path(f"{SECTION}lint/", views.report_lint, name="section_lint"),
    path(f"{SECTION}versions/", views.section_versions, name="section_versions"),
    path(f"{SECTION}edit/", views.section_edit, name="section_edit"),
    path(f"{SECTION}prose/", views.section_prose, name="section_prose"),
    path(f"{SECTION}figures/", views.report_figures, name="report_figures"),
    path(f"{SECTION}comments/", views.section_comments, name="section_comments"),
    path(f"{SECTION}comments/<int:pk>/", views.section_comment, name="section_comment"),
    path(f"{SECTION}status/", views.section_status, name="section_status"),
    path(f"{SECTION}paragraphs/<uuid:paragraph>/", views.paragraph_history, name="paragraph_history"),
]
