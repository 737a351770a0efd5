"""Workshops that are ready to be held, for whom they are, and what those get who came to a training."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from maillage.web.accounts.models import User
from maillage.web.bookings.rules.person import Person
from maillage.web.mediation.actions.enrolments import enrol, mark
from maillage.web.mediation.actions.workshops import Plan, plan
from maillage.web.mediation.models import Enrolment, Workshop
from maillage.web.mediation.queries.programmes import offers
from maillage.web.mediation.rules.programmes import PROGRAMMES
from maillage.web.mediation.rules.suggesting import FIRST_AFTER, HOURS, LAST_AFTER, first_free
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry

from ..given import a_room

PARIS = ZoneInfo("Europe/Paris")
LONG = timedelta(minutes=90)
Saying = Callable[..., Plan]

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, st.sets(st.integers(10, 37)), st.lists(st.tuples(st.integers(10, 37), st.integers(8, 16))))
def test_the_first_moment_that_nothing_takes_is_found(today: date, off: set[int], busy: list[tuple[int, int]]) -> None:
    holidays = {today + timedelta(days=after) for after in off}
    taken = [
        (begins := datetime.combine(today + timedelta(days=after), time(hour), PARIS), begins + timedelta(hours=2))
        for after, hour in busy
    ]
    free = [
        begins
        for after in range(FIRST_AFTER.days, LAST_AFTER.days)
        for day in [today + timedelta(days=after)]
        if day.isoweekday() < 6 and day not in holidays
        for begins in [datetime.combine(day, hour, PARIS) for hour in HOURS]
        if all(end <= begins or start >= begins + LONG for start, end in taken)
    ]
    found = first_free(today, PARIS, LONG, holidays=holidays, taken=taken)
    assert found == ((free[0], free[0] + LONG) if free else None)


def test_every_programme_is_planned_in_one_click_one_after_the_other(as_agent: Client, place: Place) -> None:
    """The form of the page is sent as it stands; what the one takes, the next avoids."""
    a_room(place)
    for number, programme in enumerate(PROGRAMMES):
        page = as_agent.get("/ateliers/organiser/programmes/").text
        form = page.split('action="/ateliers/organiser/prevoir/">')[1 + number].partition("</form>")[0]
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        del fields["csrfmiddlewaretoken"]
        answer = as_agent.post("/ateliers/organiser/prevoir/", fields)
        assert answer.status_code == 302, answer.context["form"].errors
        made = Workshop.objects.latest("pk")
        assert (made.theme, made.audience, made.seats.count()) == (programme.theme, programme.audience, programme.seats)
        assert made.ends_at - made.starts_at == programme.lasts
    assert Workshop.objects.count() == len(PROGRAMMES)


def test_without_a_room_a_programme_still_has_its_words(as_agent: Client, agent: User, place: Place) -> None:
    assert all(offer.span is None for offer in offers(agent, now=timezone.now()))
    page = as_agent.get("/ateliers/organiser/prevoir/?programme=scams")
    assert page.context["form"]["theme"].value() == "scams"
    assert as_agent.get("/ateliers/organiser/prevoir/?programme=rien").context["form"]["theme"].value() is None


def test_the_public_list_is_filtered_by_audience(client: Client, agent: User, saying: Saying, place: Place) -> None:
    now = timezone.now()
    soon = now + timedelta(days=3)
    plan(said=saying(soon, title="Pour tous"), by=agent, now=now)
    plan(said=saying(soon, title="Pour le métier", audience="professionals", room=a_room(place)), by=agent, now=now)
    shown = {asked: client.get("/ateliers/", {"pour": asked}).text for asked in ("", "professionals", "carers", "x")}
    assert [asked for asked, page in shown.items() if "Pour le métier" in page] == ["", "professionals", "x"]
    assert [asked for asked, page in shown.items() if "Pour tous" in page] == ["", "x"]
    assert "Aucun atelier n’est annoncé pour ce public." in shown["carers"]


def comes(workshop: Workshop, name: str, by: User) -> Enrolment:
    return enrol(workshop=workshop, person=Person(name=name), via="counter", by=by, now=timezone.now())


@pytest.fixture
def training(agent: User, saying: Saying) -> Workshop:
    """For professionals, being held."""
    now = timezone.now()
    return plan(said=saying(now + timedelta(minutes=1), theme="carers", audience="professionals"), by=agent, now=now)


def test_who_came_to_a_training_gets_a_certificate_and_it_is_journaled(
    as_agent: Client, agent: User, training: Workshop
) -> None:
    here, away = (comes(training, name, agent) for name in ("Rose Petit", "Paul Martin"))
    refused = as_agent.post(f"/ateliers/organiser/{training.pk}/attestations.pdf", follow=True)
    assert "Notez d’abord qui est venu" in refused.text
    mark(workshop=training, came=[here.pk], by=agent, now=timezone.now())
    pdf = PdfReader(BytesIO(as_agent.post(f"/ateliers/organiser/{training.pk}/attestations.pdf").content))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert (len(pdf.pages), "Rose Petit" in text, "Paul Martin" in text) == (1, True, False)
    assert Entry.objects.filter(verb="mediation.certified", subject=f"mediation.workshop {training.pk}").count() == 1
    assert away.came is None


def test_a_workshop_for_residents_has_no_certificates(as_agent: Client, agent: User, saying: Saying) -> None:
    now = timezone.now()
    workshop = plan(said=saying(now + timedelta(minutes=1)), by=agent, now=now)
    came = comes(workshop, "Rose Petit", agent)
    mark(workshop=workshop, came=[came.pk], by=agent, now=now)
    assert as_agent.post(f"/ateliers/organiser/{workshop.pk}/attestations.pdf").status_code == 302


def test_lessons_stand_where_a_workshop_is_read_and_held(as_agent: Client, training: Workshop) -> None:
    assert "/ateliers/fiches/aider-un-proche/" in as_agent.get(f"/ateliers/{training.pk}/").text
    held = as_agent.get(f"/ateliers/organiser/{training.pk}/").text
    assert "/ateliers/fiches/aider-un-proche.pdf" in held
    assert "/ateliers/fiches/aider-un-proche/animer.pdf" in held
