"""`/health`: whether the installation is alive, for a watcher on this machine or behind the proxy; it tells nothing else."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from amparo.casework.opening import is_open
from amparo.casework.vital import vital
from amparo.doors.web.message import only


@only("GET", "HEAD")
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 Django calls it so
    if not is_open():
        return JsonResponse({"state": "open pages alone"})
    found = vital()
    parts = {"database": found.database, "keys": found.keys, "ticker": found.ticker, "sequencer": found.sequencer}
    state = HTTPStatus.OK if found.is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"state": "well" if found.is_well else "not well", **parts}, status=state)
