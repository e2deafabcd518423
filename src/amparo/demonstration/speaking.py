"""Who speaks for themselves in these days: a code, what was written and asked with it, what was said about the help."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from amparo.demonstration.cast import actor
from amparo.environment import today
from amparo.stages.information.consent import Asking, ask
from amparo.stages.information.told_now import Told, keep_told
from amparo.stages.voice import codes, feedback, mine

WROTE: Final = (
    (mine.MESSAGE, "I cannot come on Thursday. Can we talk on the phone after four?"),
    (mine.CORRECTION, "The year of my birth is wrong on the paper that you read to me."),
)
"""What Amina wrote; nobody has read it yet."""
TOLD: Final = {"rights": "yes", "services": "yes", "stay": "no", "privacy": "unknown"}


def let_speak(cases: Mapping[str, str]) -> None:
    """Let Amina be told, be asked, and speak with a code of her own; the code itself is kept nowhere, here neither."""
    brook, case = actor("brook"), cases["Amina"]
    keep_told(brook, case, Told(TOLD, today() - timedelta(days=6), "spoken", "ro", "interpreter", "yes"))
    ask(
        brook,
        case,
        Asking(
            key="consent_to_referral", answer="yes", about="The clinic reads health, to look at the arm.",
            explained="Who reads what, that a no has no consequence, and that a yes can be taken back.",
            language="ro", through="interpreter", alone="yes", until=today() + timedelta(days=120),
        ),
    )  # fmt: skip
    opened = mine.look_with(codes.make(brook, case, codes.USUAL).code)
    if opened is None:
        return
    codes.show(brook, case, ["talk"])
    for kind, words in WROTE:
        mine.say(opened.id, kind, words)
    feedback.give(opened.id, {"respect": "yes", "understood": "partly"}, "The interpreter speaks too fast.", may_tell=True)
