"""The Django application.

The open pages keep nothing and set no cookie. Behind the sign-in, a session cookie opens cases, and every form carries a token
against forged requests; open pages need none, since no cookie unlocks them: `shield.OwnPagesOnly` refuses what another site sends.
Names other than ours are refused by ALLOWED_HOSTS, so that a foreign name rebound to this machine reaches nothing.
"""

from __future__ import annotations

from typing import Any, Final

from amparo.casework.database import databases, page_secret
from amparo.environment import HOSTS, time_zone
from amparo.environment import QUICK_EXIT as EXIT
from amparo.prove.report.styles import STYLES

DEBUG = False
SECRET_KEY = page_secret()
ALLOWED_HOSTS = [name.strip() for name in HOSTS.text().split(",")]
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
]
AUTH_USER_MODEL = "casework.User"
MIDDLEWARE = [
    "amparo.doors.web.shield.Headers",
    "amparo.doors.api.plain.PlainErrors",
    "amparo.doors.web.shield.KnownHost",
    "amparo.doors.web.shield.BoundedBody",
    "amparo.doors.web.shield.OwnPagesOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["amparo.desk.page.on_every_page"]},
    }
]
DATABASES = databases()

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
]
STATICFILES_DIRS = [STYLES]  # how a report of a proof looks, on a page as in a file
WHITENOISE_USE_FINDERS = True  # served from the package itself: nothing to collect, nothing to forget
WHITENOISE_MAX_AGE = 0  # asked again each time, answered "not modified"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone().key
QUICK_EXIT = EXIT.text()

LARGEST_FILE: Final = 256 * 1024
LARGEST_BODY: Final = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["amparo.doors.web.upload.BoundedUpload"]

# Of an error the log says which kind and where in our own code. What was sent is not written down.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "amparo.doors.web.quiet.WithoutContents"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet", "level": "ERROR"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
