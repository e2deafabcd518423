"""What was proved of a pack that ships, for everybody. Nobody can have anything else proved here."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.desk.library import shipped_pack
from amparo.doors.web.message import message, only
from amparo.doors.web.proofs import Asked, Proofs, Prover
from amparo.environment import today
from amparo.errors import AmparoError

PROOFS: Final = Proofs(Prover())
WAIT: Final = 3.0
"""Seconds that a visitor waits for a page."""


@only("GET", "HEAD", "POST")
def proof(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show a report; only who sends the form has one made, so that no visit by itself is work."""
    try:
        pack = shipped_pack(name)
    except AmparoError as error:
        sentence = f"{error.sentence[:1].upper()}{error.sentence[1:]}."
        onward = {"onward": reverse("law"), "onward_text": _("Look at the law")}
        return message(request, 404, _("There is no such law pack"), f"{sentence} {error.help}", **onward)
    asked = Asked(name, pack.digest, today())
    made = PROOFS.report(asked, WAIT) if request.method == "POST" else PROOFS.begun(asked)
    if made is not None and made.ready.is_set() and made.report is None:
        text = _("This proof could not be made here. The command tells more:") + f" amparo law prove {name}"
        onward = {"onward": reverse("law-pack", args=(name,)), "onward_text": _("Back to the law pack")}
        return message(request, 503, _("There is no report"), text, **onward)
    context = {"name": name, "title": pack.profile.title, "report": made.report if made else None, "is_begun": made is not None}
    return render(request, "web/law_proof.html", context)
