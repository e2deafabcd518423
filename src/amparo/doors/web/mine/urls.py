"""The one address of the person's own page. Code and words are sent, and stand in no address."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from amparo.doors.web.mine import mine

urlpatterns = [path("mine", csrf_exempt(mine.mine), name="mine")]
