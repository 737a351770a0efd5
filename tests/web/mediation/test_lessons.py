"""Lessons: the same in both languages, in easy words, with a picture each; shown to everybody and set on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from maillage.web.mediation.queries.lesson_files import pictograms
from maillage.web.mediation.queries.lessons import read_lessons
from maillage.web.mediation.rules.lesson import Lesson, read_lesson
from maillage.web.mediation.rules.lists import WORKSHOPS
from maillage.web.mediation.rules.programmes import PROGRAMMES, find_programme, lessons_for

LANGUAGES = ("fr", "en")
SLUGS = sorted(read_lessons("fr"))
# One idea a line: what one reads in one breath.
MOST_WORDS, USUAL_WORDS = 13, 8
MOST_SENTENCES = 2
# A word as long as that is explained, unless everybody knows it.
LONG = 12
KNOWN = {
    "fr": {
        "médicaments", "ordonnances", "ordinateur", "consultation", "professionnel", "rendez-vous",
        "déconnectez-vous", "connectez-vous", "arrêtez-vous", "tournez-vous", "installez-vous", "asseyez-vous",
        "demandez-lui", "demandez-nous",
    },
    "en": {"prescription", "prescriptions", "appointment", "appointments"},
}  # fmt: skip
ADDRESS = re.compile(r"(\w+[.-])+(fr|example)")
# Words of offices, for which there is an everyday one.
HARD = {
    "fr": "authentification authentifier identifiant dématérialisé navigateur usager dispositif modalité procédure "
    "interface paramètre télécharger via afin néanmoins préalablement effectuer renseigner notamment hameçonnage",
    "en": "authentication authenticate credentials browser interface procedure beneficiary download via hence prior "
    "notwithstanding regarding phishing",
}
NEGATION = {"fr": re.compile(r"\b(ne|n’)\b|\bn’"), "en": re.compile(r"\b(not|never|no)\b|n’t\b")}
# Now and then what must not be done has to be said.
MOST_NEGATIVE = 0.1


def lines() -> Iterator[tuple[str, str, str]]:
    """(language, lesson, line) of all that learners read."""
    for language in LANGUAGES:
        for slug, lesson in read_lessons(language).items():
            yield from ((language, slug, line) for line in lesson.spoken())


def words(line: str) -> list[str]:
    return re.findall(r"[\w’.-]*\w", line)


def explained(lesson: Lesson) -> set[str]:
    return {word.lower() for entry, _meaning in lesson.words for word in entry.split()}


def test_a_line_is_short() -> None:
    assert [line for line in lines() if len(words(line[2])) > MOST_WORDS] == []
    counts = [len(words(line)) for _language, _slug, line in lines()]
    assert sum(counts) / len(counts) < USUAL_WORDS


def test_a_line_is_one_idea() -> None:
    """A question may have its answer on the same line; nothing stands in brackets, nor after a semicolon."""
    assert [line for line in lines() if len(re.findall(r"[.?!](?=\s|$)", line[2])) > MOST_SENTENCES] == []
    assert [line for line in lines() if re.search(r"[();%&/]", line[2])] == []


def test_a_long_word_is_explained_or_known() -> None:
    unexplained = {
        (language, slug, word.lower())
        for language, slug, line in lines()
        for word in words(line)
        if len(word) >= LONG
        and not ADDRESS.fullmatch(word)
        and word.lower() not in KNOWN[language]
        and word.lower().removeprefix("l’") not in explained(read_lessons(language)[slug]) | KNOWN[language]
    }
    assert sorted(unexplained) == []


def test_no_word_of_offices_is_used() -> None:
    hard = {language: set(text.split()) for language, text in HARD.items()}
    assert [line for line in lines() if hard[line[0]] & {word.lower().rstrip("s") for word in words(line[2])}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_is_said_rather_than_what_not_to_do(language: str) -> None:
    said = [line for known, _slug, line in lines() if known == language]
    negative = [line for line in said if NEGATION[language].search(line.lower())]
    assert len(negative) <= MOST_NEGATIVE * len(said), negative


@pytest.mark.parametrize("slug", SLUGS)
def test_english_says_the_same_line_by_line(slug: str) -> None:
    french, english = (read_lessons(language)[slug] for language in LANGUAGES)
    for part in ("about", "need", "careful", "help"):
        assert len(getattr(french, part)) == len(getattr(english, part)), part
    assert [(step.picture, len(step.lines)) for step in french.steps] == [
        (step.picture, len(step.lines)) for step in english.steps
    ]
    for part in ("aim", "material", "careful"):
        assert len(getattr(french.guide, part)) == len(getattr(english.guide, part)), part
    assert [phase.minutes for phase in french.guide.steps] == [phase.minutes for phase in english.guide.steps]


def test_both_languages_have_the_same_lessons_and_each_is_part_of_a_programme() -> None:
    assert sorted(read_lessons("en")) == SLUGS
    assert set(SLUGS) == {slug for programme in PROGRAMMES for slug in programme.lessons}


def test_a_lesson_is_as_long_as_its_programme() -> None:
    """The first lesson of a programme is what the time is for; a longer programme takes more of them."""
    for programme in PROGRAMMES:
        assert read_lessons("fr")[programme.lessons[0]].guide.minutes <= programme.minutes
        assert programme.theme in WORKSHOPS
    assert find_programme("rien") is None


def test_a_workshop_has_the_lessons_of_its_theme_and_of_whom_it_is_for() -> None:
    assert lessons_for("carers", "carers") == find_programme("carers").lessons
    assert lessons_for("carers", "professionals") == find_programme("professionals").lessons
    assert lessons_for("scams", "carers") == find_programme("scams").lessons
    assert lessons_for("prevention", "residents") == ()


def test_every_step_has_a_picture() -> None:
    used = {step.picture for language in LANGUAGES for each in read_lessons(language).values() for step in each.steps}
    assert used <= set(pictograms())
    assert {f"face-{number}" for number in range(3)} <= set(pictograms())
    assert set(pictograms()) - used == {f"face-{number}" for number in range(3)}


def test_a_file_that_lacks_something_is_refused() -> None:
    with pytest.raises(KeyError):
        read_lesson("x", {"title": "X"})


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_lessons_are_shown_whole_to_everybody(client: Client, language: str) -> None:
    prefix = "" if language == "fr" else "/en"
    with translation.override(language):
        lesson = read_lessons(language)["se-connecter"]
    assert lesson.title in client.get(f"{prefix}/ateliers/fiches/").text
    page = client.get(f"{prefix}/ateliers/fiches/se-connecter/").text
    assert [line for line in (*lesson.spoken(), *lesson.guide.careful) if line not in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "pages"), [("se-connecter.pdf", 2), ("se-connecter/animer.pdf", 1)])
def test_a_lesson_is_set_on_paper_tagged_and_short(client: Client, address: str, pages: int) -> None:
    answer = client.get(f"/ateliers/fiches/{address}")
    reader = PdfReader(BytesIO(answer.content))
    assert (len(reader.pages), answer.headers["Cache-Control"]) == (pages, "public, max-age=3600")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Regardez" in reader.pages[0].extract_text()
