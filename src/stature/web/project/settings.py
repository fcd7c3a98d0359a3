"""Settings of the site. Safe by default: what loosens them must be said in the environment.

``STATURE_DATA`` names the folder that keeps the database and the secret key. Without it nothing
is kept: the database lives in memory and the key lasts as long as the process.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.urls import reverse_lazy

from stature.web.operations.log_settings import log_settings
from stature.web.project.databases import database_settings
from stature.web.project.open_id import open_id_settings
from stature.web.project.secret_key import load_secret_key, new_secret_key

HERE = Path(__file__).parent
DATA = Path(os.environ["STATURE_DATA"]) if os.environ.get("STATURE_DATA") else None
HTTPS = os.environ.get("STATURE_HTTPS") == "1"

DEBUG = os.environ.get("STATURE_DEBUG") == "1"
# In the demo all people are made up, and each page says so. Where nothing is kept it is a demo too.
STATURE_DEMO = os.environ.get("STATURE_DEMO", "0" if DATA else "1") == "1"
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_q",
    "stature.web.audit",
    "stature.web.accounts",
    "stature.web.jobs",
    "stature.web.responses",
    "stature.web.people",
    "stature.web.programmes",
    "stature.web.invitations",
    "stature.web.norms",
    "stature.web.reports",
    "stature.web.frameworks",
    "stature.web.answering",
    "stature.web.api",
    "stature.web.demo",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = [
    "stature.web.operations.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "stature.web.project.content_security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "stature.web.project.urls"
WSGI_APPLICATION = "stature.web.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stature.web.project.page_frame.page_frame",
            ]
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "stature_cache",
        # It counts failed sign-ins and requests of tokens: nobody may push these out by filling it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Jobs lie in the same database, so that a job stands or falls with the change that asks for it.
# A job whose worker died comes into sight again after ``retry`` seconds; one that failed is tried
# again after each of these waits, and then kept for somebody to decide.
JOB_SECONDS = int(os.environ.get("STATURE_JOB_SECONDS", "300"))
JOB_WAITS = [
    int(seconds) for seconds in os.environ.get("STATURE_JOB_WAITS", "60,600,3600,21600").split(",")
]
Q_CLUSTER = {
    "name": "stature",
    "orm": "default",
    "timeout": JOB_SECONDS,
    "retry": JOB_SECONDS + int(os.environ.get("STATURE_JOB_MARGIN", "60")),
    "poll": 1,
    "catch_up": False,
}

# The address that links in e-mails begin with.
ADDRESS = os.environ.get("STATURE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [HERE / "locale", HERE / "locale" / "libraries"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("STATURE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "stature.web.project.finders.ReportStylesheetFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# The longest honest post is a page of 16 answers. One page takes one file, a table of people;
# the first handler skips every other file, and one that is too large.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = [
    "stature.web.people.upload_limit.TableUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked for inside the house, without TLS
# A proxy in front that ends TLS must set this header itself, whatever the visitor sends.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("STATURE_PROXY") == "1" else None
)
# Behind it, the visitor's address is what the proxy put last into X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("STATURE_PROXY") == "1" else 0
METRICS_TOKEN = os.environ.get("STATURE_METRICS_TOKEN", "")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# What holds for the whole domain is for its owner to say, so its absence is not a fault.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("STATURE_HSTS_SUBDOMAINS") == "1"
SECURE_HSTS_PRELOAD = os.environ.get("STATURE_HSTS_PRELOAD") == "1"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

SESSION_ENGINE = "stature.web.project.sessions"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = (
    60 * 60 * 24 * 60
)  # longer than a round, so that people can go on where they were
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if STATURE_DEMO:  # a session that was begun in a demo counts for nothing elsewhere
    AUTHENTICATION_BACKENDS.append("stature.web.demo.signing_in.DemoBackend")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "stature.web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "stature.web.accounts.adapters.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": "stature.web.accounts.forms.SignInForm",
    "signup": "stature.web.accounts.forms.JoinForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
SOCIALACCOUNT_PROVIDERS = open_id_settings(os.environ)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # on this computer only, where there is no TLS

# E-mail is shown in the terminal until a mail server is named.
EMAIL_HOST = os.environ.get("STATURE_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("STATURE_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("STATURE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STATURE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("STATURE_EMAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = os.environ.get(
    "STATURE_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend",
)
EMAIL_FILE_PATH = str(DATA / "mail") if DATA else None
DEFAULT_FROM_EMAIL = os.environ.get("STATURE_FROM_EMAIL", "stature@localhost")

LOGGING = log_settings(os.environ)
