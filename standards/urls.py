from django.urls import path

from standards import views

urlpatterns = [
    path("editions/", views.edition_list, name="edition_list"),
    path("editions/<slug:code>/", views.edition_detail, name="edition_detail"),
    path("editions/<slug:code>/export/", views.edition_export, name="edition_export"),
]
