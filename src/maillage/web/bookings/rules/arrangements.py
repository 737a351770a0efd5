"""What must be ready for somebody who comes: a closed list, which speaks of the welcome and never of an illness."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.web.marking import _

ARRANGEMENTS: dict[str, str] = {
    "step-free": _("un accès sans marche"),
    "reading": _("une aide pour lire et écrire"),
    "interpreter": _("un ou une interprète"),
    "sign-language": _("la langue des signes"),
    "companion": _("une chaise pour la personne qui m’accompagne"),
    "longer": _("un peu plus de temps"),
}


def known(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the list, once, in its order."""
    said = set(codes)
    return tuple(code for code in ARRANGEMENTS if code in said)
