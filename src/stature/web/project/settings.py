"""Settings of the site. Safe by default: what loosens them must be said in the environment.

``STATURE_DATA`` names the folder that keeps the database and the secret key. Without it nothing
is kept: the database lives in memory and the key lasts as long as the process.
"""

from __future__ import annotations

import os
from pathlib import Path

from stature.web.project.secret_key import load_secret_key, new_secret_key

HERE = Path(__file__).parent
DATA = Path(os.environ["STATURE_DATA"]) if os.environ.get("STATURE_DATA") else None
HTTPS = os.environ.get("STATURE_HTTPS") == "1"

DEBUG = os.environ.get("STATURE_DEBUG") == "1"
SECRET_KEY = os.environ.get("STATURE_SECRET_KEY") or (
    load_secret_key(DATA) if DATA else new_secret_key()
)
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, os.environ.get("STATURE_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "stature.web.responses",
    "stature.web.reports",
    "stature.web.frameworks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "stature.web.project.content_security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "stature.web.project.urls"
WSGI_APPLICATION = "stature.web.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# A save reads the answers, adds one and writes them back: IMMEDIATE makes savers take turns.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "stature.sqlite3" if DATA else ":memory:",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = os.environ.get("STATURE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "stature.web.project.finders.ReportStylesheetFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# The longest honest post is a page of 16 answers; nobody sends files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_keys": {"()": "stature.web.project.log_filter.HideKeys"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "level": "ERROR", "filters": ["hide_keys"]}
    },
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
