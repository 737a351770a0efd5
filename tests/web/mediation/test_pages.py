"""The pages: whose they are, what they refuse beside which field, and what leaves the platform."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment
from maillage.web.mediation.actions.accompaniments import Note, note
from maillage.web.mediation.actions.workshops import Plan, plan
from maillage.web.mediation.forms.enrolment import commune_named, commune_said
from maillage.web.mediation.models import Accompaniment, Enrolment, Workshop
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry

from ..given import a_mediator, a_reason, a_room, an_organisation

Saying = Callable[..., Plan]


@pytest.fixture
def soon(agent: User, saying: Saying) -> Workshop:
    """A workshop that is to come whatever the day is: one seat."""
    now = timezone.now()
    said = saying(now + timedelta(days=7), title="=Un café", bring="Vos lunettes", capacity=1)
    return plan(said=said, by=agent, now=now)


@pytest.fixture
def stranger(client: Client, person: Callable[..., User]) -> Client:
    """A mediator of another organisation."""
    somebody = person()
    give(person=somebody, organisation=an_organisation(), role="mediator", by=None, now=timezone.now())
    client.force_login(somebody)
    return client


def enrol(client: Client, workshop: Workshop, **said: str):
    key = "6f1d7f4e-0000-4000-8000-000000000001"
    known = {"key": key, "name": "Rose Petit", "email": "rose@exemple.fr"}
    return client.post(f"/ateliers/{workshop.pk}/", known | said)


def test_residents_see_what_is_to_come_and_open_to_them(
    client: Client, soon: Workshop, agent: User, saying: Saying
) -> None:
    hidden = saying(soon.ends_at, title="Entre nous", is_public=False)
    plan(said=hidden, by=agent, now=timezone.now())
    page = client.get("/ateliers/").text
    assert "=Un café" in page
    assert "1 place libre" in page
    assert "Entre nous" not in page


def test_a_resident_enrols_once_by_a_form_that_was_sent_twice_and_leaves_by_the_link(
    client: Client, soon: Workshop
) -> None:
    first, again = enrol(client, soon), enrol(client, soon)
    assert (first.status_code, first.url) == (302, again.url)
    assert Enrolment.objects.count() == 1
    assert "Votre place est réservée" in client.get(first.url).text
    assert Enrolment.objects.get().left_at is None, "opening the link changes nothing"
    assert "Votre inscription est annulée" in client.post(first.url, follow=True).text
    assert client.get(f"{first.url[:-2]}/").status_code == 404


def test_who_is_next_on_the_waiting_list_reads_their_rank(client: Client, soon: Workshop) -> None:
    enrol(client, soon)
    waiting = enrol(client, soon, key="6f1d7f4e-0000-4000-8000-000000000002", email="ann@exemple.fr")
    assert "Vous êtes la prochaine personne" in client.get(waiting.url).text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "rose"}, "email"),
        ({"commune": "Nulle-Part-les-Bains"}, "commune"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, soon: Workshop, said: dict[str, str], field: str
) -> None:
    answer = enrol(client, soon, **said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Enrolment.objects.exists()


def test_an_agent_plans_and_is_told_beside_the_field_what_is_taken(
    as_agent: Client, place: Place, soon: Workshop
) -> None:
    said = {
        "theme": "rights",
        "room": str(soon.room_id),
        "day": f"{soon.begins:%Y-%m-%d}",
        "begins": f"{soon.begins:%H:%M}",
        "ends": f"{soon.ends:%H:%M}",
        "capacity": "6",
        "mediators": [str(a_mediator(place).pk)],
    }
    taken = as_agent.post("/ateliers/organiser/prevoir/", said)
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["room"])
    backward = as_agent.post("/ateliers/organiser/prevoir/", said | {"ends": said["begins"]})
    assert list(backward.context["form"].errors) == ["ends"]
    past = as_agent.post("/ateliers/organiser/prevoir/", said | {"day": "2021-03-02"})
    assert list(past.context["form"].errors) == ["day"]
    other = as_agent.post("/ateliers/organiser/prevoir/", said | {"room": str(a_room(place).pk)})
    made = Workshop.objects.latest("pk")
    assert other.url == f"/ateliers/organiser/{made.pk}/"
    assert (made.begins, made.is_public) == (soon.begins.replace(second=0, microsecond=0), False)


def test_the_form_of_a_change_begins_with_the_workshop_as_it_is(as_agent: Client, soon: Workshop) -> None:
    address = f"/ateliers/organiser/{soon.pk}/modifier/"
    form = as_agent.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields}
    said |= {name: form[name].field.widget.format_value(said[name]) for name in ("day", "begins", "ends")}
    said |= {"bring": "Rien", "is_public": "on"}
    assert as_agent.post(address, said).status_code == 302
    soon.refresh_from_db()
    assert (soon.bring, soon.version) == ("Rien", 1)


def test_an_agent_enrols_somebody_who_has_neither_telephone_nor_address(as_agent: Client, soon: Workshop) -> None:
    said = {"key": "6f1d7f4e-0000-4000-8000-000000000003", "name": "Paul Martin", "via": "counter"}
    page = as_agent.post(f"/ateliers/organiser/{soon.pk}/inscrire/", said, follow=True).text
    assert "Paul Martin a une place." in page
    found = Enrolment.objects.get()
    assert (found.via, found.asked_by) == ("counter", User.objects.get(email="agent@exemple.fr"))
    assert "ne vient plus" in as_agent.post(f"/ateliers/organiser/inscription/{found.pk}/retirer/", follow=True).text


def test_the_sheet_names_who_is_expected_and_is_journaled(as_agent: Client, client: Client, soon: Workshop) -> None:
    enrol(client, soon)
    pdf = as_agent.post(f"/ateliers/organiser/{soon.pk}/presences.pdf")
    reader = PdfReader(BytesIO(pdf.content))
    assert "Rose Petit" in reader.pages[0].extract_text()
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert Entry.objects.get(verb="mediation.sheet_printed").subject == f"mediation.workshop {soon.pk}"


def test_somebody_of_another_organisation_finds_nothing_of_it(stranger: Client, soon: Workshop) -> None:
    row = Enrolment.objects.create(workshop=soon, via="phone", name="Rose", asked_at=timezone.now())
    here = f"/ateliers/organiser/{soon.pk}/"
    assert stranger.get(here).status_code == 404
    assert stranger.get("/ateliers/organiser/").context["to_come"] == []
    for path in ("modifier/", "annuler/", "inscrire/", "presences/", "presences.pdf"):
        assert stranger.post(f"{here}{path}").status_code == 404, path
    assert stranger.post(f"/ateliers/organiser/inscription/{row.pk}/retirer/").status_code == 404
    assert not stranger.get("/accompagnements/nouveau/").context["form"].fields["place"].queryset.exists()


def test_an_accompaniment_is_noted_where_and_when_one_is(as_agent: Client, place: Place) -> None:
    said = {"minutes": "30", "themes": ["appointments", "other"], "autonomy": "helped", "commune": "Rambouillet"}
    answer = as_agent.post("/accompagnements/nouveau/", said | {"place": str(place.pk), "again": "1"})
    assert answer.url == "/accompagnements/nouveau/"
    kept = Accompaniment.objects.get()
    assert (kept.minutes, kept.themes, kept.commune, kept.place) == (30, ["appointments", "other"], "78517", place)
    assert timezone.now() - kept.at < timedelta(minutes=1)
    assert as_agent.get("/accompagnements/nouveau/").context["form"]["place"].value() == place.pk


def test_what_is_missing_is_told(as_agent: Client, place: Place) -> None:
    answer = as_agent.post("/accompagnements/nouveau/", {"place": str(place.pk), "at": "2999-01-01T10:00"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"minutes", "themes", "autonomy", "at"}


def test_it_can_belong_to_an_appointment_which_is_named_without_a_name(
    as_agent: Client, agent: User, place: Place
) -> None:
    now = timezone.now()
    known = {"place": place, "reason": a_reason(), "room": a_room(place), "state": "done", "via": "phone"}
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now, "made_at": now, "changed_at": now}
    appointment = Appointment.objects.create(code="ABCD1234", name="Rose Petit", **known, **times)
    page = as_agent.get("/accompagnements/nouveau/?rendez-vous=ABCD1234").text
    assert "ABCD1234" in page
    assert "Rose" not in page
    said = {"minutes": "5", "themes": ["other"], "autonomy": "alone", "place": str(place.pk)}
    as_agent.post("/accompagnements/nouveau/", said | {"appointment": "ABCD1234"})
    assert Accompaniment.objects.get().appointment == appointment
    as_agent.post(f"/accompagnements/{Accompaniment.objects.get().pk}/", said | {"minutes": "15"})
    assert (Accompaniment.objects.get().minutes, Accompaniment.objects.get().appointment) == (15, appointment)


def test_the_file_says_neither_who_nor_by_whom_and_computes_nothing(
    as_agent: Client, agent: User, place: Place
) -> None:
    now = timezone.now()
    Place.objects.filter(pk=place.pk).update(name="=cmd()")
    note(said=Note(place=place, at=now, minutes=15, themes=["rights"], autonomy="helped"), by=agent, now=now)
    text = as_agent.get("/accompagnements/accompagnements.csv").text
    head, row = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert head == ["jour", "lieu", "minutes", "thèmes", "autonomie", "orienté vers", "commune", "âge"]
    assert row[1:3] == ["'=cmd()", "15"]
    assert agent.name not in text


def test_a_commune_is_said_as_people_say_it() -> None:
    """78120 is a postcode of Rambouillet, and the code of Bullion, whose postcode is 78830, as is that of Bonnelles."""
    for said in ("Rambouillet", "rambouillet ", "78517", "Rambouillet (78517)"):
        assert commune_said(said) == "78517", said
    assert commune_said("Bullion (78120)") == "78120"
    assert commune_said(commune_named("78120")) == "78120"
    assert (commune_said("78000"), commune_said(" ")) == ("78646", "")
    with pytest.raises(ValidationError, match="Bonnelles, Bullion"):
        commune_said("78830")
    for wrong in ("(", "99999", "Nulle-Part"):
        with pytest.raises(ValidationError):
            commune_said(wrong)
