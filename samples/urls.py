from django.urls import path

from samples import views

urlpatterns = [
    path("inspections/<slug:name>/eligible/", views.eligible, name="eligible"),
    path("inspections/<slug:name>/eligible/new/", views.eligible_new, name="eligible_new"),
    path("inspections/<slug:name>/eligible/template.csv", views.eligible_template_csv, name="eligible_template_csv"),
    path("inspections/<slug:name>/eligible/template.xlsx", views.eligible_template_xlsx, name="eligible_template_xlsx"),
    path("inspections/<slug:name>/eligible/<int:pk>/", views.eligible_upload, name="eligible_upload"),
    path("inspections/<slug:name>/eligible/<int:pk>/progress/", views.eligible_progress, name="eligible_progress"),
    path("inspections/<slug:name>/eligible/<int:pk>/problems.csv", views.eligible_problems, name="eligible_problems"),
    path("inspections/<slug:name>/eligible/<int:pk>/columns/", views.eligible_columns, name="eligible_columns"),
    path("inspections/<slug:name>/eligible/<int:pk>/take/", views.eligible_take, name="eligible_take"),
    path("inspections/<slug:name>/eligible/<int:pk>/give-up/", views.eligible_give_up, name="eligible_give_up"),
    path("inspections/<slug:name>/sample/", views.sample, name="sample"),
    path("inspections/<slug:name>/sample/draw/", views.sample_draw, name="sample_draw"),
    path("inspections/<slug:name>/sample/drawn/", views.sample_drawn, name="sample_drawn"),
    path("inspections/<slug:name>/sample/plan/", views.sample_plan, name="sample_plan"),
    path("inspections/<slug:name>/sample/share/", views.sample_share, name="sample_share"),
    path("inspections/<slug:name>/sample/substitute/<int:pk>/", views.sample_substitute, name="sample_substitute"),
]
