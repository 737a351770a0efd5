"""The list of a day as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from .agenda import Card

# A cell that a spreadsheet would compute instead of showing it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# By which the usual spreadsheet knows that it is UTF-8.
MARK = "\ufeff"


def day_csv(cards: Iterable[Card], day: date) -> str:
    """Separated as spreadsheets in French expect it."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Jour"), _("Début"), _("Fin"), _("Lieu"), _("Salle"), _("Médiation"), _("À distance"), _("Motif"),
         _("Personne"), _("État"), _("Code")]
    )  # fmt: skip
    for card in cards:
        cells = [
            day.isoformat(),
            *(f"{clock:%H:%M}" for clock in card.stretch.clock),
            card.place,
            card.room,
            card.mediator,
            card.practitioner,
            card.reason,
            card.person,
            card.state_label,
            card.code,
        ]
        writer.writerow([_harmless(cell) for cell in cells])
    return MARK + text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
