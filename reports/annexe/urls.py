from django.urls import path

from reports.annexe import views

AT = "inspections/<slug:name>/report/annexe/"
INSIDE = {"inside": True}

urlpatterns = [
    path(AT, views.annexe, name="annexe"),
    path(f"{AT}changes/", views.annexe_changes, name="annexe_changes"),
    path(f"{AT}answers.csv", views.annexe_answers, name="annexe_answers"),
    path(f"{AT}files/<slug:file>/", views.annexe_file, name="annexe_file"),
    path(f"{AT}inside/", views.annexe, INSIDE, name="annexe_inside"),
    path(f"{AT}inside/files/<slug:file>/", views.annexe_file, INSIDE, name="annexe_inside_file"),
    path(f"{AT}inside/<slug:table>/", views.annexe_table, INSIDE, name="annexe_inside_table"),
    path(f"{AT}<slug:table>/", views.annexe_table, name="annexe_table"),
]
