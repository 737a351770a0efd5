"""Words that the pages of this module share."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..rules.classification import Basis, Erasure, Source

YEAR = 365


def source_words(source: Source) -> str:
    return {
        Source.PERSON: _("la personne elle-même"),
        Source.STAFF: _("un agent"),
        Source.PROVIDER: _("un fournisseur d’identité"),
        Source.PLATFORM: _("la plateforme"),
    }[source]


def basis_words(basis: Basis) -> str:
    return {
        Basis.CONSENT: _("consentement"),
        Basis.CONTRACT: _("contrat"),
        Basis.LEGAL_OBLIGATION: _("obligation légale"),
        Basis.VITAL_INTERESTS: _("intérêts vitaux"),
        Basis.PUBLIC_TASK: _("mission d’intérêt public"),
        Basis.LEGITIMATE_INTERESTS: _("intérêt légitime"),
    }[basis]


def erasure_words(fate: Erasure) -> str:
    return {
        Erasure.DELETE: _("supprimé"),
        Erasure.ANONYMISE: _("rendu anonyme"),
        Erasure.KEEP: _("conservé"),
    }[fate]


def duration(days: int) -> str:
    """Years where they are whole, days otherwise."""
    if days % YEAR == 0:
        years = days // YEAR
        return ngettext("%(years)d an", "%(years)d ans", years) % {"years": years}
    return ngettext("%(days)d jour", "%(days)d jours", days) % {"days": days}
