"""Cards as plain values, as rows keep them: what a source does not say is left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from maillage.engine.sources.directory.card import Card, Offer


def to_plain(card: Card) -> dict[str, Any]:
    """What JSON can hold; `of_plain` gives the same card back."""
    plain = _said(card)
    if card.offers:
        plain["offers"] = [_said(offer) for offer in card.offers]
    return plain


def of_plain(plain: Mapping[str, Any], *, offers: bool = True) -> Card:
    """``offers``: False leaves them unread, where only the place matters. A correction may leave the name to others."""
    said = {name: value for name, value in plain.items() if name != "offers"}
    read = (Offer(**_values(each)) for each in plain.get("offers", ())) if offers else ()
    return Card(**{"name": ""} | _values(said), offers=tuple(read))


def digest(card: Card) -> str:
    """The same for cards that say the same, whatever the order in which their fields were kept."""
    text = json.dumps(to_plain(card), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(of: Card | Offer) -> dict[str, Any]:
    values = {field.name: getattr(of, field.name) for field in fields(of) if field.name != "offers"}
    return {name: _plain(value) for name, value in values.items() if value not in ("", (), None)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    if "updated_on" in values:
        values["updated_on"] = date.fromisoformat(values["updated_on"])
    return values
