"""What people come for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .equipment import Device
from .people import Practitioner
from .place import Place


class Reason(models.Model):
    """A reason for coming, in plain words that say nothing of an illness, and what it takes.

    ``minutes``: with the person; ``airing_minutes``: after it, before the room serves again. ``notice_minutes``: how
    long before it one may still book; ``horizon_days``: how far ahead. ``profession``: of the practitioner whom it
    needs, empty for none. ``equipment``: kinds of devices, each of which must be ready. ``is_public``: residents may
    book it themselves. ``places``: where it is offered, everywhere if none is named.
    """

    title = models.CharField(_("titre"), max_length=80)
    title_en = models.CharField(_("titre en anglais"), max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    airing_minutes = models.PositiveSmallIntegerField(_("minutes d’aération"), default=5)
    notice_minutes = models.PositiveIntegerField(_("délai pour réserver, en minutes"), default=60)
    horizon_days = models.PositiveSmallIntegerField(_("jours d’avance"), default=42)
    bring = models.CharField(_("à apporter"), max_length=300, blank=True)
    bring_en = models.CharField(_("à apporter, en anglais"), max_length=300, blank=True)
    needs_mediator = models.BooleanField(_("avec une médiatrice ou un médiateur"), default=True)
    needs_closed_room = models.BooleanField(_("dans une pièce fermée"), default=True)
    needs_station = models.BooleanField(_("avec une station"), default=False)
    profession = models.CharField(
        _("profession à distance"), max_length=20, choices=Practitioner.Profession, blank=True
    )
    equipment = models.JSONField(_("appareils"), default=list, blank=True)
    is_public = models.BooleanField(_("réservable par les habitants"), default=True)
    places = models.ManyToManyField(Place, verbose_name=_("lieux"), related_name="reasons", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=5, minutes__lte=480), name="reason_takes_minutes_not_days"
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=models.Q(ended_at__isnull=True),
                name="reason_has_its_own_title",
                violation_error_message=_("Un motif porte déjà ce titre."),
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """Its title in the language of the reader."""
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def to_bring(self) -> str:
        return self.bring_en if get_language() == "en" and self.bring_en else self.bring

    @property
    def kinds(self) -> list[str]:
        """The devices that it takes, in words."""
        return [str(Device.Kind(kind).label) for kind in self.equipment]
