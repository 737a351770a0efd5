"""What partners tell is heard once, and only from them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.privacy.models import Entry
from maillage.web.webhooks.actions import sources
from maillage.web.webhooks.actions.sources import Heard, NotAnEventError, ReplayedError, hear
from maillage.web.webhooks.models import Received, Source
from maillage.web.webhooks.rules.retries import OVERLAP
from maillage.web.webhooks.rules.signing import NotSignedError, signed_headers

from ..given import NOW, an_organisation

SAID = {"type": "device.down", "timestamp": "2026-03-02T09:30:00Z", "data": {"serial": "S1"}}


@pytest.fixture
def source(agent: User) -> Source:
    return sources.add(organisation=an_organisation(kind="operator"), name="Supervision", by=agent, now=NOW)


def heard(source: Source, said: object = SAID, *, now=NOW, identifier: str = "evt-1", secret: str = "") -> Heard:
    body = json.dumps(said)
    headers = signed_headers(identifier=identifier, at=now, body=body, secrets=[secret or source.secret])
    return hear(source=source, headers=headers, body=body.encode(), now=now)


def test_a_message_is_heard_and_remembered_without_its_text(source: Source) -> None:
    message = heard(source)
    assert (message.event, message.data) == ("device.down", {"serial": "S1"})
    assert (message.row.identifier, message.row.at) == ("evt-1", NOW)
    source.refresh_from_db()
    assert source.heard_at == NOW


def test_a_second_copy_is_known_and_says_whether_it_is_one(source: Source) -> None:
    heard(source)
    for said, same in ((SAID, True), (SAID | {"type": "device.back"}, False)):
        with pytest.raises(ReplayedError) as replayed:
            heard(source, said, now=NOW + timedelta(minutes=1))
        assert replayed.value.same is same
    assert Received.objects.count() == 1


def test_the_same_identifier_of_another_partner_is_another_message(source: Source, agent: User) -> None:
    other = sources.add(organisation=an_organisation(kind="operator"), name="Autre", by=agent, now=NOW)
    heard(source)
    heard(other)
    assert Received.objects.count() == 2


def test_what_could_not_be_done_was_not_heard(source: Source) -> None:
    with transaction.atomic():
        heard(source)
        transaction.set_rollback(True)
    assert heard(source).event == "device.down"


def test_what_another_signed_is_not_heard(source: Source, agent: User) -> None:
    other = sources.add(organisation=source.organisation, name="Autre", by=agent, now=NOW)
    with pytest.raises(NotSignedError):
        heard(source, secret=other.secret)
    assert not Received.objects.exists()


@pytest.mark.parametrize("said", [[], "device.down", {}, {"type": "x"}, {"type": 1, "data": {}}, {"data": {}}])
def test_a_body_that_is_no_event_is_refused(source: Source, said: object) -> None:
    with pytest.raises(NotAnEventError):
        heard(source, said)
    assert not Received.objects.exists()


def test_while_a_secret_is_replaced_either_is_heard_for_a_day(source: Source, agent: User) -> None:
    former = source.secret
    sources.renew_secret(source=source, by=agent, now=NOW)
    assert source.secret != former
    assert heard(source, secret=former, identifier="evt-2")
    assert heard(source, identifier="evt-3")
    with pytest.raises(NotSignedError):
        heard(source, secret=former, identifier="evt-4", now=NOW + OVERLAP)


def test_a_source_is_closed_once(source: Source, agent: User) -> None:
    for _ in range(2):
        sources.close(source=source, by=agent, now=NOW)
    assert Entry.objects.filter(verb="webhooks.source_closed").count() == 1
