"""The demo at work: the same every time, invented throughout, and silent about what is past."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from maillage.web import demo
from maillage.web.accounts.actions.people import create_agent
from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment, Waiting
from maillage.web.demo import appointments, work
from maillage.web.mediation.models import Accompaniment, Opinion, Workshop
from maillage.web.messages.models import Message
from maillage.web.places.models import Mediator, Place, Practitioner, Reason
from maillage.web.privacy.queries.verification import verify_journal

# A Wednesday, at ten in Paris.
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
INVENTED = re.compile(r"[a-z.]+[0-9]{2}@exemple\.invalid")


@pytest.mark.django_db
def test_places_at_work(person: Callable[..., User], monkeypatch: pytest.MonkeyPatch) -> None:
    """With a third of the appointments."""
    fewer = tuple((first, last, -(-wanted // 3)) for first, last, wanted in appointments.SPANS)
    monkeypatch.setattr(appointments, "SPANS", fewer)
    agent = person("administrator")
    work.begin("78", agent, now=NOW)
    counts = {model: model.objects.count() for model in (Place, Mediator, Practitioner, Reason, Workshop, Waiting)}
    assert list(counts.values()) == [9, 6, 5, 5, 5, 4]
    assert Appointment.objects.count() > 45
    states = Counter(Appointment.objects.filter(starts_at__lt=NOW).values_list("state", flat=True))
    assert states["done"] > states["no-show"]
    assert states["booked"] == 0
    assert Appointment.objects.filter(starts_at__gt=NOW, state="booked").count() > 15
    assert Accompaniment.objects.count() > 7
    assert Opinion.objects.count() > 15
    for each in Appointment.objects.all():
        assert not each.email or INVENTED.fullmatch(each.email)
        # What Arcep keeps for fiction.
        assert not each.phone or re.fullmatch(r"\+\d+63998\d{4}", each.phone)
        assert each.starts_at > NOW or not (each.email or each.phone)
    assert all("exemple" in place.name for place in Place.objects.all())
    assert "letter" not in set(Message.objects.values_list("channel", flat=True))
    before = Appointment.objects.count()
    work.begin("78", agent, now=NOW)
    assert Appointment.objects.count() == before
    assert verify_journal().sound


@pytest.mark.django_db
def test_the_account_of_an_earlier_demo_becomes_one_that_sees_all(settings) -> None:
    """It was an agent's; and what is so already is left as it is."""
    earlier = create_agent(by=None, role="agent", **settings.DEMO_ACCOUNT)
    for _ in range(2):
        assert demo._agent() == earlier
    assert set(earlier.memberships.values_list("role", flat=True)) == {"administrator", "agent", "dpo"}
    assert earlier.memberships.count() == 3
