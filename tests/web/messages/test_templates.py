"""Every message of every module can be written, in both languages, with nothing missing and nothing left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillage.web.messages.actions.writing import WordsError, write
from maillage.web.messages.rules.sms_text import LONGEST_SEGMENTS, segments
from maillage.web.messages.rules.titles import TITLES

WEB = Path(__file__).resolve().parents[3] / "src" / "maillage" / "web"
FILES = sorted(WEB.glob("*/templates/*/messages/*.txt"))
VARIABLE = re.compile(r"{{\s*(\w+)|\b\w+=(\w+)|count \w+=(\w+)")
NAMES = sorted({f"{file.parents[1].name}/{file.name.split('.')[0]}" for file in FILES})
# Whose platform it is, which nobody has to say.
ALWAYS_KNOWN = {"authority", "contact"}
LONG = "Marie-Christine de la Tour-Dubreuil"

# Whose platform it is stands in the database.
pytestmark = pytest.mark.django_db
every = pytest.mark.parametrize("name", NAMES)
both = pytest.mark.parametrize("language", ["fr", "en"])


def variables(name: str) -> set[str]:
    module, short = name.split("/")
    texts = [file.read_text() for file in FILES if file.parents[1].name == module and file.name.split(".")[0] == short]
    return {word for text in texts for found in VARIABLE.findall(text) for word in found if word} - ALWAYS_KNOWN


def words(name: str) -> dict[str, str | int]:
    numbers = {"minutes", "days", "hours", "count"}
    return {word: 7 if word in numbers else LONG for word in variables(name)}


@every
@both
def test_a_message_is_whole_in_its_language(name: str, language: str) -> None:
    said = write(name, words(name), language=language)
    assert 0 < len(said.subject) <= 120 + 2 * len(LONG)
    assert "\n" not in said.subject
    whole = f"{said.subject} {said.text} {said.short}"
    assert not re.search(r"{[{%]|[%}]}|%\(|&#|&amp;|None", whole), whole
    for word in variables(name):
        assert (str(7) if words(name)[word] == 7 else LONG) in whole


@every
def test_english_is_another_text(name: str) -> None:
    french, english = (write(name, words(name), language=language) for language in ("fr", "en"))
    assert french.subject != english.subject
    assert french.text != english.text
    assert bool(french.short) == bool(english.short)


@every
@both
def test_an_sms_is_short_also_with_long_words(name: str, language: str) -> None:
    said = write(name, words(name), language=language, optional=True)
    module, called = name.split("/")
    has_words = any((file.parent.parent.name, file.name) == (module, f"{called}.sms.txt") for file in FILES)
    assert bool(said.short) == has_words
    assert segments(said.short) <= LONGEST_SEGMENTS


@every
def test_each_word_is_needed(name: str) -> None:
    for word in variables(name):
        with pytest.raises(WordsError, match=word):
            write(name, {key: value for key, value in words(name).items() if key != word}, language="fr")


def test_every_message_has_a_title_and_no_title_is_left_over() -> None:
    assert list(TITLES) == NAMES
