"""The lists that ship with the package, as cards: enough to fill a directory without any file."""

from __future__ import annotations

from collections.abc import Iterator

from .card import Card

SHIPPED = ("france-services", "conseillers-numeriques")


def cards(departement: str, form: str) -> Iterator[Card]:
    """Cards of a département, in the order of their keys. ``form``: one of SHIPPED."""
    raise NotImplementedError


def vintage(form: str) -> str:
    """The day, or the year, of which a shipped list tells."""
    raise NotImplementedError
