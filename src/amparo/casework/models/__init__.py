"""The tables of an installation. What could tell anything of a person stands in them sealed, or as a keyed figure."""

from amparo.casework.models.entitled import BreakGlass, Conflict, Grant, Membership
from amparo.casework.models.holding import Canary, IndexFigure, LegalHold, Rotation, Stone, WrapRow
from amparo.casework.models.housing import Placement
from amparo.casework.models.kept import Case, Kept, Label
from amparo.casework.models.log import LogHead, LogMention, LogOrder, LogQueue, LogRow, Witness
from amparo.casework.models.pairing import Pairing
from amparo.casework.models.papers import Hand, Paper, Tag, Tagged, Waiting
from amparo.casework.models.referring import Answered, ApiKey, Imported, Partner, Provider, Referral, Report
from amparo.casework.models.register import RegisterEntry, RegisterPosting, RegisterRefusal
from amparo.casework.models.staff import Admission, Agency, Passing, User
from amparo.casework.models.voice import PersonCode, PersonSaid
from amparo.casework.models.worked import Determined, Installation, Lately, Lease, Notice, Task

__all__ = [
    "Admission",
    "Agency",
    "Answered",
    "ApiKey",
    "BreakGlass",
    "Canary",
    "Case",
    "Conflict",
    "Determined",
    "Grant",
    "Hand",
    "Imported",
    "IndexFigure",
    "Installation",
    "Kept",
    "Label",
    "Lately",
    "Lease",
    "LegalHold",
    "LogHead",
    "LogMention",
    "LogOrder",
    "LogQueue",
    "LogRow",
    "Membership",
    "Notice",
    "Pairing",
    "Paper",
    "Partner",
    "Passing",
    "PersonCode",
    "PersonSaid",
    "Placement",
    "Provider",
    "Referral",
    "RegisterEntry",
    "RegisterPosting",
    "RegisterRefusal",
    "Report",
    "Rotation",
    "Stone",
    "Tag",
    "Tagged",
    "Task",
    "User",
    "Waiting",
    "Witness",
    "WrapRow",
]
