"""Gateways that do what a test says, and messages that wait for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from maillage.web.messages.actions.outbox import send
from maillage.web.messages.gateways.sms import Sms
from maillage.web.messages.models import Message
from maillage.web.messages.rules.recipient import Recipient

from ..conftest import NOW

MARIE = Recipient("Marie Dupont", email="marie@exemple.fr")
AICHA = Recipient("Aïcha Benali", phone="06 12 34 56 78")


class FakeGateway:
    """Takes every SMS, until it is told what to raise. ``taken``: what it let out, which is what counts."""

    idempotent = False
    taken: list[Sms] = []  # noqa: RUF012 - one for all instances: the platform makes a new one each time
    raises: BaseException | None = None
    before_taking = True

    def send(self, sms: Sms) -> str:
        if self.raises and self.before_taking:
            raise self.raises
        self.taken.append(sms)
        if self.raises:
            raise self.raises
        return f"ref-{len(self.taken)}"


@pytest.fixture
def gateway(settings, monkeypatch: pytest.MonkeyPatch) -> type[FakeGateway]:
    settings.SMS_GATEWAY = f"{__name__}.FakeGateway"
    monkeypatch.setattr("maillage.web.messages.actions.delivery.sms_gateway", FakeGateway)
    for name, value in {"taken": [], "raises": None, "before_taking": True, "idempotent": False}.items():
        monkeypatch.setattr(FakeGateway, name, value)
    return FakeGateway


@pytest.fixture
def promise(db) -> Callable[..., Message]:
    """``promise(to)`` promises a trial message; each gets a key of its own unless the test says one."""
    promised = 0

    def promised_one(to: Recipient = MARIE, **said: Any) -> Message:
        nonlocal promised
        promised += 1
        asked = {"template": "messages/trial", "words": {"name": to.name}, "by": None, "now": NOW}
        return send(to=to, **({"key": f"trial:{promised}"} | asked | said))

    return promised_one
