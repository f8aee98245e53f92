from django.urls import path

from samples import views

urlpatterns = [
    path("inspections/<slug:name>/sample/", views.sample, name="sample"),
    path("inspections/<slug:name>/sample/draw/", views.sample_draw, name="sample_draw"),
    path("inspections/<slug:name>/sample/drawn/", views.sample_drawn, name="sample_drawn"),
    path("inspections/<slug:name>/sample/plan/", views.sample_plan, name="sample_plan"),
    path("inspections/<slug:name>/sample/share/", views.sample_share, name="sample_share"),
    path("inspections/<slug:name>/sample/substitute/<int:pk>/", views.sample_substitute, name="sample_substitute"),
]
