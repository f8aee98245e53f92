from django.urls import path

from inspections import views

urlpatterns = [
    path("services/", views.service_list, name="service_list"),
    path("services/new/", views.service_new, name="service_new"),
    path("services/<int:pk>/", views.service, name="service"),
    path("inspections/", views.inspection_list, name="inspection_list"),
    path("inspections/new/", views.inspection_new, name="inspection_new"),
    path("inspections/<slug:name>/", views.inspection, name="inspection"),
    path("inspections/<slug:name>/edit/", views.inspection_edit, name="inspection_edit"),
    path("inspections/<slug:name>/team/", views.inspection_team, name="inspection_team"),
    path("inspections/<slug:name>/team/<int:pk>/remove/", views.team_member_remove, name="team_member_remove"),
    path("inspections/<slug:name>/cases/new/", views.case_new, name="case_new"),
    path("inspections/<slug:name>/cases/<int:pk>/", views.case, name="case"),
    path("inspections/<slug:name>/cases/<int:pk>/disposal/", views.case_disposal, name="case_disposal"),
    path("inspections/<slug:name>/cases/<int:pk>/sample/", views.case_sample, name="case_sample"),
    path("inspections/<slug:name>/today/", views.today, name="today"),
    path("inspections/<slug:name>/findings/", views.findings_list, name="findings_list"),
    path("inspections/<slug:name>/findings/new/", views.findings_new, name="findings_new"),
    path("inspections/<slug:name>/findings/<uuid:given>/", views.findings, name="findings"),
    path("inspections/<slug:name>/findings/<uuid:given>/since/", views.findings_since, name="findings_since"),
    path("inspections/<slug:name>/who-looked/", views.who_looked, name="who_looked"),
]
