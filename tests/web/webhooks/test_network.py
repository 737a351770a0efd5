"""Real connections: to the number that was looked at, with the certificate of the name, and not for long."""

from __future__ import annotations

import pytest

from maillage.web.webhooks import network
from maillage.web.webhooks.network import UnsentError, post
from maillage.web.webhooks.rules import addresses
from maillage.web.webhooks.rules.addresses import read_address

from .receiver import Receiver

HEADERS = {"webhook-id": "msg_1"}


def fault(receiver: Receiver, address: str = "") -> str:
    with pytest.raises(UnsentError) as unsent:
        post(read_address(address or receiver.address), "{}", HEADERS)
    return unsent.value.fault


def leads(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names lead to these numbers, one list for each question; what was asked."""
    asked, waiting = [], list(answers)

    async def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return waiting.pop(0)

    monkeypatch.setattr(network, "look_up", look_up)
    return asked


def test_the_request_is_that_of_the_name(receiver: Receiver) -> None:
    receiver.fault = "202"
    assert post(read_address(receiver.address), '{"a":"é"}', HEADERS) == 202
    (asked,) = receiver.asked
    assert asked["host"] == f"partenaire.example:{receiver.port}"
    assert asked["content-length"] == "10"
    assert asked["content-type"] == "application/json"
    assert asked["webhook-id"] == "msg_1"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.fault = str(status)
    assert post(read_address(receiver.address), "{}", HEADERS) == status
    assert len(receiver.asked) == 1


@pytest.mark.parametrize("number", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254", "fe80::1%2"])
def test_a_name_that_leads_inside_is_not_followed(receiver: Receiver, monkeypatch, number: str) -> None:
    monkeypatch.setattr(network, "is_public", addresses.is_public)
    leads(monkeypatch, [number])
    assert fault(receiver) == "address"
    assert receiver.asked == []


def test_a_name_that_leads_inside_among_others_is_not_followed(receiver: Receiver, monkeypatch) -> None:
    monkeypatch.setattr(network, "is_public", addresses.is_public)
    leads(monkeypatch, ["9.9.9.9", "127.0.0.1"])
    assert fault(receiver) == "address"


def test_a_name_that_answers_otherwise_a_moment_later_leads_nowhere(receiver: Receiver, monkeypatch) -> None:
    """DNS rebinding: public when it is looked at, inside when it is connected to. It is asked once."""
    monkeypatch.setattr(network, "is_public", addresses.is_public)
    connected: list[str] = []

    async def send(number: str, *_: object) -> int:
        connected.append(number)
        return 204

    monkeypatch.setattr(network, "_send", send)
    asked = leads(monkeypatch, ["9.9.9.9"], ["127.0.0.1"])
    assert post(read_address(receiver.address), "{}", HEADERS) == 204
    assert (connected, asked) == (["9.9.9.9"], ["partenaire.example"])


def test_the_connection_goes_to_the_number_whatever_the_name_leads_to_by_then(receiver: Receiver, monkeypatch) -> None:
    """Nothing below asks for the name again: the machine itself does not know it."""
    leads(monkeypatch, ["127.0.0.1"])
    receiver.fault = "204"
    assert post(read_address(receiver.address), "{}", HEADERS) == 204


def test_the_machine_itself_reads_numbers_in_other_spellings_as_what_they_are() -> None:
    """A name is needed, and yet: where one gets through, what it leads to is looked at."""
    import asyncio

    (number,) = asyncio.run(network.look_up("2130706433", 443))
    assert number == "127.0.0.1"
    assert not addresses.is_public(number)


def test_a_certificate_of_another_name_is_refused(receiver: Receiver, monkeypatch) -> None:
    leads(monkeypatch, ["127.0.0.1"])
    assert fault(receiver, f"https://autre.example:{receiver.port}/") == "unreachable"
    assert receiver.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(receiver: Receiver, monkeypatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    network._authorities.cache_clear()
    assert fault(receiver) == "unreachable"


def test_the_next_number_is_tried_where_one_does_not_answer(receiver: Receiver, monkeypatch) -> None:
    monkeypatch.setattr(network, "is_public", lambda number: True)
    leads(monkeypatch, ["::1", "127.0.0.1"])
    receiver.fault = "204"
    assert post(read_address(receiver.address), "{}", HEADERS) == 204


def test_an_unknown_name_and_a_closed_door(receiver: Receiver, monkeypatch) -> None:
    assert fault(receiver, "https://personne.example/") == "unknown"
    assert fault(receiver, "https://partenaire.example:9/") == "unreachable"


@pytest.mark.parametrize("how", ["silent", "drips"])
def test_who_keeps_us_waiting_is_left(receiver: Receiver, monkeypatch, how: str) -> None:
    """Drop by drop too: each drop is in time, the whole is not."""
    monkeypatch.setattr(network, "SECONDS", 0.5)
    receiver.fault = how
    assert fault(receiver) == "slow"
