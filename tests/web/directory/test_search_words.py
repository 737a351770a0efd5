"""What people type: words without their accents and plurals, what they mean, towns, typing errors."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from maillage.engine.sources.directory.lists import KINDS, TOPICS
from maillage.web.directory.rules.alike import Spellings
from maillage.web.directory.rules.question import Town, read_question
from maillage.web.directory.rules.synonyms import TABLE, meanings, stems_of, words_that_mean
from maillage.web.directory.rules.tokens import stem, words_of

TOWNS = {"rambouillet": "78517", "saint germain en laye": "78551", "lire": "49177", "tours": "37261", "78120": "78517"}
KNOWN = {"accueil", "atelier", "bibliotheque", "maison", "santé"}


class Lexicon:
    """Knows a few words and towns."""

    def __init__(self) -> None:
        self.spellings = Spellings()
        self.spellings.add(map(stem, [*KNOWN, *words_that_mean(), "rambouillet"]))

    def knows(self, sought: str) -> bool:
        return sought in map(stem, KNOWN) or any(sought in phrase for phrase in meanings())

    def like(self, sought: str) -> Sequence[tuple[str, float]]:
        return [(word, 0.8) for word, _wrong in self.spellings.alike(sought)]

    def town(self, words: Sequence[str]) -> Town | None:
        code = TOWNS.get(" ".join(words))
        return Town((code,), known=True) if code else None


def asked(text: str) -> tuple[list[str], str]:
    """What is sought, and the town."""
    question = read_question(text, Lexicon())
    return [term.typed for term in question.terms if term.needed], question.town[0] if question.town else ""


@pytest.mark.parametrize(
    ("text", "sought", "town"),
    [
        ("Bibliothèque de Rambouillet", ["bibliothèque"], "rambouillet"),
        ("je cherche une bibliotheque à st germain en laye", ["bibliotheque"], "st germain en laye"),
        ("carte vitale 78120", ["carte vitale"], "78120"),
        ("lire", ["lire"], ""),
        ("apprendre à lire à Tours", ["apprendre", "lire"], "tours"),
        ("ateliers à Lire", ["ateliers", "lire"], ""),
        ("maison de santé", ["maison santé"], ""),
        ("maison France services", ["maison france services"], ""),
        ("aide aux papiers", ["papiers"], ""),
        ("aide à domicile", ["aide domicile"], ""),
        ("", [], ""),
        ("de la", [], ""),
        ("  --- !! ", [], ""),
    ],
)
def test_words_phrases_and_the_town_are_told_apart(text: str, sought: list[str], town: str) -> None:
    assert asked(text) == (sought, town)


def test_where_no_town_is_sought_its_name_is_a_word() -> None:
    question = read_question("bibliothèque Rambouillet", Lexicon(), towns=False)
    assert question.town is None
    assert [term.typed for term in question.terms] == ["bibliothèque", "rambouillet"]


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("dentsite", "dentist"),
        ("dentistte", "dentist"),
        ("dentite", "dentist"),
        ("dantiste", "dentist"),
        ("ordinatuer", "digital-skills"),
        ("psychologe", "mental-health"),
        ("pharmasie", "pharmacy"),
        ("infirmere", "nurse"),
        ("grosesse", "maternity-and-children"),
        ("impos", "procedures"),
    ],
)
def test_a_mistyped_word_means_what_the_word_means(typed: str, topic: str) -> None:
    [term] = read_question(typed, Lexicon()).terms
    assert term.corrected
    assert topic in term.meaning.topics


def test_a_mistyped_town_is_a_town() -> None:
    question = read_question("psy rambouilet", Lexicon())
    assert question.town is not None
    assert question.town[1].codes == ("78517",)


def test_what_is_like_nothing_is_said_to_be_unknown() -> None:
    question = read_question("psy xyzzyq", Lexicon())
    assert question.unknown == ("xyzzyq",)
    assert [term.typed for term in question.terms] == ["psy"]


def test_a_short_word_is_not_taken_for_another() -> None:
    """« caf » is one letter from « car »."""
    assert not Spellings().alike("caf")
    spellings = Spellings()
    spellings.add(["caf"])
    assert spellings.alike("cax") == []


def test_a_long_text_is_read_up_to_some_words() -> None:
    question = read_question("maison " * 500, Lexicon())
    assert len(question.terms) == 12


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ateliers", "atelier"),
        ("Hôpitaux", "hopital"),
        ("BUREAUX", "bureau"),
        ("journaux", "journal"),
        ("œuvre", "oeuvre"),
    ],
)
def test_a_word_and_its_plural_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_short_words_and_numbers_stay_as_they_are() -> None:
    assert [stem(word) for word in ("bus", "gaz", "3919", "115", "78120s")] == ["bus", "gaz", "3919", "115", "78120s"]


def test_accents_may_be_written_in_two_ways() -> None:
    assert words_of("Mediathe\u0300que") == ["mediath\u00e8que"]


class TestTable:
    """Made by hand: it must say nothing that is not in the lists."""

    def test_codes_are_those_of_the_engine(self) -> None:
        for meaning in meanings().values():
            assert set(meaning.topics) <= set(TOPICS)
            assert set(meaning.kinds) <= set(KINDS)
            assert meaning.topics or meaning.kinds

    def test_every_topic_has_words(self) -> None:
        assert {topic for meaning in meanings().values() for topic in meaning.topics} == set(TOPICS)

    def test_there_are_enough_of_them(self) -> None:
        assert len(meanings()) >= 400

    def test_no_line_says_a_word_twice(self) -> None:
        for _topics, _kinds, words in TABLE:
            phrases = [stems_of(phrase) for phrase in words.split(",")]
            assert () not in phrases

    @pytest.mark.parametrize(
        ("word", "topic"),
        [
            ("psy", "mental-health"), ("ordinateur", "digital-skills"), ("dentiste", "dentist"), ("kiné", "doctor"),
            ("ordonnance", "pharmacy"), ("carte vitale", "health-space"), ("impôts", "procedures"), ("ameli", "rights"),
            ("RSA", "rights"), ("CAF", "rights"), ("bus", "mobility"), ("écrire", "reading-and-french"),
            ("lire", "reading-and-french"), ("mamie", "elderly"), ("alcool", "addiction"),
            ("enceinte", "maternity-and-children"), ("bébé", "maternity-and-children"), ("ADO", "mental-health"),
            ("ménage", "home-help"), ("repas", "food"), ("téléphone", "digital-skills"), ("wifi", "internet-access"),
            ("imprimer", "internet-access"),
        ],
    )  # fmt: skip
    def test_the_words_that_people_say(self, word: str, topic: str) -> None:
        assert topic in meanings()[stems_of(word)].topics
