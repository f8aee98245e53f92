from allauth.account import views as allauth_views
from django.urls import path, re_path

from accounts import views

# Only what people need of allauth. Nobody signs up: that address says so, and allauth's mails ask for it.
urlpatterns = [
    path("", views.home, name="home"),
    path("session/", views.session, name="session"),
    path("people/", views.person_list, name="person_list"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/me/", views.my_page, name="my_page"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/invite/", views.person_invite, name="person_invite"),
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-in/ended/", allauth_views.account_inactive, name="account_inactive"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("password/forgotten/", allauth_views.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", allauth_views.password_reset_done, name="account_reset_password_done"),
    # allauth writes the link of its mail by putting the key in place of "UID-KEY": the hyphen must stay.
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
