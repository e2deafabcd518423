"""The second factor of those who sign in: an authenticator app or a passkey; and recovery codes for the day it is lost.

Each code opens once: of an app the step of time that was last used is kept, and no code of that step or an earlier one is taken
again (RFC 6238 5.2); a recovery code is struck out. Both under a lock on the row, so that of two tries at once one is refused.
"""

from __future__ import annotations

import hmac
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from amparo.casework.models import User
from amparo.casework.secrets_of_staff import of, opened

_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    """Say whether somebody has set up an app or a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists()


def factors(user: User) -> tuple[Authenticator, ...]:
    """Return the app and the passkeys of a user, the oldest first."""
    return tuple(Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).order_by("created_at"))


def codes_left(user: User) -> int:
    """Return how many recovery codes still open."""
    kept = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(_codes(kept)) if kept is not None else 0


def is_app_code(secret: str, code: str) -> bool:
    """Say whether a code is one that an app with this secret shows now."""
    return _step(secret, code) is not None


def set_up_app(user: User, secret: str) -> Authenticator:
    """Take an app as a second factor."""
    with of(user.pk):
        made: Authenticator = TOTP.activate(user, secret).instance
    return made


def new_codes(user: User) -> tuple[str, ...]:
    """Make recovery codes, which end all earlier ones, and return them to be shown once."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    with of(user.pk):
        return _codes(RecoveryCodes.activate(user).instance)


@transaction.atomic
def used_code(user: User, code: str) -> Authenticator | None:
    """Return what a code belongs to, and take the code never again; nothing if it opens nothing."""
    kept = Authenticator.objects.select_for_update().filter(user_id=user.pk).exclude(type=Authenticator.Type.WEBAUTHN)
    return next((row for row in kept.order_by("-type") if _opens(row, code)), None)


def remove(user: User, factor: int) -> bool:
    """Take a factor away; say no if it is the last one, which has to be replaced first."""
    if len(factors(user)) < 2:  # noqa: PLR2004 one has to stay
        return False
    removed, _ = Authenticator.objects.filter(user_id=user.pk, pk=factor, type__in=_FACTORS).delete()
    return removed > 0


def _opens(kept: Authenticator, code: str) -> bool:
    if kept.type == Authenticator.Type.RECOVERY_CODES:
        with of(kept.user_id):
            return bool(RecoveryCodes(kept).validate_code(code))
    with of(kept.user_id):
        step = _step(opened(kept.data["secret"]), code)
    if step is None or step <= kept.data.get("step", 0):
        return False
    kept.data["step"] = step
    kept.save(update_fields=["data"])
    return True


def _step(secret: str, code: str) -> int | None:
    """Return the step of time of which a code is, among those near to now."""
    plain = "".join(character for character in code if character.isalnum()).encode()
    found = [step for step in yield_hotp_counters_from_time() if hmac.compare_digest(_shown(secret, step), plain)]
    return found[-1] if found else None


def _shown(secret: str, step: int) -> bytes:
    return format_hotp_value(hotp_value(secret, step)).encode()


def _codes(kept: Authenticator) -> tuple[str, ...]:
    with of(kept.user_id):
        return tuple(RecoveryCodes(kept).get_unused_codes())
