"""The order in which topics are offered: what most people come for, then the others under what they are about."""

from __future__ import annotations

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
