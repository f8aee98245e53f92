"""Settings that hold everywhere. Only config/settings/ reads the environment; docs/running.md lists each variable."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

SECRET_KEY: str = env("SECRET_KEY", default="")
DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "reports",
    "published",
    "ratings",
    "evidence",
    "samples",
    "casereviews",
    "inspections",
    "standards",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "health_check",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.body_limit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After WhiteNoise, whose files are compressed beforehand. A page of a standard is a sixth of its size so. What an
    # attacker could learn from lengths is blurred (a padding of random length), and our cookies follow no request of
    # another site.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.stay_signed_in",
    "accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.not_allowed_in_words",
    "config.middleware.BodyCutOff",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.product",
            ],
            "libraries": {
                "plumbline": "config.templatetags.plumbline",
                "gallery": "config.templatetags.gallery",
            },
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"
CRISPY_FAIL_SILENTLY = False

# Data -------------------------------------------------------------------------------------------------------------


def database(**default: Any) -> dict[str, Any]:
    """The database of DATABASE_URL, whose own options go before ours."""
    found: dict[str, Any] = env.db("DATABASE_URL", **default)
    # Planning some statements costs more than running them: the database keeps the plans of those asked again.
    found["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 2, **found.get("OPTIONS", {})}
    return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}


DATABASES = {"default": database(default="postgres:///plumbline")}
# The role that the programs connect as where migrations run as another: what role_grant makes.
APP_DATABASE = env.db("APP_DATABASE_URL", default="postgres://")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits are counted in the database, so that signing in works while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}

# A working day of fieldwork: signed out after twelve hours without a page (accounts/sessions.py says how exactly), or
# when the browser closes.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"

# Headers ----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LARGEST_BODY = 5_100_000  # bytes, uploaded files among them: one of five million, with the form round it
LARGEST_EVIDENCE = 20_100_000  # likewise, where evidence is sent
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Words and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

# Static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}

# Background work --------------------------------------------------------------------------------------------------
CELERY_BROKER_URL: str = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True
# Celery closes its connection after each task otherwise; config/celery.py looks after it instead.
CELERY_DB_REUSE_MAX = 1_000_000
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
# A worker waits for a broker that is away for as long as it takes. Those who save do not wait: see accounts/broker.py.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
# A message is taken once and not given back: what it asks for stands in a row, and the sweeper finds what got lost.
# With acknowledgements, Celery 5.7 gives up for good when it loses the broker (docs/decisions/0006).
CELERY_BROKER_TRANSPORT_OPTIONS = {"ack_emulation": False, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BEAT_SCHEDULE = {
    # One that no worker took within its time is dropped: the next asks the same.
    "sections-sweep": {"task": "reports.tasks.sections_sweep", "schedule": 10.0, "options": {"expires": 10.0}},
    "sections-complete": {"task": "reports.tasks.sections_complete", "schedule": 60.0, "options": {"expires": 60.0}},
    # Just after midnight by the clock of TIME_ZONE, when fieldwork may have begun; then every hour, for a beat that was
    # down that night. It asks for nothing where nothing is behind.
    "sections-follow-the-day": {
        "task": "reports.tasks.sections_follow_the_day",
        "schedule": crontab(minute=1),
        "options": {"expires": 1800.0},
    },
    "annexes-sweep": {"task": "reports.annexe.tasks.annexes_sweep", "schedule": 10.0, "options": {"expires": 10.0}},
    "alerts-sweep": {"task": "casereviews.tasks.alerts_sweep", "schedule": 30.0, "options": {"expires": 30.0}},
    "notices-sweep": {"task": "inspections.tasks.notices_sweep", "schedule": 60.0, "options": {"expires": 60.0}},
    "evidence-sweep": {"task": "evidence.tasks.files_sweep", "schedule": 30.0, "options": {"expires": 30.0}},
    "uploads-sweep": {"task": "samples.tasks.uploads_sweep", "schedule": 15.0, "options": {"expires": 15.0}},
}

# Mail -------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Plumbline <no-reply@plumbline.invalid>")
EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 20  # seconds for a mail server to answer, of the 120 that a task has
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 20  # seconds for a mail server to answer, of the 120 that a task has

# The largest note an inspector can save, in characters.
NOTE_MAX_LENGTH = 20_000

# Who looks for viruses in files of evidence: a command that reads a file on its standard input, or
# package.module:function. Empty: nobody, and the pages say so.
EVIDENCE_SCANNER: str = env("EVIDENCE_SCANNER", default="")

PGHISTORY_DEFAULT_TRACKERS = None
# History is written by triggers alone. It points at rows without a constraint, so it outlasts what is deleted.
PGHISTORY_APPEND_ONLY = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
