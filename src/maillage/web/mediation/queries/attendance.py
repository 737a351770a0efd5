"""The sheet that hangs at the door: who is expected, where they sign."""

from __future__ import annotations

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset

from ..models import Workshop
from .workshops import sheet_of

# Lines for who comes without having enrolled.
EMPTY_LINES = 4


def attendance_pdf(workshop: Workshop) -> bytes:
    """Tagged, one line a seat."""
    sheet = sheet_of(workshop)
    when = _("%(day)s, de %(begins)s à %(ends)s") % {
        "day": date_format(workshop.begins, "l j F Y"),
        "begins": time_format(workshop.begins),
        "ends": time_format(workshop.ends),
    }
    content = {
        "title": workshop.said,
        "foot": f"{workshop.place.name}, {date_format(workshop.begins)}",
        "when": when,
        "where": f"{workshop.place.name}, {workshop.room.name}",
        "who": ", ".join(mediator.name for mediator in workshop.mediators.all()),
        "note": _("Ces noms sont confidentiels : notez les présences sur la plateforme, puis détruisez cette feuille."),
        "words": {
            "number": _("N°"),
            "name": _("Nom"),
            "there": _("Présent"),
            "signature": _("Signature"),
            "waiting": _("Sur la liste d’attente, dans l’ordre"),
            "with": _("Avec"),
        },
        "lines": [each.called for each in sheet.seated] + [""] * EMPTY_LINES,
        "waiting": [each.called for each in sheet.waiting],
    }
    return typeset("maillage.web.mediation", "attendance.typ", content)
