from django.urls import path

from ratings import views

urlpatterns = [
    path("inspections/<slug:name>/ratings/", views.ratings, name="ratings"),
    path("inspections/<slug:name>/ratings/<str:number>/", views.standard_decide, name="standard_decide"),
    path("inspections/<slug:name>/ratings/<str:number>/notes/", views.deciding_notes, name="deciding_notes"),
    path("inspections/<slug:name>/ratings/<str:number>/lens/", views.standard_lens, name="standard_lens"),
    path("inspections/<slug:name>/figures/<str:target>/", views.retrace, name="retrace"),
    path("inspections/<slug:name>/slices/", views.slices, name="slices"),
    path("inspections/<slug:name>/judgements/", views.judgements, name="judgements"),
    path("inspections/<slug:name>/judgements/<str:number>/", views.judgement_propose, name="judgement_propose"),
]
