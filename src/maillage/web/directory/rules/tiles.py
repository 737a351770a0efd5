"""The order in which topics are offered: what most people come for, then the others under what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.web.marking import _

FIRST = (
    "doctor",
    "teleconsultation",
    "digital-skills",
    "procedures",
    "mental-health",
    "dentist",
    "home-help",
    "rights",
)
GROUPS: dict[str, tuple[str, ...]] = {
    _("Me soigner"): (
        "on-call-doctor", "nurse", "pharmacy", "laboratory", "hospital", "emergency",
        "prevention", "maternity-and-children", "sexual-health", "addiction",
    ),
    _("Le numérique"): ("internet-access", "digital-equipment", "health-space"),
    _("Vivre chez moi, vivre mieux"): (
        "elderly", "disability", "carers", "loneliness", "mobility", "housing", "food", "family",
    ),
    _("Mes droits, mon travail"): ("money", "work", "reading-and-french", "legal-help", "violence"),
}  # fmt: skip
# The picture of a place, by what it is; of others, that of the first topic that it has.
PICTURES = {
    "france-services": "procedures",
    "town-hall": "procedures",
    "ccas": "rights",
    "library": "reading-and-french",
    "digital-space": "digital-skills",
    "cpts": "doctor",
    "health-house": "doctor",
    "health-centre": "doctor",
    "hospital": "hospital",
    "pharmacy": "pharmacy",
    "laboratory": "laboratory",
    "nursing": "nurse",
    "mental-health-centre": "mental-health",
    "youth-health-house": "mental-health",
    "mutual-help-group": "mental-health",
    "mother-and-child": "maternity-and-children",
    "elderly-home": "elderly",
    "disability-office": "disability",
    "telemedicine": "teleconsultation",
    "social-insurance": "rights",
    "employment-office": "work",
}
USUAL_PICTURE = "housing"


def picture_of(kind: str, topics: Sequence[str]) -> str:
    """The topic whose picture stands for a place.

    >>> picture_of("pharmacy", ["prevention"]), picture_of("association", ["food"]), picture_of("other", [])
    ('pharmacy', 'food', 'housing')
    """
    return PICTURES.get(kind) or (topics[0] if topics else USUAL_PICTURE)
