"""What the documents are called, and what each is, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amparo.stages.documents.receivers import COURT_REPORT, HOLD_NOTICE, REFERRAL_LETTER


def titles() -> dict[str, tuple[str, str]]:
    """Return the title of each document, and what it is for."""
    return {
        HOLD_NOTICE: (
            _("Notice that an act is held"),
            _("Tells a prosecutor, a court or an office that the law holds an act, and under what. No fact is told."),
        ),
        COURT_REPORT: (
            _("Report to a court or tribunal"),
            _("Where the person stands, what follows in law, and each statement that you choose, with its source."),
        ),
        REFERRAL_LETTER: (
            _("Letter for a referral"),
            _("Asks somebody who has no Amparo for help, and tells them what they need for it."),
        ),
    }
