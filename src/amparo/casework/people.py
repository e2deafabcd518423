"""Who may sign in: added by an administrator, let in anew by two people, ended. Nothing else makes or changes a user.

Nobody chooses another's password. Who is added, or has lost what they sign in with, gets a code that opens once; behind it they
choose a password and set up a second factor of their own.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction

from amparo.casework.actor import INSTALLATION, ITSELF, Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.keys import mark_key
from amparo.casework.log import log
from amparo.casework.models import Admission, Agency, Installation, Membership, User
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.second_factor import set_up_app
from amparo.errors import AmparoError

FIRST_CODE: Final = timedelta(hours=24)
"""How long the code of a new user opens an account that holds nothing yet."""
RESET_CODE: Final = timedelta(minutes=30)
"""How long a code opens an account that was reset."""
TO_AGREE: Final = timedelta(hours=24)
"""How long a reset that one person asked for waits for another."""
_NAME: Final = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_GROUPS: Final = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A code that opens once: for which user, and until when. It is shown here and kept nowhere."""

    username: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A reset that waits for a second person."""

    id: str
    username: str
    asked_by: str
    asked: datetime


@transaction.atomic
def add_user(actor: Actor, *, username: str, agency: str, bundle: str) -> Code:
    """Add somebody who signs in, with the code for their first time; raise `AmparoError` if the name is taken."""
    _require(actor, agency, "administrator")
    if not _NAME.fullmatch(username):
        raise AmparoError(
            "wrong-username",
            "that is no name to sign in with",
            help="2 to 32 small letters, figures, `.`, `_` and `-`, a letter first: so that no two names look alike",
        )
    if User.objects.filter(username=username).exists():
        raise AmparoError("username-taken", "somebody signs in with this name already", help="ended accounts keep their names")
    _check_bundle(agency, bundle)
    user = User(id=fresh_id(), username=username, agency_id=agency, bundle=bundle, since=now())
    user.set_unusable_password()
    user.save(force_insert=True)
    log("user-added", actor, about={"user": user.id, "agency": agency, "bundle": bundle})
    return _code(Admission(id=fresh_id(), user=user, asked_by=actor.user, asked=now(), agreed_by=actor.user), FIRST_CODE)


@transaction.atomic
def equip(username: str, password: str) -> str:
    """Give an invented user a password and an app, whose secret is returned; refuse where people are real."""
    if not Installation.objects.filter(demonstration=True).exists():
        raise AmparoError("not-a-demonstration", "only in a demonstration does anybody choose another's password")
    user, secret = _user(username), generate_totp_secret()
    user.set_password(password)
    user.save()
    log("second-factor-added", ITSELF, about={"user": user.id, "kind": set_up_app(user, secret).type})
    return secret


@transaction.atomic
def ask_reset(actor: Actor, username: str) -> str:
    """Ask that somebody be let in anew, and return the id by which another person agrees. Nothing changes for them yet."""
    user = _colleague(actor, username)
    _require_another(actor, user.id)
    moment = now()
    Admission.objects.filter(user=user, used=None, ended=None).update(ended=moment)
    asked = Admission(id=fresh_id(), user=user, asked_by=actor.user, asked=moment, until=moment + TO_AGREE)
    asked.save(force_insert=True)
    log("user-reset", actor, about={"user": user.id, "step": "asked", "reset": asked.id})
    return asked.id


@transaction.atomic
def agree_reset(actor: Actor, reset: str) -> Code:
    """Agree to what another person asked for: old password, factors and sessions end at once; a code opens for 30 minutes."""
    found = (
        Admission.objects.select_for_update().filter(id=as_id(reset), code="", used=None, ended=None, until__gt=now()).first()
    )
    if found is None:
        raise AmparoError("no-such-reset", "no reset waits under this number", help="it may have lapsed; ask for it again")
    user = User.objects.get(id=found.user_id)
    _require(actor, user.agency_id, "administrator", "supervisor", itself=False)
    _require_another(actor, found.asked_by, user.id)
    found.agreed_by = actor.user
    _disarm(user)
    log("user-reset", actor, about={"user": user.id, "step": "agreed", "reset": found.id})
    return _code(found, RESET_CODE)


def asked_resets(actor: Actor) -> tuple[Asked, ...]:
    """Return the resets of an agency's people that this person could agree to."""
    if actor.bundle not in ("administrator", "supervisor"):
        return ()
    waiting = Admission.objects.filter(user__agency=actor.agency, code="", used=None, ended=None, until__gt=now())
    names = dict(User.objects.filter(agency=actor.agency).values_list("id", "username"))
    return tuple(
        Asked(row.id, names[row.user_id], names.get(row.asked_by, row.asked_by), row.asked)
        for row in waiting.exclude(asked_by=actor.user).exclude(user=actor.user).order_by("asked")
    )


