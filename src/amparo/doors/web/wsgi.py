"""The application as a server calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
application = get_wsgi_application()
