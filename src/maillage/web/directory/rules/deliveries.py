"""What becomes of a file of a source: when a person decides first, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

# States of a delivery that is not over: a source has one such at most.
OPEN = ("waiting", "reading", "held", "taking", "undoing")

# Of the cards that a source has; more of them are not taken away without a person.
MOST_GONE = 0.20

HELD = {
    "shrinks": _("La source a nettement rétréci : des fiches manquent dans ce fichier."),
    "renumbered": _("Aucun identifiant n’est resté le même : la source a peut-être été renumérotée."),
    "replaced": _("Une bonne part des fiches connues n’y est plus ; d’autres ont pris leur place."),
}

REFUSALS = {
    "busy": _("Un fichier de cette source attend déjà : il faut d’abord en finir avec lui."),
    "unknown-form": _("Ce fichier n’a aucune des formes que la plateforme sait lire."),
    "other-form": _("Ce fichier n’a pas la forme de cette source."),
    "empty": _("Ce fichier est vide."),
    "not-held": _("Ce fichier n’attend plus de décision : rien n’a été changé."),
    "not-last": _("Seul le dernier fichier repris peut être annulé."),
    "forgotten": _("Ce que ce fichier a changé n’est plus connu : il ne peut plus être annulé."),
}


class DeliveryError(CodedError):
    """``code``: of :data:`REFUSALS`."""

    WORDS = REFUSALS


@dataclass(frozen=True)
class Tally:
    """Cards: ``known`` of the source before; of the file those that are ``new`` (or back again), ``changed``, ``same``;
    and those that are ``gone``."""

    known: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


def why_held(tally: Tally) -> str:
    """A key of HELD, or "" for what is taken over without a question.

    >>> why_held(Tally(known=100, same=80, gone=20)), why_held(Tally(known=100, same=79, gone=21))
    ('', 'shrinks')
    >>> why_held(Tally(known=100, new=100, gone=100)), why_held(Tally(new=100))
    ('renumbered', '')
    """
    if tally.gone <= MOST_GONE * tally.known:
        return ""
    if tally.gone == tally.known and tally.new:
        return "renumbered"
    left = tally.known - tally.gone + tally.new
    return "shrinks" if left < (1 - MOST_GONE) * tally.known else "replaced"
