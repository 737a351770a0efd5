"""A place for search engines and assistants: a ``Place`` of schema.org, as they find it in a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import time

type Span = tuple[time, time]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What would end the element that holds it, or begin another; JSON reads it the same.
ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def place(
    *,
    name: str,
    page: str,
    description: str = "",
    phone: str = "",
    website: str = "",
    street: str = "",
    postcode: str = "",
    city: str = "",
    lat: float | None = None,
    lon: float | None = None,
    week: Sequence[Sequence[Span]] = (),
    is_free: bool = False,
) -> str:
    """As the text of a ``<script type="application/ld+json">``. ``week``: from Monday, the hours of each day."""
    address = {"streetAddress": street, "postalCode": postcode, "addressLocality": city}
    said = {
        "name": name,
        "url": page,
        "description": description,
        "telephone": phone,
        "sameAs": website,
        "address": _typed("PostalAddress", address | {"addressCountry": "FR"} if any(address.values()) else {}),
        "geo": _typed("GeoCoordinates", {"latitude": lat, "longitude": lon} if lat is not None else {}),
        "isAccessibleForFree": is_free or None,
        "openingHoursSpecification": [
            _typed("OpeningHoursSpecification", {"dayOfWeek": day, "opens": f"{begin:%H:%M}", "closes": f"{end:%H:%M}"})
            for day, spans in zip(DAYS, week, strict=False)
            for begin, end in spans
        ],
    }
    written = json.dumps({"@context": "https://schema.org"} | _typed("Place", said), ensure_ascii=False)
    return written.translate(ESCAPED)


def _typed(kind: str, said: dict[str, object]) -> dict[str, object]:
    """Without what is not known; empty if nothing is."""
    known = {key: value for key, value in said.items() if value not in (None, "", {}, [])}
    return {"@type": kind} | known if known else {}
