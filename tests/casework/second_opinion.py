"""The policy said once more, by another hand and in another shape: one table a wall, and a question passes them all.

Letters are compartments: a small one may be read, a capital one recorded in as well.
i identity, w whereabouts, a account, h health, l legal, y asylum, b liability (blame), c child, f family, s support,
p security (protection), v voice.
"""

from __future__ import annotations

from typing import Final

from amparo.casework.policy import Asked

LETTER: Final = {
    "identity": "i",
    "whereabouts": "w",
    "account": "a",
    "health": "h",
    "legal": "l",
    "asylum": "y",
    "liability": "b",
    "child": "c",
    "family": "f",
    "support": "s",
    "security": "p",
    "voice": "v",
}

BODIES: Final = {
    line.split()[0]: line.split()[1]
    for line in """
    case_manager                IWAHLYBCFSPV
    ngo                         IWAHLYBCFSPV
    international_organisation  IWAHLYCFSPV
    shelter                     IWHCFSPV
    social_services             IWHCFSPV
    health_service              iHCV
    legal_aid                   iAhLYBcFsPV
    guardian                    iwaHlyCFSPV
    child_authority             IWahlCFSPv
    identifying_authority       IALCPV
    first_responder             IASCPV
    asylum_authority            iaLYcfpv
    police                      IALCPV
    witness_protection          iWfsPv
    labour_inspectorate         iALv
    prosecutor                  iaLBp
    court                       iLBp
    compensation_body           iahL
    labour_union                ialSV
    peacekeeper                 IPSv
    reception_partner           ihcFSPV
    consular_service            i
    origin_authority            i
    immigration_authority       -
    border_authority            -
    interpreter_service         -
    national_coordinator        -
    legislature                 -
    """.strip().splitlines()
}

PURPOSES: Final = {
    line.split()[0]: line.split()[1]
    for line in """
    protection      iwahlybcfspv
    safety          iwpfv
    identification  ialcpv
    assistance      iwshvfcp
    health          ihcv
    legal_advice    iahlybcfspv
    guardianship    iwahlycfspv
    justice         ialbpv
    asylum          iaylfcpv
    compensation    ialhv
    return          ishfcpv
    emergency       iahlybcfspv
    audit           -
    statistics      -
    administration  -
    """.strip().splitlines()
}

_CARE: Final = "case_manager ngo international_organisation shelter social_services"
_SERVING: Final = " ".join(
    body for body in BODIES if body not in ("immigration_authority", "border_authority", "interpreter_service")
)
BUNDLES: Final = {
    "case_manager": (
        "IWAHLYBCFSPV",
        f"{_CARE} child_authority identifying_authority",
        "protection assistance safety identification return emergency",
    ),
    "supervisor": (
        "IWAHLYBCFSPV",
        " ".join(body for body in _SERVING.split() if body not in ("national_coordinator", "legislature")),
        "protection assistance safety identification justice health return emergency",
    ),
    "case_worker": ("IWhCFSPV", f"{_CARE} peacekeeper labour_union", "assistance safety return emergency"),
    "first_responder": (
        "IASCPV",
        "first_responder ngo peacekeeper labour_union labour_inspectorate police",
        "identification safety",
    ),
    "health_worker": ("icHV", "health_service ngo shelter international_organisation", "health emergency"),
    "legal_adviser": ("iAhLYBcFsPV", "legal_aid ngo international_organisation", "legal_advice compensation"),
    "guardian": ("iwaHlyCFSPV", "guardian child_authority", "guardianship emergency"),
    "identifying_officer": ("IALCPV", "identifying_authority", "identification"),
    "asylum_officer": ("iaLYcfpv", "asylum_authority", "asylum"),
    "officer": ("IWALPfsv", "police labour_inspectorate witness_protection", "justice safety identification"),
    "prosecutor": ("iaLBp", "prosecutor", "justice"),
    "judge": ("iahLBp", "court compensation_body", "justice compensation"),
    "receiving_worker": ("ihcFSPV", "reception_partner ngo international_organisation", "return"),
    "consular_officer": ("i", "consular_service origin_authority", "return"),
    "auditor": ("-", "national_coordinator ngo international_organisation legislature court", "audit"),
    "statistician": ("-", f"{_SERVING} interpreter_service", "statistics"),
    "administrator": ("-", " ".join(BODIES), "administration"),
}

