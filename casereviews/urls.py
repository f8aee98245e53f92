from django.urls import path

from casereviews import views

urlpatterns = [
    path("inspections/<slug:name>/my-cases/", views.my_cases, name="my_cases"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/facts/", views.review_facts, name="review_facts"),
    path("reviews/<int:pk>/standards/<str:number>/", views.review_standard, name="review_standard"),
    path("reviews/<int:pk>/whole/", views.review_whole, name="review_whole"),
    path("reviews/<int:pk>/changes/", views.review_changes, name="review_changes"),
    path("reviews/<int:pk>/receipt/", views.review_receipt, name="review_receipt"),
    path("reviews/<int:pk>/history/<str:target>/", views.review_history, name="review_history"),
    path("reviews/<int:pk>/kept-aside/<uuid:received>/", views.review_aside, name="review_aside"),
    path("reviews/<int:pk>/alert/", views.review_alert, name="review_alert"),
    path("reviews/<int:pk>/ask/", views.review_ask, name="review_ask"),
    path("inspections/<slug:name>/alerts/", views.alerts, name="alerts"),
    path("inspections/<slug:name>/alerts/<uuid:alert>/", views.alert, name="alert"),
    path("inspections/<slug:name>/alerts/<uuid:alert>/close/", views.alert_close, name="alert_close"),
    path("alerts/open/", views.alerts_open, name="alerts_open"),
    path("inspections/<slug:name>/questions/", views.questions, name="questions"),
    path("inspections/<slug:name>/questions/on/<str:target>/", views.ruling, name="ruling"),
    path("inspections/<slug:name>/questions/<int:pk>/withdraw/", views.question_withdraw, name="question_withdraw"),
    path("kept-aside/", views.kept_aside, name="kept_aside"),
    path("reviews/<int:pk>/submit/", views.review_submit, name="review_submit"),
    path("reviews/<int:pk>/reopen/", views.review_reopen, name="review_reopen"),
]
