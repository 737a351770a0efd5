"""Referrals for agents: sending with consent, the list, one of them, and whose they are."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.directory.models import Entry
from maillage.web.referrals.actions.answers import answer
from maillage.web.referrals.models import Referral
from maillage.web.referrals.rules.said import Reply
from maillage.web.referrals.rules.states import Event

from ..given import NOW, an_organisation
from .conftest import Refer, an_entry

pytestmark = pytest.mark.django_db
FULL = Reply(Event.REFUSE, refusal="full")


def filled(**more: object) -> dict:
    known = {
        "key": uuid4(),
        "name": "Rose Martin",
        "phone": "06 12 34 56 78",
        "language": "fr",
        "need": "digital",
        "obstacles": ["no-connection"],
        "notes": ["morning"],
        "commune": "78517",
        "given": "counter",
        "tells_person": "on",
    }
    return known | more


@pytest.fixture
def sent(refer: Refer) -> Referral:
    """A moment ago: pages are asked by the clock of the machine."""
    referral = refer()
    Referral.objects.filter(pk=referral.pk).update(sent_at=timezone.now())
    referral.refresh_from_db()
    return referral


def test_what_was_said_on_the_public_page_comes_along(as_agent: Client, structure: Entry) -> None:
    said = {"fiche": structure.pk, "besoin": "digital", "obstacle": "reading", "commune": "78517"}
    text = as_agent.get("/orientations/nouvelle/", said).content.decode()
    assert '<option value="digital" selected>' in text
    assert 'value="reading" class' not in text
    assert text.count("checked") == 2
    assert "Vous pouvez dire non" in text


def test_a_referral_is_sent_with_consent(as_agent: Client, structure: Entry) -> None:
    answer = as_agent.post(f"/orientations/nouvelle/?fiche={structure.pk}", filled())
    made = Referral.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/orientations/{made.pk}/")
    assert (made.name, made.phone, made.obstacles, made.notes) == (
        "Rose Martin", "+33612345678", ["no-connection"], ["morning"],
    )  # fmt: skip
    page = as_agent.get(answer.url).content.decode()
    assert "Rose Martin" in page
    assert "06 12 34 56 78" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"given": ""}, "Dites comment la personne a donné son accord."),
        ({"phone": ""}, "Donnez au moins un moyen de joindre la personne."),
        ({"phone": "12"}, "Ce n’est pas un numéro de téléphone"),
        ({"name": ""}, "field-error"),
        ({"need": "fever"}, "field-error"),
        ({"obstacles": ["fever"]}, "field-error"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    as_agent: Client, structure: Entry, more: dict, words: str
) -> None:
    answer = as_agent.post(f"/orientations/nouvelle/?fiche={structure.pk}", filled(**more))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize("number", ["", "999999", "x", "9" * 40])
def test_a_structure_that_is_not_there_is_not_a_dead_end(as_agent: Client, number: str) -> None:
    answer = as_agent.get("/orientations/nouvelle/", {"fiche": number})
    assert answer.status_code == 404
    assert 'href="/annuaire/"' in answer.content.decode()


def test_a_structure_that_was_taken_out_gets_nobody(as_agent: Client, structure: Entry) -> None:
    Entry.objects.update(listed=False)
    assert as_agent.post(f"/orientations/nouvelle/?fiche={structure.pk}", filled()).status_code == 404


def test_the_form_sent_twice_makes_one(as_agent: Client, structure: Entry) -> None:
    said = filled()
    urls = {as_agent.post(f"/orientations/nouvelle/?fiche={structure.pk}", said).url for _ in range(2)}
    assert len(urls) == 1
    assert Referral.objects.count() == 1


def test_no_field_takes_a_text_about_the_person(as_agent: Client, structure: Entry) -> None:
    text = as_agent.get("/orientations/nouvelle/", {"fiche": structure.pk}).content.decode()
    assert text.count("<textarea") == 1
    assert 'name="address"' in text


def test_the_list_has_filters(as_agent: Client, refer: Refer) -> None:
    refer()
    refused = refer(key=uuid4())
    answer(referral=refused, reply=FULL, by=None, now=NOW)
    everything = as_agent.get("/orientations/").content.decode()
    assert everything.count("Rose Martin") == 2
    assert as_agent.get("/orientations/?etat=refused").content.decode().count("Rose Martin") == 1
    assert "Aucune orientation ne correspond" in as_agent.get("/orientations/?etat=known").content.decode()
    assert as_agent.get("/orientations/?etat=nonsense&avant=x").status_code == 200


def test_other_organisations_see_nothing_of_it(client: Client, person, refer: Refer) -> None:
    made, ccas = refer(), an_organisation()
    mediator = person()
    give(person=mediator, organisation=ccas, role="mediator", by=None, now=timezone.now())
    mediator.forget_roles()
    client.force_login(mediator)
    assert "Rose" not in client.get("/orientations/").content.decode()
    assert client.get(f"/orientations/{made.pk}/").status_code == 404
    for act in ("reponse", "retirer", "suivante"):
        assert client.post(f"/orientations/{made.pk}/{act}/").status_code == 404
    made.refresh_from_db()
    assert made.state == "waiting"


def test_an_answer_heard_on_the_telephone_is_noted(as_agent: Client, sent: Referral) -> None:
    as_agent.post(f"/orientations/{sent.pk}/reponse/", {"answer": "accept", "means": "visit"})
    sent.refresh_from_db()
    assert (sent.state, sent.means) == ("accepted", "visit")
    wrong = as_agent.post(f"/orientations/{sent.pk}/reponse/", {"answer": "refuse"})
    assert wrong.status_code == 422


def test_a_refusal_leads_to_the_next_structure_in_one_click(as_agent: Client, sent: Referral) -> None:
    following = an_entry("digital-skills", name="Médiathèque")
    answer(referral=sent, reply=FULL, by=None, now=timezone.now())
    page = as_agent.get(f"/orientations/{sent.pk}/").content.decode()
    assert f'name="fiche" value="{following.pk}"' in page
    assert f'name="fiche" value="{sent.entry_id}"' not in page
    path = f"/orientations/{sent.pk}/suivante/"
    assert as_agent.post(path, {"fiche": following.pk, "key": uuid4()}).status_code == 422
    as_agent.post(path, {"fiche": following.pk, "key": uuid4(), "given": "phone"})
    then = Referral.objects.get(follows=sent)
    assert (then.structure, then.name, then.state) == ("Médiathèque", "Rose Martin", "waiting")


def test_taking_back_says_how(as_agent: Client, sent: Referral) -> None:
    as_agent.post(f"/orientations/{sent.pk}/retirer/", {"par": "phone"})
    sent.refresh_from_db()
    assert (sent.state, sent.name) == ("withdrawn", "")
    assert f"n° {sent.pk}" in as_agent.get(f"/orientations/{sent.pk}/").content.decode()


def test_ones_own_data_is_not_asked_for_this_consent(as_agent: Client, agent: User) -> None:
    assert "Orienter une personne vers une structure" not in as_agent.get("/mes-donnees/").content.decode()
