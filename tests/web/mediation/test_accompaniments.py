"""An accompaniment is written down without a name, and corrected on the same day by who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from maillage.web.accounts.models import User
from maillage.web.mediation.actions.accompaniments import Note, correct, note, take_back
from maillage.web.mediation.models import Accompaniment
from maillage.web.mediation.rules.refusals import RefusedError
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry

from ..given import NOW

Saying = Callable[..., Note]


@pytest.fixture
def noting(place: Place) -> Saying:
    def said(**rest: object) -> Note:
        known = {"place": place, "at": NOW, "minutes": 15, "themes": ["rights"], "autonomy": "helped"}
        return Note(**known | rest)

    return said


def test_it_is_kept_as_it_was_said_and_journaled_without_a_word_of_it(agent: User, noting: Saying) -> None:
    said = noting(themes=["rights", "other"], redirections=["ccas"], commune="78517", age="60-74")
    kept = Accompaniment.objects.get(pk=note(said=said, by=agent, now=NOW).pk)
    assert (kept.minutes, kept.themes, kept.redirections) == (15, ["rights", "other"], ["ccas"])
    assert (kept.commune, kept.age, kept.appointment) == ("78517", "60-74", None)
    entry = Entry.objects.get(verb="mediation.noted")
    assert (entry.by, entry.fields, entry.why) == (agent, "", "")


def test_it_has_no_column_for_a_name() -> None:
    texts = [field.name for field in Accompaniment._meta.get_fields() if field.get_internal_type() in {"CharField"}]
    assert sorted(texts) == ["age", "autonomy", "commune"]


def test_what_has_not_happened_is_not_noted(agent: User, noting: Saying) -> None:
    with pytest.raises(RefusedError, match="future"):
        note(said=noting(at=NOW + timedelta(minutes=1)), by=agent, now=NOW)


def test_it_is_corrected_and_taken_back_on_the_same_day(agent: User, noting: Saying) -> None:
    kept = note(said=noting(), by=agent, now=NOW)
    correct(accompaniment=kept, said=noting(minutes=45), by=agent, now=NOW + timedelta(hours=3))
    assert Accompaniment.objects.get().minutes == 45
    take_back(accompaniment=kept, by=agent, now=NOW + timedelta(hours=4))
    assert not Accompaniment.objects.exists()


@pytest.mark.parametrize("act", ["correct", "take_back"])
def test_neither_on_another_day_nor_by_somebody_else(agent: User, reader: User, noting: Saying, act: str) -> None:
    kept = note(said=noting(), by=agent, now=NOW)
    said = {"said": noting(minutes=5)} if act == "correct" else {}
    do = correct if act == "correct" else take_back
    with pytest.raises(RefusedError, match="day"):
        do(accompaniment=kept, by=agent, now=NOW + timedelta(days=1), **said)
    with pytest.raises(RefusedError, match="other"):
        do(accompaniment=kept, by=reader, now=NOW, **said)
    assert Accompaniment.objects.get().minutes == 15
