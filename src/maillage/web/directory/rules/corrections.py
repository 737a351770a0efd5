"""What somebody says of a place otherwise than its card does, and what of it an agent looks at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Said together: no street of one beside the town or the point of another.
WHERE = ("address", "more_address", "postcode", "city", "commune", "lat", "lon")
SINGLE = ("name", "kind", "phone", "email", "website", "booking_page", "hours", "step_free", "description")
CORRECTABLE = (*SINGLE, *WHERE)
# What leads people, or our own mail, elsewhere: whoever got hold of a link must not be able to.
REVIEWED = ("name", "email", "website", "booking_page")
# A point is shown, and typed again, with so many digits after the dot: a metre.
DIGITS = 5


def different(shown: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Of ``typed``, the fields that say something else; of where it is, all of them if one does.

    >>> different({"phone": "+33130000000", "hours": "24/7"}, {"phone": "+33130000001", "hours": "24/7"})
    {'phone': '+33130000001'}
    """
    changed = {name for name in typed if name in CORRECTABLE and _plain(typed[name]) != _plain(shown.get(name))}
    if changed & set(WHERE):
        changed |= typed.keys() & set(WHERE)
    return {name: typed[name] for name in CORRECTABLE if name in changed}


def without_what_is_reviewed(changed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What holds at once, and what waits for an agent."""
    at_once = {name: value for name, value in changed.items() if name not in REVIEWED}
    return at_once, {name: value for name, value in changed.items() if name in REVIEWED}


def _plain(value: Any) -> Any:
    return round(value, DIGITS) if isinstance(value, float) else value or ""