_WORKERS: Final = (
    "case_manager supervisor case_worker first_responder health_worker legal_adviser guardian identifying_officer "
    "asylum_officer officer prosecutor judge receiving_worker"
)
_BREAKERS: Final = "case_manager supervisor case_worker health_worker guardian"
ACTS: Final[dict[str, tuple[str, ...]]] = {
    # act: who does it in a case of their agency; in another's; for their agency without being in it; without any relation
    "see_case": (f"{_WORKERS} consular_officer", f"{_WORKERS} consular_officer", "", ""),
    "read": (f"{_WORKERS} consular_officer", f"{_WORKERS} consular_officer", "", ""),
    "record": (_WORKERS, _WORKERS, "", ""),
    "share": ("case_manager supervisor first_responder identifying_officer", "", "", ""),
    "allot": ("case_manager supervisor", "supervisor", "supervisor", ""),
    "dismiss": ("case_manager supervisor", "supervisor", "supervisor", ""),
    "name_conflict": ("case_manager supervisor", "supervisor", "supervisor", ""),
    "withdraw": (f"{_BREAKERS} legal_adviser first_responder identifying_officer", "", "supervisor", ""),
    "end_conflict": ("supervisor", "", "supervisor", ""),
    "export": ("case_manager supervisor legal_adviser", "", "", ""),
    "erase": ("case_manager supervisor", "", "", ""),
    "hold": ("case_manager supervisor legal_adviser guardian", "legal_adviser guardian", "", ""),
    "release_hold": ("case_manager supervisor", "", "", ""),
    "see_who_looked": ("case_manager supervisor legal_adviser guardian auditor", "legal_adviser guardian", "", "auditor"),
    "review_glass": ("supervisor auditor", "", "supervisor", "auditor"),
    "open_case": ("", "", "", "case_manager supervisor first_responder identifying_officer"),
    "see_log": ("", "", "", "auditor"),
    "make_canary": ("", "", "", "auditor"),
    "count": ("", "", "", "statistician"),
    "administer": ("", "", "", "administrator"),
    "break_glass": ("", "", "", _BREAKERS),
}
_COLUMN: Final = {"member": 0, "receiver": 1, "colleague": 2}
ON_COMPARTMENT: Final = ["read", "record", "share", "export", "break_glass"]
STEPS: Final = ["share", "allot", "end_conflict", "export", "erase", "release_hold", "break_glass", "make_canary"]


def opinion(asked: Asked) -> tuple[bool, frozenset[str]]:
    """Return whether it is allowed, and what has to be proved besides where nothing else is in the way."""
    if not (_has_bundle(asked) and _reaches(asked) and _stands(asked) and _is_lawful(asked)):
        return False, frozenset()
    needs = {"step-up"} if asked.action in STEPS and not asked.stepped_up else set()
    takes_two = asked.action == "erase" or (asked.action == "break_glass" and asked.glass_right == "often")
    if takes_two and not asked.seconded:
        needs.add("second-person")
    return not needs, frozenset(needs)


def _has_bundle(asked: Asked) -> bool:
    _, bodies, purposes = BUNDLES.get(asked.bundle, ("", "", ""))
    return asked.body in bodies.split() and asked.purpose in purposes.split()


def _reaches(asked: Asked) -> bool:
    if asked.action not in ON_COMPARTMENT:
        return not asked.compartment
    letter = LETTER.get(asked.compartment, "")
    if not letter or letter not in PURPOSES[asked.purpose]:
        return False
    tables = (BODIES[asked.body], BUNDLES[asked.bundle][0])
    if asked.action == "record":
        return all(letter.upper() in table for table in tables)
    return all(letter in table.lower() for table in tables)


def _stands(asked: Asked) -> bool:
    """Relation, grant and glass: an emergency is the one way past them, to see and to read."""
    columns = [names.split() for names in ACTS[asked.action]]
    if asked.purpose == "emergency":
        if asked.action == "break_glass":
            return asked.bundle in columns[3] and asked.glass_right != "suspended"
        return asked.action in ("see_case", "read") and asked.bundle in columns[0] and asked.glass
    if asked.action == "break_glass":
        return False
    if asked.bundle in columns[3]:
        return True
    if asked.relation == "none" or asked.bundle not in columns[_COLUMN[asked.relation]]:
        return False
    return asked.relation != "receiver" or asked.granted == "live"


def _is_lawful(asked: Asked) -> bool:
    if asked.conflict:
        return False
    is_abroad = asked.body in ("origin_authority", "consular_service", "reception_partner")
    if asked.purpose == "emergency" and (asked.compartment == "whereabouts" or is_abroad):
        return False
    is_charging = asked.body in ("police", "prosecutor", "court")
    if asked.purpose == "emergency" and is_charging and LETTER.get(asked.compartment, "i") not in "ihp":
        return False
    said_for_help = asked.compartment == "account" and (asked.is_said or asked.is_identification_note)
    return not (said_for_help and asked.body == "prosecutor" and asked.own_offences)
