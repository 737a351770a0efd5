"""Cards on paper: each has its number twice, half for before, half for after. Whoever draws one keeps it."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset

from ..models import Workshop
from ..rules.opinions import AFTER, BEFORE, FACES, STATEMENTS, cards_for
from .lesson_files import BESIDE, pictograms


def cards_pdf(workshop: Workshop) -> bytes:
    """Tagged. ``workshop``: counted."""
    statements = [_(words) for words in STATEMENTS.values()]
    halves = {BEFORE: _("Avant l’atelier"), AFTER: _("Après l’atelier")}
    content = {
        "title": _("Cartes d’avis"),
        "foot": f"{workshop.place.name}, {date_format(workshop.begins)}",
        "language": (get_language() or "fr")[:2],
        "workshop": workshop.said,
        "note": _(
            "Tirez une carte au hasard. Répondez avant, puis après. Votre nom n’est écrit nulle part : seul le numéro "
            "réunit les deux moitiés."
        ),
        "statements": statements,
        "faces": [{"svg": pictograms()[f"face-{number}"], "words": _(words)} for number, words in enumerate(FACES)],
        "halves": list(halves.values()),
        "numbers": list(range(1, cards_for(workshop.capacity) + 1)),
        "card": _("Carte n°"),
    }
    return typeset(BESIDE, "cards.typ", content)
