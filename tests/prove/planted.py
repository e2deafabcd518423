"""An invented law that stands over the baseline and takes from it: each weakness is planted, and known."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACK: Final = """
title     = "Zendonia (invented): Act on Trafficked Persons, a draft"
version   = "1"
over      = ["palermo"]
begins    = 2020-01-01
languages = ["en"]

[standing]
state     = "draft"
by        = "nobody; the Act is invented & <planted>"
on        = 2026-03-01
territory = "Zendonia, which does not exist"

[[instrument]]
id            = "xz-act"
in_force_from = 2020-01-01

[[repeal]]
rule   = "palermo/review-a-negative-decision"
from   = 2020-01-01
under  = ["xz-act/1"]
reason = "Decisions of the office are final."

[[exception]]
property = "not-weaker"
rules    = ["palermo/offer-declined-help-again"]
under    = ["xz-act/1"]
reason   = "Help is offered once, in writing, with the address where it can be asked for later."
from     = 2021-01-01
"""
_INSTRUMENT: Final = """
[instrument.xz-act]
title    = "Zendonia (invented): Act on Trafficked Persons"
short    = "Zendonia Act"
status   = "national law"
adopted  = 2019-06-01
in_force = 2020-01-01

[instrument.xz-act.provisions]
"1" = { title = "All of it", summary = "Whatever this invented Act says.", force = "mandatory", strength = "absolute" }
"""
_RULE: Final = """
[[rule]]
id       = "{id}"
kind     = "duty"
title    = "{title}"
force    = "{force}"
strength = "qualified"
binds    = "{binds}"
under    = ["xz-act/1"]
source   = ["AST-12a"]
from     = 2020-01-01
do       = "Do it."
{rest}
"""
GROUND: Final = "help-in-some-civil-matters"
CONDITION: Final = "urgent-care-of-residents"
UNKNOWN: Final = "screen-who-is-known-to-be-irregular"
PERIOD: Final = "review-a-search-by-law"
FORCE: Final = "a-court-may-decide"
WIDER: Final = "first-needs-of-everybody"
INNOCENT: Final = "claim-help-for-the-innocent"
_RULES: Final = {
    GROUND: ("Help with custody and divorce", "recommended", "legal_aid", """
replaces = "palermo/help-in-civil-matters"
unknown  = "ask"
when     = "possible_victim and (custody_open or divorce_wished)"
done     = "civil_matters_listed" """),
    CONDITION: ("A doctor at once for who is here lawfully", "recommended", "health_service", """
replaces = "palermo/urgent-care-at-once"
unknown  = "ask"
when     = "possible_victim and (urgent_medical_need or suicide_risk) and immigration_status == 'regular'"
at_once  = true
done     = "urgent_care_given" """),
    UNKNOWN: ("Screen irregular migrants and offenders", "recommended", "first_responder", """
replaces = "palermo/screen-whoever-is-met"
unknown  = "does-not-apply"
when     = "immigration_status == 'irregular' or committed_offence or removal_proposed"
at_once  = true
done     = "screened or not presumed_not(referred_as_possible_victim)" """),
    FORCE: ("A court may decide the claim", "recommended", "court", '''
replaces = "palermo/court-decides-the-claim"
each     = "remedy"
unknown  = "ask"
when     = """
possible_victim and remedy.forum in ('criminal_court', 'civil_court', 'labour_court')
and remedy.state in ('filed', 'refused', 'awarded', 'part_paid', 'paid')"""
done     = "remedy.state in ('refused', 'awarded', 'part_paid', 'paid')" '''),
    WIDER: ("First needs of everybody who was exploited", "recommended", "shelter", """
replaces = "palermo/first-needs-at-once"
unknown  = "ask"
when     = "possible_victim"
starts   = "exploitation_ended_on"
within   = "first_needs_days"
done     = "first_needs_met" """),
    INNOCENT: ("Help with the claim for who did no wrong", "recommended", "legal_aid", """
unknown  = "ask"
when     = "possible_victim and claim_intended and not committed_offence" """),
}  # fmt: skip
_PERIODS: Final = """
[[parameter]]
id     = "tracing_review_days"
title  = "Days after which an open search is reviewed"
unit   = "days"
under  = ["xz-act/1"]
source = ["AST-12a"]
force  = "mandatory"

[[parameter.value]]
from  = 2020-01-01
value = 400
"""


def planted(folder: Path, *rules: str, whole: bool = False) -> Path:
    """Write the invented law with some of its rules, or with all that is planted in it; return its folder."""
    pack = folder / "xz"
    (pack / "duties").mkdir(parents=True)
    kept = _PACK if whole else _PACK.partition("[[repeal]]")[0]
    (pack / "pack.toml").write_text(kept, "utf-8")
    (pack / "instruments.toml").write_text(_INSTRUMENT, "utf-8")
    if whole or PERIOD in rules:
        (pack / "parameters.toml").write_text(_PERIODS, "utf-8")
    for name in _RULES if whole else (rule for rule in rules if rule in _RULES):
        title, force, binds, rest = _RULES[name]
        text = _RULE.format(id=name, title=title, force=force, binds=binds, rest=rest)
        (pack / "duties" / f"{name}.toml").write_text(text, "utf-8")
    return pack
