"""Opinions before and after: nobody is named, cards are paired, few answers are not shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from maillage.web.accounts.models import User
from maillage.web.mediation.actions.opinions import copy, give
from maillage.web.mediation.actions.workshops import Plan, call_off, plan
from maillage.web.mediation.models import Opinion, Workshop
from maillage.web.mediation.models.opinion_link import find_by_opinion_token, opinion_token
from maillage.web.mediation.queries.opinions import of_themes, of_workshop
from maillage.web.mediation.rules.opinions import (
    AFTER,
    AT_LEAST,
    BEFORE,
    STATEMENTS,
    Change,
    Sheet,
    cards_for,
    results,
    why_not_given,
)
from maillage.web.mediation.rules.refusals import RefusedError
from maillage.web.privacy.models import Entry

from ..given import a_place, a_room

Saying = Callable[..., Plan]
DAY = date(2026, 3, 5)
ALL = dict.fromkeys(STATEMENTS, 0)


@pytest.fixture
def today(agent: User, saying: Saying) -> Workshop:
    """A workshop that is being held: two seats, six cards."""
    now = timezone.now()
    return plan(said=saying(now + timedelta(minutes=1)), by=agent, now=now)


def answers(face: int) -> dict[str, int]:
    return dict.fromkeys(STATEMENTS, face)


def fill(workshop: Workshop, moment: str, faces: list[int]) -> None:
    """A card for each face."""
    for card, face in enumerate(faces, start=1):
        give(workshop=workshop, moment=moment, card=card, answers=answers(face), now=timezone.now())


sheets = st.lists(
    st.tuples(
        st.integers(1, 3), st.integers(1, 9), st.sampled_from([BEFORE, AFTER]),
        st.dictionaries(st.sampled_from(list(STATEMENTS)), st.integers(0, 2)),
    ),
    unique_by=lambda row: row[:3],
)  # fmt: skip


@given(sheets)
def test_results_are_those_that_one_counts_by_hand(rows: list[tuple]) -> None:
    found = {spread.code: spread for spread in results(Sheet((row[0], row[1]), row[2], row[3]) for row in rows)}
    for code in STATEMENTS:
        said = {(place, card, moment): faces[code] for place, card, moment, faces in rows if code in faces}
        for moment, shown in ((BEFORE, found[code].before), (AFTER, found[code].after)):
            faces = [face for key, face in said.items() if key[2] == moment]
            assert shown == (tuple(faces.count(face) for face in range(3)) if len(faces) >= AT_LEAST else None)
        pairs = [
            (face, said[place, card, AFTER])
            for (place, card, moment), face in said.items()
            if moment == BEFORE and (place, card, AFTER) in said
        ]
        better, worse = sum(b < a for b, a in pairs), sum(b > a for b, a in pairs)
        change = Change(better, len(pairs) - better - worse, worse)
        assert found[code].change == (change if len(pairs) >= AT_LEAST else None)


@pytest.mark.parametrize(
    ("today", "called_off", "why"),
    [
        (DAY, False, ""),
        (DAY + timedelta(days=7), False, ""),
        (DAY + timedelta(days=8), False, "opinion-time"),
        (DAY - timedelta(days=1), False, "opinion-time"),
        (DAY, True, "called-off"),
    ],
)
def test_opinions_are_given_on_the_day_and_a_week_longer(today: date, called_off: bool, why: str) -> None:
    assert why_not_given(DAY, called_off=called_off, today=today) == why


def test_a_card_answers_once_before_and_once_after(today: Workshop) -> None:
    fill(today, BEFORE, [0])
    fill(today, AFTER, [2])
    with pytest.raises(RefusedError) as refused:
        fill(today, AFTER, [1])
    assert refused.value.code == "answered"
    assert Opinion.objects.get(moment=AFTER).answers == answers(2)


@pytest.mark.parametrize("card", [0, 7])
def test_a_card_that_does_not_exist_is_refused(today: Workshop, card: int) -> None:
    assert cards_for(2) == 6
    with pytest.raises(RefusedError) as refused:
        give(workshop=today, moment=BEFORE, card=card, answers=ALL, now=timezone.now())
    assert refused.value.code == "no-card"


def test_who_copies_from_paper_may_correct(today: Workshop, agent: User) -> None:
    fill(today, BEFORE, [0])
    copy(workshop=today, card=1, said={BEFORE: {"start": 1}, AFTER: ALL}, by=agent, now=timezone.now())
    assert {each.moment: each.answers for each in Opinion.objects.all()} == {BEFORE: {"start": 1}, AFTER: ALL}


def test_what_was_called_off_has_no_opinions(today: Workshop, agent: User) -> None:
    call_off(workshop=today, by=agent, now=timezone.now())
    with pytest.raises(RefusedError):
        fill(today, BEFORE, [0])
    with pytest.raises(RefusedError):
        copy(workshop=today, card=1, said={BEFORE: ALL}, by=agent, now=timezone.now())


def test_the_journal_tells_of_the_workshop_and_of_no_card(today: Workshop) -> None:
    fill(today, BEFORE, [2])
    entry = Entry.objects.filter(verb="mediation.opinion_given").get()
    assert entry.subject == f"mediation.workshop {today.pk}"
    assert entry.fields == ""


def test_under_five_answers_nothing_is_shown(today: Workshop) -> None:
    fill(today, BEFORE, [0, 0, 1, 1])
    assert not of_workshop(today).is_shown
    give(workshop=today, moment=BEFORE, card=5, answers=answers(2), now=timezone.now())
    told = of_workshop(today)
    assert (told.cards, told.lines[0].change) == (5, None)
    before, after = told.lines[0].bars
    assert ([face.count for face in before.faces], after.faces) == ([2, 2, 1], None)
    assert [(face.x, face.width) for face in before.faces] == [(0, 40), (40, 40), (80, 20)]


def test_workshops_of_a_theme_are_told_together_at_the_readers_places(
    today: Workshop, agent: User, saying: Saying, person: Callable[..., User]
) -> None:
    fill(today, BEFORE, [0, 0, 0])
    room = a_room(a_place())
    other = plan(said=saying(today.starts_at, room=room), by=agent, now=timezone.now())
    fill(other, BEFORE, [1, 1])
    (kind,) = of_themes(agent, now=timezone.now())
    assert (kind.words, kind.workshops, kind.told.cards) == ("Mon espace santé", 2, 5)
    assert kind.told.is_shown
    assert of_themes(person(), now=timezone.now()) == []
    assert of_themes(agent, now=timezone.now() + timedelta(days=366)) == []


def test_a_link_opens_its_workshop_and_moment_and_nothing_else(today: Workshop) -> None:
    token = opinion_token(today, AFTER)
    workshop, moment = find_by_opinion_token(token)
    assert (workshop.pk, moment, workshop.capacity) == (today.pk, AFTER, 2)
    assert find_by_opinion_token(token[:-1]) is None
    assert find_by_opinion_token("x") is None


def test_on_a_tablet_one_after_the_other_answers_without_a_name(client: Client, today: Workshop) -> None:
    address = f"/ateliers/avis/{opinion_token(today, BEFORE)}/"
    said = {"card": "3"} | dict.fromkeys(STATEMENTS, "2")
    assert "Avant l’atelier" in client.get(address).text
    thanks = client.post(address, said)
    assert (thanks.status_code, thanks.url) == (302, f"{address}merci/")
    assert "À la personne suivante" in client.get(thanks.url).text
    assert Opinion.objects.get().answers == answers(2)
    again = client.post(address, said)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["card"])


@pytest.mark.parametrize(
    ("said", "field"), [({"card": "9"}, "card"), ({"card": ""}, "card"), ({"safe": "3"}, "safe"), ({"ask": ""}, "ask")]
)
def test_what_is_wrong_stands_beside_its_field(client: Client, today: Workshop, said: dict, field: str) -> None:
    known = {"card": "1"} | dict.fromkeys(STATEMENTS, "2")
    answer = client.post(f"/ateliers/avis/{opinion_token(today, BEFORE)}/", known | said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Opinion.objects.exists()


def test_a_mediator_copies_cards_and_prints_them(as_agent: Client, today: Workshop) -> None:
    address = f"/ateliers/organiser/{today.pk}/avis/"
    page = as_agent.post(address, {"card": "2", "before_start": "0", "after_start": "2"}, follow=True).text
    assert "La carte n° 2 est notée." in page
    assert list(Opinion.objects.values_list("card", "moment", "answers").order_by("-moment")) == [
        (2, BEFORE, {"start": 0}),
        (2, AFTER, {"start": 2}),
    ]
    empty = as_agent.post(address, {"card": "2"})
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["card"])
    cards = PdfReader(BytesIO(as_agent.get(f"{address}cartes.pdf").content))
    text = "".join(sheet.extract_text() for sheet in cards.pages)
    assert text.count("Je sais par où commencer.") == 2 * cards_for(2)
    assert as_agent.get(f"{address}before.svg").headers["Content-Type"] == "image/svg+xml"
    assert as_agent.get(f"{address}jamais.svg").status_code == 404


def test_results_are_read_by_who_holds_workshops(as_agent: Client, today: Workshop) -> None:
    fill(today, BEFORE, [0, 0, 1, 1, 2])
    page = as_agent.get("/ateliers/organiser/avis/").text
    assert "Mon espace santé" in page
    assert "Pas assez de cartes remplies deux fois" in page


def test_a_workshop_of_others_is_not_found(client: Client, today: Workshop, reader: User) -> None:
    client.force_login(reader)
    assert client.get(f"/ateliers/organiser/{today.pk}/avis/").status_code == 403
