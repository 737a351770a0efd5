"""The reports' own words and numbers, in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext

from maillage.engine.territory.territory import Territory
from maillage.outputs.words.language import Language
from maillage.outputs.words.names import Place
from maillage.outputs.words.territory import place_of
from maillage.outputs.words.typography import typographic


def spoken() -> Language:
    return Language((get_language() or "fr")[:2], gettext, ngettext)


def place_named(kind: str, code: str, name: str) -> Place:
    """A territory with its article and prepositions: "des Yvelines"."""
    return place_of(Territory(kind, code, name, (code,))).in_language(spoken().code)


def number(value: float | None, decimals: int = 0) -> str:
    return spoken().number(value, decimals)


def percent(share: float | None, decimals: int = 0) -> str:
    return spoken().percent(share, decimals)


def printed(sentence: str) -> str:
    """With the apostrophes and spaces that French asks for."""
    return typographic(sentence) if spoken().code == "fr" else sentence
