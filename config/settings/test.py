"""Tests: like the demo, without files named by content and with a cheap password hash."""

from config.settings.base import MIDDLEWARE as ALL_MIDDLEWARE
from config.settings.dev import *

DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# The test server hands out static files by itself, from where they lie.
MIDDLEWARE = [name for name in ALL_MIDDLEWARE if not name.startswith("whitenoise.")]
