"""Settings, from the environment only (MAILLAGE_*). Nothing is read or written at import but the key."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.csp import CSP

from maillage.data_folder import data_folder
from maillage.engine.territory.time_zone import time_zone

from .accounts.rules.sessions import read_lifetimes
from .database import database_settings
from .environment import flag, one_of, read_by, several, whole_number, zone_called
from .logs import logging_settings

WEB = Path(__file__).resolve().parent


def _key(file: Path) -> str:
    """Of the environment, else the one that `maillage serve` keeps beside the data, else none: Django then refuses."""
    return os.environ.get("MAILLAGE_SECRET_KEY") or (file.read_text() if file.is_file() else "")


# --- Who and where -------------------------------------------------------------------------------------------
DATA = data_folder()
DEMO = flag("MAILLAGE_DEMO", default=False)
TERRITORY = os.environ.get("MAILLAGE_TERRITORY", "78")
AUTHORITY = os.environ.get("MAILLAGE_AUTHORITY", "")
CONTACT = os.environ.get("MAILLAGE_CONTACT", "")
DPO = os.environ.get("MAILLAGE_DPO", "")
# Created by `maillage demo` only, and shown on the login page only there.
DEMO_ACCOUNT = {
    "email": "demo@maillage.example",
    "name": "Camille Roux",
    "password": "territoire-en-commun",
}
DEBUG = flag("MAILLAGE_DEBUG", default=False)
HTTPS = flag("MAILLAGE_HTTPS", default=not (DEMO or DEBUG))
SECRET_KEY_FILE = DATA / "secret.key"
SECRET_KEY = _key(SECRET_KEY_FILE)
# What lower modules ask of higher ones: whose platform it is, which appointments and workshops a change would leave
# without what they need, what the places that are open give in a year, and whether a person may be erased.
AFFECTED = ["maillage.web.bookings.queries.affected.affected", "maillage.web.mediation.queries.affected.affected"]
AFTER_CHANGE = "maillage.web.bookings.actions.rearranging.follow"
AUTHORITY_OF = "maillage.web.accounts.queries.authority.look"
PLACES_THAT_EXIST = "maillage.web.activity.queries.supply.existing_sites"
BEFORE_ERASURE = "maillage.web.accounts.actions.erasure.refuse_the_last_administrator"
# With which the journal is signed and fields are sealed: of the environment, else of the file.
KEYS = os.environ.get("MAILLAGE_KEYS", "")
KEYS_FILE = DATA / "keys"
# One line a day, to be copied where nobody can change it: the witness of the journal.
JOURNAL_DIGESTS = DATA / "journal-digests.jsonl"
ALLOWED_HOSTS = several("MAILLAGE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]

# --- Modules --------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "maillage.web",
    "maillage.web.jobs",
    "maillage.web.privacy",
    "maillage.web.messages",
    "maillage.web.accounts",
    "maillage.web.territories",
    "maillage.web.studies",
    "maillage.web.scenarios",
    "maillage.web.isochrones",
    "maillage.web.webhooks",
    "maillage.web.places",
    "maillage.web.bookings",
    "maillage.web.partners",
    "maillage.web.mediation",
    "maillage.web.directory",
    "maillage.web.activity",
    "maillage.web.distress",
    "maillage.web.fragility",
    "maillage.web.referrals",
    "maillage.web.api",
    "maillage.web.operations",
]
MIDDLEWARE = [
    # The first: it sees every answer.
    "maillage.web.logs.RequestLogMiddleware",
    "maillage.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "maillage.web.request_size.RequestSizeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.web.accounts.views.doors.SessionGuard",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # The last: within it there is the view alone.
    "maillage.web.readonly.ReadOnlyMiddleware",
]
ROOT_URLCONF = "maillage.web.urls"
WSGI_APPLICATION = "maillage.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.web.frame.frame",
                "maillage.web.accounts.views.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "maillage.web.templatetags.emergency",
                "maillage.web.templatetags.figures",
            ],
        },
    }
]

# --- Rows -----------------------------------------------------------------------------------------------------
DATABASES = {"default": database_settings(os.environ.get("MAILLAGE_DATABASE", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Two lanes of jobs: what takes a moment, and what takes a minute of processor (maillage.web.jobs.schedule).
JOBS = flag("MAILLAGE_JOBS", default=True)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 400},
        "TIMEOUT": None,
    },
    # Who had files computed, and when; beside the pages, so that many readers do not drive these out.
    "turns": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "turns",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Areas around places, some tens of kilobytes each; a network that is built anew leaves its own to grow old.
    "areas": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "areas",
        "OPTIONS": {"MAX_ENTRIES": 400},
        "TIMEOUT": None,
    },
    # Pages of the directory, some minutes each: whoever goes through all of it does not drive out the diagnoses.
    "directory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "directory",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

# --- People ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "maillage.web.accounts.models.session"
# By role: minutes without a page, minutes in all.
LIFETIMES = "administrator=30/480, dpo=30/480, it=30/480, *=120/720"
SESSION_LIFETIMES = read_by(read_lifetimes, "MAILLAGE_SESSIONS", LIFETIMES, form=LIFETIMES)
# The file that declares providers of identity.
OIDC = os.environ.get("MAILLAGE_OIDC", "")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Messages -------------------------------------------------------------------------------------------------
# Where people reach the platform: what links in messages begin with.
URL = os.environ.get("MAILLAGE_URL", "http://localhost:8000").rstrip("/")
EMAIL_SERVER = os.environ.get("MAILLAGE_EMAIL_HOST", "")
EMAIL_SECURITY = one_of("MAILLAGE_EMAIL_SECURITY", "starttls", "tls", "none")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": EMAIL_SERVER,
            "port": whole_number("MAILLAGE_EMAIL_PORT", default=465 if EMAIL_SECURITY == "tls" else 587, least=1),
            "username": os.environ.get("MAILLAGE_EMAIL_USER", ""),
            "password": os.environ.get("MAILLAGE_EMAIL_PASSWORD", ""),
            "use_tls": EMAIL_SECURITY == "starttls",
            "use_ssl": EMAIL_SECURITY == "tls",
            "timeout": 30,
        },
    }
    if EMAIL_SERVER
    # Into the data folder: nothing leaves by accident.
    else {"BACKEND": "maillage.web.messages.gateways.mail_folder.EmailBackend"}
}
DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_EMAIL_FROM", "maillage@localhost")
SMS_GATEWAY = os.environ.get("MAILLAGE_SMS_GATEWAY", "maillage.web.messages.gateways.sms.FolderGateway")

# --- Languages ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
# Each in its own language: not translated.
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [WEB.parent / "locale"]
FORMAT_MODULE_PATH = ["maillage.web.formats"]
# By whose clocks people here work, and a telephone may ring.
TIME_ZONE = read_by(
    zone_called, "MAILLAGE_TIME_ZONE", time_zone(TERRITORY[:3]).key, form="Europe/Paris or Indian/Reunion"
)
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "maillage.web.storage.HashedStaticFiles"},
}
STUDIES_ROOT = DATA / "studies"

# --- Log ------------------------------------------------------------------------------------------------------
LOGGING = logging_settings(one_of("MAILLAGE_LOG", "text", "json"))

# --- Security -------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    # Bootstrap and MapLibre draw their controls with images written into their style sheets.
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# How many reverse proxies stand before the platform, each adding the address that it heard from.
PROXIES = whole_number("MAILLAGE_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FILES = 5
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
