"""Organisations whose software is told, and a machine that answers as software does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maillage.web.accounts.models import User
from maillage.web.webhooks import network
from maillage.web.webhooks.actions import endpoints
from maillage.web.webhooks.models import Endpoint
from maillage.web.webhooks.rules import addresses
from maillage.web.webhooks.rules.events import APPOINTMENT, SUBSCRIBED

from ..given import NOW, an_organisation
from .receiver import HOST, Receiver, certificate_of, listening

# Of an appointment: nothing of who comes.
BOOKED = dict.fromkeys(APPOINTMENT) | {
    "code": "K7M2P9QD",
    "version": 1,
    "place": 3,
    "place_name": "Annexe de la mairie",
    "room": 5,
    "room_name": "Salle 2",
    "reason": 1,
    "reason_title": "Téléconsultation",
    "practitioner": 8,
    "starts_at": datetime(2026, 3, 9, 9, 0, tzinfo=UTC),
    "ends_at": datetime(2026, 3, 9, 9, 30, tzinfo=UTC),
}


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_of(HOST, tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def receiver(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Listens on the loopback, which counts as public here; its certificate is known, its name leads to it."""

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == HOST else []

    monkeypatch.setattr(network, "look_up", look_up)
    monkeypatch.setattr(network, "is_public", lambda number: number == "127.0.0.1" or addresses.is_public(number))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    network._authorities.cache_clear()
    with listening(certificate) as answering:
        yield answering
    network._authorities.cache_clear()


@pytest.fixture
def told(agent: User) -> Callable[..., Endpoint]:
    """``told()``: an endpoint of an organisation of its own, for all events, unless said otherwise."""

    def added(**said: object) -> Endpoint:
        known = {
            "address": "https://partenaire.example/hooks",
            "contact": "astreinte@partenaire.example",
            "events": SUBSCRIBED,
            "by": agent,
            "now": NOW,
        }
        if "organisation" not in said:
            known["organisation"] = an_organisation(kind="operator")
        return endpoints.add(**known | said)

    return added


@pytest.fixture
def listener(told: Callable[..., Endpoint], receiver: Receiver) -> Endpoint:
    """An endpoint behind which the receiver listens."""
    endpoint = told(address=receiver.address)
    receiver.secret = endpoint.secret
    return endpoint
