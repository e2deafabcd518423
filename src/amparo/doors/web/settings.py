"""The Django application.

The open pages keep nothing and set no cookie. Behind the sign-in, a session cookie opens cases, and every form carries a token
against forged requests; open pages need none, since no cookie unlocks them, and `shield.OwnPagesOnly` refuses foreign senders.
Names other than ours are refused by ALLOWED_HOSTS, so that a foreign name rebound to this machine reaches nothing.
"""

from __future__ import annotations

from typing import Any, Final

from amparo.casework.database import databases, page_secret
from amparo.desk.tongues import FIRST, LOCALE, TONGUES
from amparo.environment import HOSTS, time_zone
from amparo.environment import QUICK_EXIT as EXIT
from amparo.prove.report.styles import STYLES

DEBUG = False
SECRET_KEY = page_secret()
ALLOWED_HOSTS = [name.strip() for name in HOSTS.text().split(",")]
LOCAL: Final = {*ALLOWED_HOSTS} <= {"localhost", "127.0.0.1", "[::1]"}  # nobody but this machine: plain HTTP, and no proxy
ROOT_URLCONF = "amparo.doors.web.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "ninja",
    "amparo.casework",
    "amparo.desk",
    "amparo.doors.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "amparo.doors.web.numbered.Numbered",
    "amparo.doors.web.speaking.Speaking",
    "amparo.doors.web.shield.Headers",
    "amparo.doors.api.plain.PlainErrors",
    "amparo.doors.web.shield.KnownHost",
    "amparo.doors.web.shield.BoundedBody",
    "amparo.doors.web.shield.OwnPagesOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "amparo.doors.web.drafts.Drafts",
    "amparo.doors.web.unserved.Unserved",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "amparo.desk.page.on_every_page"]},
    }
]
DATABASES = databases()
CACHES: dict[str, dict[str, Any]] = {
    # in the database, so that all processes count the same tries, and a restart forgives none; nothing else is kept in it
    "default": {
        "BACKEND": "amparo.casework.passing.Tries",
        "LOCATION": "casework_passing",
        "OPTIONS": {"MAX_ENTRIES": 500_000},  # so many that nobody pushes out what was counted of another
    }
}

AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "amparo.doors.web.adapters.Account"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; the library compares this with the line above
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_TIMEOUT = 5 * 60  # between the password and the second factor
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,5/m/key,10/h/key"}  # tries that failed; who gets in is not counted
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if LOCAL else 1
MFA_ADAPTER = "amparo.doors.web.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_REAUTHENTICATION_REQUIRED = False  # `signed_in.stepped_up` asks for it, by the second factor and never by the password
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a clock may be wrong
MFA_RATE_LIMITS = {"webauthn_login": "30/5m/ip"}

# Lax, and not Strict: who follows a link to a case from a message of their agency stays signed in. What changes anything is a
# form, and forms carry a token. The cookie ends with the browser; eight hours after the sign-in the session ends anyway.
SESSION_ENGINE = "amparo.doors.web.sessions"
SESSION_COOKIE_NAME = "amparo" if LOCAL else "__Host-amparo"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE: Final = 15 * 60
STEPPED_UP: Final = 5 * 60
CSRF_COOKIE_NAME = "amparo-form" if LOCAL else "__Host-amparo-form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "amparo.doors.web.message.forged"
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy sets it: docs/operator.md

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
]
STATICFILES_DIRS = [STYLES]  # how a report of a proof looks, on a page as in a file
WHITENOISE_USE_FINDERS = True  # served from the package itself: nothing to collect, nothing to forget
WHITENOISE_MAX_AGE = 0  # asked again each time, answered "not modified"

LANGUAGE_CODE = FIRST
LANGUAGES = [(each.code, each.name) for each in TONGUES]
LOCALE_PATHS = [LOCALE]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone().key
QUICK_EXIT = EXIT.text()

LARGEST_FILE: Final = 256 * 1024
LARGEST_BODY: Final = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300  # 200 columns of an old record can be named on one page
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["amparo.doors.web.upload.BoundedUpload"]

# Of an error the log says which kind and where in our own code. What was sent is not written down: `quiet.py`.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "amparo.doors.web.quiet.WithoutContents"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},  # or what a library says is written as it says it
    "loggers": {
        "amparo": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
