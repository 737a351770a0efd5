"""The record of processing activities (GDPR, article 30), made from the classification: it cannot say something else
than the tables hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from ..models.classification import classification
from ..rules.classification import Purpose, Table
from .held import kept_for, said
from .words import basis_words, source_words


@dataclass(frozen=True)
class Category:
    """One table about people: what stands in it and for how long."""

    label: str
    columns: str
    kept: str
    source: str
    sensitive: bool


@dataclass(frozen=True)
class Processing:
    """One entry of the register."""

    name: str
    label: str
    basis: str
    law: str
    persons: str
    recipients: str
    categories: tuple[Category, ...]


def processings() -> list[Processing]:
    """Those that are about people; a purpose that rests on consent is one even before a table has a row of it."""
    found = [_processing(purpose) for purpose in classification().purposes.values()]
    return [each for each in found if each.categories or classification().purposes[each.name].basis == "consent"]


def get_processing(name: str) -> Processing:
    """Raises KeyError for a purpose that the classification does not know."""
    return _processing(classification().purposes[name])


def measures() -> list[str]:
    """How people are protected: what the platform does by itself."""
    return [
        _("Chaque page est fermée à qui n’a pas la capacité qu’elle demande ; les rôles disent qui peut quoi."),
        _("Mots de passe gardés sous forme d’empreintes, second facteur, essais limités."),
        _("Les secrets et les champs scellés sont chiffrés, avec une clé gardée hors de la base."),
        _("Journal chaîné et signé : une ligne changée ou retirée se voit ; il nomme des champs, jamais des valeurs."),
        _("Les durées de conservation s’appliquent chaque nuit ; les effacements sont inscrits au journal."),
        _("Échanges chiffrés (TLS) ; les pages ne chargent rien d’autres machines."),
    ]


def controller() -> dict[str, str]:
    return {"name": authority().name, "contact": authority().contact, "dpo": settings.DPO}


def register_document(*, now: datetime) -> bytes:
    """As PDF, in the language of the page."""
    ours = controller()
    content: dict[str, Any] = {
        "title": _("Registre des activités de traitement"),
        "foot": ours["name"] or "maillage",
        "lang": get_language() or settings.LANGUAGE_CODE,
        "made": _("Fait le %(moment)s.") % {"moment": date_format(timezone.localtime(now), "DATE_FORMAT")},
        "controller": [
            [_("Responsable du traitement"), ours["name"] or "–"],
            [_("Contact"), ours["contact"] or "–"],
            [_("Protection des données"), ours["dpo"] or "–"],
        ],
        "words": {
            "lead": _("Article 30 du RGPD. Engendré de la classification de chaque colonne de la base."),
            "basis": _("Base légale"),
            "persons": _("Personnes concernées"),
            "recipients": _("Destinataires"),
            "transfers": _("Transferts hors de l’Union européenne"),
            "none": _("Aucun par la plateforme elle-même."),
            "data": _("Données"),
            "kept": _("Conservation"),
            "source": _("Origine"),
            "sensitive": _("à protéger particulièrement"),
            "consents": _("Consentements : personne, texte montré, dates."),
            "measures": _("Mesures de sécurité"),
            "confirm": confirm_words(),
        },
        "processings": [asdict(each) for each in processings()],
        "measures": measures(),
    }
    return typeset("maillage.web.privacy", "templates/privacy/register.typ", content)


def confirm_words() -> str:
    return _(
        "À confirmer par votre DPO : les bases légales, les destinataires et les durées sont proposés par le logiciel."
    )


def _processing(purpose: Purpose) -> Processing:
    tables = [table for table in classification().tables.values() if table.purpose is purpose and table.concerns_people]
    return Processing(
        name=purpose.name,
        label=said(purpose.label),
        basis=basis_words(purpose.basis),
        law=said(purpose.law),
        persons=said(purpose.persons),
        recipients=said(purpose.recipients),
        categories=tuple(_category(table) for table in tables),
    )


def _category(table: Table) -> Category:
    columns = [column for column in table.columns.values() if column.is_about_people]
    return Category(
        label=said(table.label),
        columns=", ".join(_inside(said(column.label)) for column in columns),
        kept=kept_for(table),
        source=", ".join(dict.fromkeys(source_words(column.source) for column in columns)),
        sensitive=table.is_sensitive,
    )


def _inside(words: str) -> str:
    """As in the middle of a sentence; what is written in capitals stays so."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
