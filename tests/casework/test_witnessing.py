"""Which addresses are those of a witness, and what is sent only where the log is whole."""

from __future__ import annotations

import pytest
from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.log import log, wait_for_head
from amparo.casework.models import Witness
from amparo.casework.witnessing import LONGEST, witness
from amparo.errors import AmparoError
from wiped import tampering

NOBODY = "http://127.0.0.1:9/heads"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "url",
    ["", "ftp://host/x", "file:///etc/passwd", "host", "http://", "http://a:b@host/", "http://[", "http://a b", "http://a/\n",
     "http://münchen.example/", "https://host/" + "a" * LONGEST],
)  # fmt: skip
def test_what_is_no_address_of_a_witness_is_refused(url: str) -> None:
    with pytest.raises(AmparoError, match="wrong-witness"):
        witness(url)


@pytest.mark.usefixtures("world")
def test_an_empty_log_has_nothing_to_send() -> None:
    with pytest.raises(AmparoError, match="log-empty"):
        witness(NOBODY)


@pytest.mark.usefixtures("lasting_world")
def test_a_log_that_is_not_as_it_was_signed_is_sent_to_nobody() -> None:
    for _ in range(3):
        with transaction.atomic():
            id_ = log("heartbeat", ITSELF)
        wait_for_head(id_)
    with pytest.raises(AmparoError, match="witness-unreachable"):
        witness(NOBODY)
    with tampering() as cursor:
        cursor.execute("UPDATE casework_logrow SET sealed = substr(sealed, 2) WHERE id = %s", [id_])
    with pytest.raises(AmparoError, match="log-broken"):
        witness(NOBODY)
    with tampering() as cursor:
        cursor.execute('DELETE FROM casework_logorder WHERE "index" = 1')
    with pytest.raises(AmparoError, match="log-broken"):
        witness(NOBODY)
    assert not Witness.objects.exists()
