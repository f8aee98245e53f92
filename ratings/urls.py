from django.urls import path

from ratings import views

urlpatterns = [
    path("inspections/<slug:name>/ratings/", views.ratings, name="ratings"),
    path("inspections/<slug:name>/ratings/history/", views.ratings_past, name="ratings_past"),
    path("inspections/<slug:name>/ratings/<str:number>/", views.standard_decide, name="standard_decide"),
    path("inspections/<slug:name>/ratings/<str:number>/notes/", views.deciding_notes, name="deciding_notes"),
    path("inspections/<slug:name>/ratings/<str:number>/lens/", views.standard_lens, name="standard_lens"),
    path("inspections/<slug:name>/figures/<str:target>/", views.retrace, name="retrace"),
    path("inspections/<slug:name>/slices/", views.slices, name="slices"),
    path("inspections/<slug:name>/judgements/", views.judgements, name="judgements"),
    path("inspections/<slug:name>/judgements/<str:number>/", views.judgement_propose, name="judgement_propose"),
    path("inspections/<slug:name>/panel/", views.panel, name="panel"),
    path("inspections/<slug:name>/panel/open/", views.panel_open, name="panel_open"),
    path("inspections/<slug:name>/panel/attendance/", views.panel_attendance, name="panel_attendance"),
    path("inspections/<slug:name>/panel/close/", views.panel_close, name="panel_close"),
    path("inspections/<slug:name>/panel/voices/", views.panel_voices, name="panel_voices"),
    path("inspections/<slug:name>/panel/pack/", views.panel_pack, name="panel_pack"),
    path("inspections/<slug:name>/panel/changes/<str:number>/", views.panel_change, name="panel_change"),
    path("inspections/<slug:name>/panel/standards/<str:number>/", views.panel_standard, name="panel_standard"),
    path("inspections/<slug:name>/what-if/", views.what_if, name="what_if"),
]
