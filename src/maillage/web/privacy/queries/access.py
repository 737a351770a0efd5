"""The answer to a request for access (GDPR, articles 15 and 20): a file for machines, a document for people."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from ..models.person import identity_of, reference_of
from .held import Held, held_about
from .persons import Line, journal_about

CONTENT_TYPES = {"json": "application/json", "pdf": "application/pdf"}


def access_file(person: models.Model, form: str, *, now: datetime) -> bytes:
    """Everything that is held, as ``json`` or ``pdf``, in the language of the page."""
    held, lines = held_about(person, shown=None), journal_about(person, acts=True, shown=None)
    return _document(person, held, lines, now) if form == "pdf" else _data(person, held, lines, now)


def _data(person: models.Model, held: list[Held], lines: list[Line], now: datetime) -> bytes:
    told = {
        "person": str(reference_of(person)),
        "made_at": now.isoformat(),
        "controller": authority().name,
        "contact": authority().contact,
        "held": [
            {
                "table": each.table,
                "label": each.label,
                "about": "subject" if each.about else "author",
                "purpose": each.purpose,
                "law": each.law,
                "kept": each.kept,
                "rows": [{cell.name: {"label": cell.label, "value": cell.plain} for cell in row} for row in each.rows],
            }
            for each in held
        ],
        "journal": [
            {"number": line.number, "at": line.at.isoformat(), "who": line.who, "did": line.did, "fields": line.fields}
            for line in lines
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()


def _document(person: models.Model, held: list[Held], lines: list[Line], now: datetime) -> bytes:
    made = date_format(timezone.localtime(now), "DATETIME_FORMAT")
    content: dict[str, Any] = {
        "title": _("Vos données personnelles"),
        "foot": authority().name or "maillage",
        "lang": get_language() or settings.LANGUAGE_CODE,
        "lead": _(
            "Ce document contient tout ce que la plateforme conserve sur vous. Vous pouvez demander une correction ou "
            "un effacement."
        ),
        "person": identity_of(person, "name"),
        "made": _("Fait le %(moment)s.") % {"moment": made},
        "rights": _rights(),
        "words": {
            "purpose": _("Pourquoi"),
            "kept": _("Combien de temps"),
            "source": _("D’où cela vient"),
            "journal": _("Ce que vous avez fait, et ce qui a été fait de vos données"),
            "who": _("Qui"),
            "what": _("Ce qui a été fait"),
            "when": _("Quand"),
            "nobody": _("Personne jusqu’ici."),
        },
        "held": [
            {
                "label": each.label,
                "purpose": f"{each.purpose} ({each.law})",
                "kept": each.kept,
                "source": each.source,
                "rows": [[[cell.label, cell.text] for cell in row] for row in each.rows],
            }
            for each in held
        ],
        "journal": [
            [date_format(timezone.localtime(line.at), "DATETIME_FORMAT"), line.who, line.did] for line in lines
        ],
    }
    return typeset("maillage.web.privacy", "templates/privacy/access.typ", content)


def _rights() -> str:
    contact = settings.DPO or authority().contact
    if contact:
        return _(
            "Pour toute question, écrivez à la personne chargée de la protection des données : %(contact)s. Vous "
            "pouvez aussi adresser une réclamation à la CNIL (cnil.fr)."
        ) % {"contact": contact}
    return _(
        "Pour toute question, adressez-vous à la personne chargée de la protection des données. Vous pouvez aussi "
        "adresser une réclamation à la CNIL (cnil.fr)."
    )
