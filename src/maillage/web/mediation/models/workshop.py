"""A workshop: several people, one room, somebody who shows."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.rules.phone import readable_phone

from ..rules.lists import AUDIENCES, RESIDENTS, WORKSHOPS


class WorkshopQuerySet(models.QuerySet):
    def counted(self) -> Self:
        """With ``capacity``, ``seated`` and ``waiting``: how many seats there are, how many people sit and wait."""
        who = models.Count("enrolments", filter=models.Q(enrolments__left_at__isnull=True), distinct=True)
        return self.annotate(
            capacity=models.Count("seats", distinct=True),
            seated=models.Count("seats__enrolment", distinct=True),
            waiting=who - models.Count("seats__enrolment", distinct=True),
        )

    def to_come(self, now: datetime) -> Self:
        return self.filter(ends_at__gt=now, called_off_at__isnull=True)


class Workshop(models.Model):
    """``theme``: a code of ``rules.lists``; ``title``: in the authority's own words, empty for those of the theme.

    As many people may come as there are rows of :class:`.enrolment.Seat`. ``audience``: for whom it is; carers and
    professionals get a certificate. ``is_public``: who wants to come enrols without an agent. ``version`` grows with
    every change.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="workshops")
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, related_name="workshops")
    mediators = models.ManyToManyField("places.Mediator", related_name="workshops", blank=True)
    theme = models.CharField(max_length=20, choices=list(WORKSHOPS.items()))
    audience = models.CharField(max_length=20, choices=list(AUDIENCES.items()), default=RESIDENTS)
    title = models.CharField(max_length=80, blank=True)
    bring = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_public = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        app_label = "mediation"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="workshop_runs_forward"),
        ]
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="workshop_to_come")]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """What it is called, in the language of the reader where the words are the platform's."""
        return self.title or _(WORKSHOPS[self.theme])

    @property
    def is_training(self) -> bool:
        return self.audience != RESIDENTS

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def phone(self) -> str:
        """Of the place, as one reads it out."""
        return readable_phone(self.place.phone)

    @property
    def left(self) -> int:
        """Seats that nobody has, of a workshop that was ``counted``."""
        return self.capacity - self.seated

    @property
    def zone(self) -> ZoneInfo:
        """Of the clock on the wall."""
        return time_zone(self.place.departement)

    @property
    def begins(self) -> datetime:
        """By the clock on the wall, as is ``ends``."""
        return localtime(self.starts_at, self.zone)

    @property
    def ends(self) -> datetime:
        return localtime(self.ends_at, self.zone)
