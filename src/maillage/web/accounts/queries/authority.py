"""Whose platform it is, as every page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from ..models import Authority

# After a change, the other processes of a platform follow within so many seconds.
SECONDS = 20


@dataclass(frozen=True)
class Look:
    """What the authority said of itself; where it said nothing, what its IT department did (MAILLAGE_AUTHORITY)."""

    name: str
    contact: str
    accent: str
    languages: tuple[str, ...]
    has_logo: bool
    revision: int


def look() -> Look:
    """Kept in memory: it stands around every page."""
    kept = cache.get(Authority.KEPT_AS)
    if kept is None:
        kept = _read()
        cache.set(Authority.KEPT_AS, kept, SECONDS)
    return kept


def what_was_said() -> dict[str, object]:
    """For the form: what stays empty here follows the IT department's settings, also when they change."""
    row, seen = find_authority() or Authority(), look()
    return {"name": row.name, "contact": row.contact, "accent": row.accent, "languages": seen.languages}


def find_authority() -> Authority | None:
    return Authority.objects.filter(pk=Authority.ONLY).first()


def _read() -> Look:
    row = Authority.objects.defer("logo").filter(pk=Authority.ONLY).first() or Authority()
    has_logo = row.revision > 0 and Authority.objects.filter(pk=Authority.ONLY).exclude(logo=b"").exists()
    return Look(
        name=row.name or settings.AUTHORITY,
        contact=row.contact or settings.CONTACT,
        accent=row.accent,
        languages=tuple(row.languages or [code for code, _name in settings.LANGUAGES]),
        has_logo=has_logo,
        revision=row.revision,
    )
