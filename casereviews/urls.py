from django.urls import path
from django.views.decorators.cache import never_cache

from casereviews import views

# Of what tells of a case, the browser keeps nothing by itself: Back shows it to nobody who signs in after.
urlpatterns = [
    path("inspections/<slug:name>/my-cases/", views.my_cases, name="my_cases"),
    path("reviews/<int:pk>/", never_cache(views.review), name="review"),
    path("reviews/<int:pk>/facts/", never_cache(views.review_facts), name="review_facts"),
    path("reviews/<int:pk>/standards/<str:number>/", never_cache(views.review_standard), name="review_standard"),
    path("reviews/<int:pk>/interview/", never_cache(views.review_interview), name="review_interview"),
    path("reviews/<int:pk>/whole/", never_cache(views.review_whole), name="review_whole"),
    path("reviews/<int:pk>/changes/", views.review_changes, name="review_changes"),
    path("reviews/<int:pk>/receipt/", views.review_receipt, name="review_receipt"),
    path("reviews/<int:pk>/history/<str:target>/", never_cache(views.review_history), name="review_history"),
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
    path("reviews/<int:pk>/sheet/", never_cache(views.review_sheet), name="review_sheet"),
    path("device/", views.this_device, name="this_device"),
    path("device/contact/", views.device_contact, name="device_contact"),
    path("device/offline/", views.offline, name="offline"),
    path("devices/<uuid:device>/clear/", views.device_clear, name="device_clear"),
    path("people/<int:pk>/devices/", views.person_devices, name="person_devices"),
    path("inspections/<slug:name>/devices/", views.inspection_devices, name="inspection_devices"),
    path("skeletons/<str:code>/<str:domain>/<str:page>/", views.skeleton, name="skeleton"),
    path("service-worker.js", views.service_worker, name="service_worker"),
    path("reviews/<int:pk>/submit/", views.review_submit, name="review_submit"),
    path("reviews/<int:pk>/reopen/", views.review_reopen, name="review_reopen"),
]
