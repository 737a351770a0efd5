"""A signature holds for one message, one moment and one secret; the library agrees, and nothing close to it passes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from maillage.web.webhooks.rules.signing import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    TOLERANCE,
    NotSignedError,
    signed_headers,
    verified,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BODY = '{"type":"device.down","timestamp":"2026-03-02T09:30:00Z","data":{"place_name":"Écoles"}}'


def secret_of(letter: bytes) -> str:
    return "whsec_" + base64.b64encode(letter * 32).decode()


SECRET, OTHER = secret_of(b"a"), secret_of(b"b")


def headers_of(at: datetime = NOW, secrets: tuple[str, ...] = (SECRET,), body: str = BODY) -> dict[str, str]:
    return signed_headers(identifier="msg_1", at=at, body=body, secrets=secrets)


def verify(headers: dict[str, str], body: bytes = BODY.encode(), secrets: tuple[str, ...] = (SECRET,), now=NOW) -> str:
    return verified(headers=headers, body=body, secrets=secrets, now=now)


def reason(headers: dict[str, str], **said: object) -> str:
    with pytest.raises(NotSignedError) as refused:
        verify(headers, **said)
    return refused.value.reason


def flipped(text: bytes, bit: int) -> bytes:
    place = bit % (8 * len(text))
    changed = bytearray(text)
    changed[place // 8] ^= 1 << (place % 8)
    return bytes(changed)


def test_the_example_of_the_specification() -> None:
    """https://github.com/standard-webhooks/standard-webhooks, in its own words and numbers."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = datetime.fromtimestamp(1614265330, UTC)
    said = signed_headers(
        identifier="msg_p5jXN8AQM9LWM0D4loKWxJek", at=at, body='{"test": 2432232314}', secrets=[secret]
    )
    assert said[SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert said[TIMESTAMP] == "1614265330"


def test_the_library_reads_what_we_write() -> None:
    now = timezone.now()
    assert Webhook(SECRET).verify(BODY, headers_of(at=now)) == {
        "type": "device.down",
        "timestamp": "2026-03-02T09:30:00Z",
        "data": {"place_name": "Écoles"},
    }


@given(body=st.text(max_size=200), microsecond=st.integers(0, 999_999))
def test_what_was_signed_verifies(body: str, microsecond: int) -> None:
    at = NOW.replace(microsecond=microsecond)
    assert verify(headers_of(at, body=body), body.encode(), now=at) == "msg_1"


@given(bit=st.integers(0, 10_000))
def test_no_bit_of_the_body_can_be_changed(bit: int) -> None:
    assert reason(headers_of(), body=flipped(BODY.encode(), bit)) == "wrong"


@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
def test_no_bit_of_a_header_can_be_changed(name: str) -> None:
    """All of them, those that base64 leaves unused too."""
    headers = headers_of()
    for bit in range(8 * len(headers[name])):
        changed = flipped(headers[name].encode(), bit).decode("latin-1")
        assert reason(headers | {name: changed}) in {"wrong", "missing", "too-old", "too-new"}


def test_the_last_character_of_a_signature_counts_whole() -> None:
    """As a decoder reads them, both are the same bytes."""
    headers = headers_of()
    last = headers[SIGNATURE][-2]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(last) ^ 1]
    changed = headers | {SIGNATURE: headers[SIGNATURE][:-2] + other + "="}
    assert base64.b64decode(changed[SIGNATURE][3:]) == base64.b64decode(headers[SIGNATURE][3:])
    assert reason(changed) == "wrong"


def test_while_a_secret_is_replaced_either_is_good() -> None:
    both = headers_of(secrets=(OTHER, SECRET))
    assert both[SIGNATURE].count("v1,") == 2
    assert verify(both) == verify(both, secrets=(OTHER,)) == "msg_1"
    assert verify(headers_of(), secrets=(OTHER, SECRET)) == "msg_1"
    assert reason(headers_of(), secrets=(OTHER,)) == "wrong"


def test_a_message_is_of_its_moment() -> None:
    assert verify(headers_of(), now=NOW + TOLERANCE) == verify(headers_of(), now=NOW - TOLERANCE) == "msg_1"
    assert reason(headers_of(), now=NOW + TOLERANCE + timedelta(seconds=1)) == "too-old"
    assert reason(headers_of(), now=NOW - TOLERANCE - timedelta(seconds=1)) == "too-new"


@pytest.mark.parametrize(
    "changed",
    [
        {ID: ""},
        {TIMESTAMP: ""},
        {SIGNATURE: ""},
        {ID: "msg 1"},
        {ID: "m" * 81},
        {TIMESTAMP: "1772443800.0"},
        {TIMESTAMP: " 1772443800"},
        {TIMESTAMP: "0x69a5"},
        {TIMESTAMP: "٣"},
        {TIMESTAMP: "9" * 13},
    ],
)
def test_headers_of_another_form_are_none(changed: dict[str, str]) -> None:
    assert reason(headers_of() | changed) == "missing"


@pytest.mark.parametrize("told", ["v1", "v1,", "v1,é", "v2,abc", ",", "v1,====", " ", "v1a,a b,c"])
def test_a_signature_of_another_form_is_wrong(told: str) -> None:
    assert reason(headers_of() | {SIGNATURE: told}) == "wrong"


def test_a_flood_of_signatures_is_not_compared() -> None:
    right = headers_of()[SIGNATURE]
    assert reason(headers_of() | {SIGNATURE: "v1,no " * 8 + right}) == "wrong"


def test_a_body_that_is_no_text_is_wrong() -> None:
    assert reason(headers_of(), body=b"\xff\xfe") == "wrong"
