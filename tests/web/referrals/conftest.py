"""Structures of the directory near Rambouillet, and somebody who is sent to one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import uuid4

import pytest

from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.models import User
from maillage.web.bookings.rules.person import Person
from maillage.web.directory.actions.index import reindex
from maillage.web.directory.models import Entry, Record, Service, Source
from maillage.web.referrals.actions.referrals import send
from maillage.web.referrals.models import Referral
from maillage.web.referrals.rules.said import Consent, Said

from ..given import NOW

Refer = Callable[..., Referral]
_numbers = count(1)


def an_entry(*topics: str, **said: object) -> Entry:
    """Shown to everybody, in Rambouillet, with an e-mail address."""
    number = next(_numbers)
    known = {
        "name": f"Structure {number}",
        "kind": "association",
        "address": "3 rue de la Paix",
        "postcode": "78120",
        "city": "Rambouillet",
        "commune": "78517",
        "lat": 48.6443,
        "lon": 1.8293,
        "email": f"accueil{number}@structure.exemple",
        "phone": "+33130000000",
        "made_at": NOW,
        "changed_at": NOW,
    }
    entry = Entry.objects.create(**known | said)
    source, _ = Source.objects.get_or_create(slug="own", defaults={"title": "La collectivité"})
    record = Record.objects.create(
        source=source, key=str(number), entry=entry, card={}, digest="", first_seen_at=NOW, last_seen_at=NOW
    )
    Service.objects.create(entry=entry, record=record, topics=list(topics))
    reindex([entry.pk], now=NOW)
    return entry


def of_rose(**said: object) -> Said:
    person = Person(name="Rose Martin", email="rose@exemple.fr", phone="06 12 34 56 78", commune="78517")
    known = {"key": uuid4(), "person": person, "need": "digital", "obstacles": ("no-connection",), "tells_person": True}
    return Said(**known | said)


ORALLY = Consent("counter", "fr")


@pytest.fixture
def structure(db) -> Entry:
    return an_entry("digital-skills", name="Espace numérique")


@pytest.fixture
def refer(structure: Entry, agent: User) -> Refer:
    """``refer()`` sends Rose to the structure."""

    def sent(to: Entry | None = None, *, consent: Consent = ORALLY, by: User | None = None, **said: object) -> Referral:
        return send(
            structure=to or structure,
            said=of_rose(**said),
            consent=consent,
            organisation=own_organisation(),
            by=by or agent,
            now=NOW,
        )

    return sent
