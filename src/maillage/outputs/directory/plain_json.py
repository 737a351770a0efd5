"""Cards as a list of objects, with the names of this software; what is not known is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from ...engine.sources.directory.card import Card, Offer
from .chunks import json_chunks


def chunks(cards: Iterable[Card]) -> Iterator[str]:
    """The file, piece by piece."""
    return json_chunks(map(_said, cards))


def _said(of: Card | Offer) -> dict[str, Any]:
    values = {field.name: getattr(of, field.name) for field in fields(of)}
    return {name: _plain(value) for name, value in values.items() if value not in ("", (), None)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_said(each) if isinstance(each, Offer) else each for each in value]
    return value
