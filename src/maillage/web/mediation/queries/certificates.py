"""Certificates of attendance: a page for each of those who came to a training."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from ..models import Enrolment, Workshop
from .lesson_files import BESIDE, minutes_said


def who_came(workshop: Workshop) -> list[Enrolment]:
    """Those who can be named."""
    there = Enrolment.objects.filter(workshop=workshop, came=True, forgotten_at=None).order_by("pk")
    return [each for each in there if each.name]


def certificates_pdf(workshop: Workshop, *, today: date) -> bytes:
    """Tagged."""
    minutes = round((workshop.ends_at - workshop.starts_at).total_seconds() / 60)
    when = _("%(day)s, de %(begins)s à %(ends)s (%(long)s)") % {
        "day": date_format(workshop.begins, "l j F Y"),
        "begins": time_format(workshop.begins),
        "ends": time_format(workshop.ends),
        "long": minutes_said(minutes),
    }
    mediators = ", ".join(mediator.name for mediator in workshop.mediators.all())
    place = workshop.place
    content = {
        "title": _("Attestation de présence"),
        "foot": "",
        "language": (get_language() or "fr")[:2],
        "sender": authority().name or place.name,
        "names": [each.name for each in who_came(workshop)],
        "workshop": workshop.said,
        "when": when,
        "where": ", ".join(filter(None, (place.name, place.address, place.town))),
        "who": _("Avec %(names)s") % {"names": mediators} if mediators else "",
        "words": {
            "certifies": _("Nous attestons que"),
            "followed": _("a participé à la formation :"),
            "made": _("Fait le %(day)s") % {"day": date_format(today, "j F Y")},
            "signature": _("Signature et cachet"),
        },
    }
    return typeset(BESIDE, "certificate.typ", content)
