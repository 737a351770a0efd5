"""Who one works for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.organisations import CODES


class Organisation(models.Model):
    """A body whose people use the platform; ``is_own``: the authority that runs it.

    ``code``: its official number, of the sort that ``rules.organisations`` gives to its kind; empty if it has none.
    """

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("commune")
        EPCI = "epci", _("intercommunalité")
        DEPARTEMENT = "departement", _("département")
        CCAS = "ccas", _("CCAS ou CIAS")
        FRANCE_SERVICES = "france-services", _("espace France services")
        CPTS = "cpts", _("CPTS")
        MSP = "msp", _("maison de santé (MSP)")
        OPERATOR = "operator", _("opérateur de téléconsultation")

    kind = models.CharField(_("genre"), max_length=20, choices=Kind)
    name = models.CharField(_("nom"), max_length=160)
    code = models.CharField(_("code officiel"), max_length=14, blank=True)
    is_own = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "accounts"
        ordering: ClassVar = ["-is_own", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_own"], condition=models.Q(is_own=True), name="one_organisation_runs_the_platform"
            ),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=~models.Q(code=""),
                name="organisation_has_its_own_code",
                violation_error_message=_("Une organisation de ce genre a déjà ce code."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_own=False) | models.Q(closed_at__isnull=True), name="own_organisation_stays_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def code_name(self) -> str:
        """What its code is called: SIREN, FINESS."""
        return CODES[self.kind].name

    @property
    def reach(self) -> int | None:
        """As the rules know it: None for the authority's own, whose roles count everywhere."""
        return None if self.is_own else self.pk