@transaction.atomic
def end_user(actor: Actor, username: str) -> None:
    """End somebody's account and all their work on cases: nothing opens it again, and the name is never given to another."""
    user = _colleague(actor, username)
    _require_another(actor, user.id)
    end_account(actor, user, now())


def end_account(actor: Actor, user: User, moment: datetime) -> None:
    """End an account inside the open transaction; whoever calls has asked whether that may be."""
    user.is_active, user.ended = False, moment
    _disarm(user)
    Admission.objects.filter(user=user, used=None, ended=None).update(ended=moment)
    Membership.objects.filter(user=user, ended=None).update(ended=moment)
    log("user-ended", actor, about={"user": user.id})


def admitted(username: str, code: str) -> User | None:
    """Return the user whom a code opens for, and let it open nothing again; inside the transaction of the sign-in."""
    waiting = Admission.objects.select_for_update(of=("self",)).filter(used=None, ended=None, until__gt=now())
    found = waiting.filter(code=_mark(username, code), user__is_active=True).first()
    if found is None:
        return None
    found.used = now()
    found.save(update_fields=["used"])
    return User.objects.select_related("agency").get(id=found.user_id)


def _code(admission: Admission, lasting: timedelta) -> Code:
    drawn = fresh_id()
    username = admission.user.username
    admission.code, admission.until = _mark(username, drawn), now() + lasting
    admission.save()
    size = len(drawn) // _GROUPS
    shown = "-".join(drawn[start : start + size] for start in range(0, len(drawn), size))
    return Code(username, shown, admission.until)


def _mark(username: str, code: str) -> str:
    """Return what is kept of a code: useless without the installation's key, and for any other user."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hmac.new(mark_key("sign-in-code").reveal(), f"{username.lower()}\n{plain}".encode(), "sha256").hexdigest()


def _disarm(user: User) -> None:
    """Take away everything by which a user signs in; a session ends with the password that it was opened with."""
    Authenticator.objects.filter(user_id=user.id).delete()
    user.set_unusable_password()
    user.save()


def _check_bundle(agency: str, bundle: str) -> None:
    found = Agency.objects.filter(id=agency, ended=None).first()
    if found is None:
        raise AmparoError("unknown-agency", f"there is no agency `{agency}` at work here")
    fitting = sorted(name for name, rights in BUNDLES.items() if found.body in rights.bodies)
    if bundle not in fitting:
        raise AmparoError(
            "unknown-bundle", f"staff of `{agency}` cannot have `{bundle}`", help=f"they can have {', '.join(fitting)}"
        )


def _colleague(actor: Actor, username: str) -> User:
    """Return whom an administrator of their agency means, or the installation; nobody else learns who signs in here."""
    _require(actor, actor.agency, "administrator")
    user = _user(username)
    if actor.user != INSTALLATION and user.agency_id != actor.agency:
        raise _unknown()
    return user


def _user(username: str) -> User:
    found = User.objects.filter(username=username, is_active=True).first() if _NAME.fullmatch(username) else None
    if found is None:
        raise _unknown()
    return found


def _unknown() -> AmparoError:
    return AmparoError("unknown-user", "nobody signs in with this name")


def _require(actor: Actor, agency: str, *bundles: str, itself: bool = True) -> None:
    if actor.user == INSTALLATION and itself:
        return
    if actor.agency != agency or actor.bundle not in bundles:
        raise AmparoError(
            "not-yours-to-do",
            "that is for others to do",
            help=f"{' or '.join(f'{name}s' for name in bundles)} of this agency may",
        )


def _require_another(actor: Actor, *users: str) -> None:
    if actor.user in users:
        raise AmparoError(
            "same-person", "this takes another person", help="nobody resets or ends themselves, and a reset takes two"
        )
