"""Public holidays by département. Code du travail, L3133-1; Alsace and Moselle L3134-13; overseas L3422-2."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

FIXED = {
    (1, 1): "1er janvier",
    (5, 1): "1er mai",
    (5, 8): "8 mai",
    (7, 14): "14 juillet",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "11 novembre",
    (12, 25): "Jour de Noël",
}
# Days after Easter Sunday.
MOVING = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27)}


def public_holidays(year: int, departement: str = "") -> dict[date, str]:
    """Date → name, in order. ``departement``: code; empty for what holds in all of France.

    >>> list(public_holidays(2027))[1]
    datetime.date(2027, 3, 29)
    """
    found = {date(year, month, day): name for (month, day), name in FIXED.items()}
    found |= {easter(year) + timedelta(days=after): name for after, name in MOVING.items()}
    if departement in ALSACE_MOSELLE:
        found |= {easter(year) - timedelta(days=2): "Vendredi saint", date(year, 12, 26): "2ème jour de Noël"}
    if departement in ABOLITION:
        found[date(year, *ABOLITION[departement])] = "Abolition de l'esclavage"
    return dict(sorted(found.items()))
