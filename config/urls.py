"""The address table: each room brings its own."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView
from health_check.views import HealthCheckView

# The database, and that migrations are applied. The broker is left out on purpose: pages work without it.
health = login_not_required(HealthCheckView.as_view(checks=["health_check.checks.Database"]))

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("standards.urls")),
    path("", include("inspections.urls")),
    path("", include("samples.urls")),
    path("", include("casereviews.urls")),
    path("", include("evidence.urls")),
    path("", include("ratings.urls")),
    path("", include("reports.urls")),
    path("health/", health, name="health"),
]
if settings.DEMO:
    gallery = login_not_required(TemplateView.as_view(template_name="components/gallery.html"))
    urlpatterns += [
        path("demo/mail/", include("devstack.urls")),
        path("demo/components/", gallery, name="demo_components"),
    ]
