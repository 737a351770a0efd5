"""The kinds of help there are, and by which ways one has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.web.marking import _


class Reach(StrEnum):
    """By which way one is helped: one goes there, one calls and a person answers, somebody comes, one is on line."""

    GO = "go"
    CALL = "call"
    HOME = "home"
    ONLINE = "online"


# What an obstacle takes away.
CLOSED: Mapping[str, Reach] = {
    "cannot-travel": Reach.GO,
    "no-equipment": Reach.ONLINE,
    "no-connection": Reach.ONLINE,
}
GO, CALL, HOME, ONLINE = Reach


@dataclass(frozen=True)
class Solution:
    """``number``: to call, the same everywhere in France; ``about``: what one should know of the number. ``at_hand``:
    one has it wherever one lives; any other helps only where there is one near."""

    title: str
    reach: frozenset[Reach]
    number: str = ""
    about: str = ""
    at_hand: bool = False


def is_open(reach: Collection[Reach], obstacles: Collection[str]) -> bool:
    """Whether a way is left to somebody for whom this is hard."""
    return bool(set(reach) - {CLOSED[each] for each in obstacles if each in CLOSED})


def _kind(title: str, *reach: Reach, number: str = "", about: str = "", at_hand: bool = False) -> Solution:
    return Solution(title, frozenset(reach), number, about, at_hand or bool(number))


SOLUTIONS: dict[str, Solution] = {
    "own-doctor": _kind(_("Votre médecin traitant"), CALL, GO, at_hand=True),
    "on-call-doctor": _kind(
        _("Le médecin de garde"),
        CALL,
        number="116 117",
        about=_("Appel gratuit. Si ce numéro ne répond pas chez vous, appelez le 15."),
    ),
    "home-visit": _kind(_("Un médecin chez vous"), CALL, HOME, at_hand=True),
    "teleconsultation": _kind(_("Un médecin par écran, avec quelqu’un près de vous"), GO),
    "bus-stop": _kind(_("Le bus santé"), GO),
    "advanced": _kind(_("Un médecin qui vient certains jours"), GO),
    "health-house": _kind(_("Une maison ou un centre de santé"), GO, CALL),
    "cpts": _kind(_("Les professionnels de santé de votre secteur (CPTS)"), CALL),
    "insurance": _kind(
        _("L’Assurance maladie"), CALL, number="36 46", about=_("Service gratuit, prix d’un appel. En semaine.")
    ),
    "dentist": _kind(_("Un dentiste près de chez vous"), GO, CALL),
    "hospital": _kind(_("Un hôpital ou un centre de santé"), GO, CALL),
    "nurse": _kind(_("Une infirmière ou un infirmier"), CALL, HOME, GO),
    "pmi": _kind(_("La protection maternelle et infantile (PMI)"), CALL, GO, HOME),
    "listening": _kind(_("Quelqu’un à qui parler"), CALL, ONLINE, at_hand=True),
    "mental-health": _kind(_("Un lieu d’écoute et de soins près de chez vous"), GO, CALL),
    "online": _kind(_("Faire la démarche vous-même"), ONLINE, at_hand=True),
    "france-services": _kind(_("France services"), GO, CALL),
    "digital-help": _kind(_("Une aide pour internet près de chez vous"), GO, CALL),
    "digital-at-home": _kind(_("Une aide pour internet chez vous ou par téléphone"), CALL, HOME),
    "equipment": _kind(_("Un ordinateur, une connexion à disposition"), GO),
    "workshop": _kind(_("Un atelier en petit groupe"), GO),
    "french": _kind(_("Apprendre à lire, à écrire, à parler français"), GO, CALL),
    "ccas": _kind(_("Le service social de votre commune (CCAS)"), CALL, GO, HOME, at_hand=True),
    "town-hall": _kind(_("Votre mairie"), CALL, GO, at_hand=True),
    "home-help": _kind(_("Une aide à la maison"), CALL, HOME),
    "carers": _kind(_("Un soutien pour qui aide un proche"), CALL, GO),
    "disability": _kind(
        _("L’aide aux personnes handicapées et à leurs proches"),
        CALL,
        number="0 800 360 360",
        about=_("Appel gratuit. Quelqu’un de votre département vous répond."),
    ),
    "transport": _kind(_("Un transport pour y aller"), CALL, HOME),
}
