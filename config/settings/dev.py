"""Demo and development: the embedded servers, mail kept in a folder and shown on a page of the demo's own."""

from config.settings.base import *
from config.settings.base import BASE_DIR, env

DEMO = True
SECRET_KEY = env("SECRET_KEY", default="only-for-the-demo-on-this-machine-never-in-production")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env("MAIL_FOLDER", default=str(BASE_DIR / ".state" / "mail"))
