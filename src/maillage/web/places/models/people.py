"""Who is there: mediators on the spot, practitioners at the other end, and when they can be reached."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.weeks import DAYS
from .place import Place


class Mediator(models.Model):
    """Somebody trained and bound by secrecy who welcomes and accompanies. ``person``: their account, if any;
    ``contract_hours``: those of a week, empty if nobody said."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="mediators")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mediator", null=True, blank=True
    )
    name = models.CharField(_("nom"), max_length=120)
    phone = models.CharField(_("téléphone professionnel"), max_length=20, blank=True)
    contract_hours = models.DecimalField(
        _("heures par semaine au contrat"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    since = models.DateField(_("depuis le"))
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WorkingHours(models.Model):
    """A line of a working week: on ``weekday`` (Monday is 0), at ``place``, between two times of French legal time.

    ``weeks``: every week, or the even or odd ISO weeks only; from ``first_day`` to ``last_day``, empty for no end.
    """

    class Weeks(models.TextChoices):
        EVERY = "every", _("chaque semaine")
        EVEN = "even", _("semaines paires")
        ODD = "odd", _("semaines impaires")

    mediator = models.ForeignKey(Mediator, on_delete=models.CASCADE, related_name="working_hours")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=[(number, _(name)) for number, name in DAYS])
    begins = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    weeks = models.CharField(_("semaines"), max_length=5, choices=Weeks, default=Weeks.EVERY)
    first_day = models.DateField(_("à partir du"))
    last_day = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["mediator", "weekday", "begins", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="working_hours_run_forward"),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="working_hours_last",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id}, {self.weekday}, {self.begins:%H:%M}–{self.ends:%H:%M}"


class Absence(models.Model):
    """A mediator is not there. Why is nobody's business here."""

    mediator = models.ForeignKey(Mediator, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField(_("du"))
    ends_at = models.DateTimeField(_("au"))

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="absence_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id}, {self.starts_at:%Y-%m-%d} – {self.ends_at:%Y-%m-%d}"


class Practitioner(models.Model):
    """Who consults from afar: a professional, or the rota of an operator. Their link to the platform is signed with
    ``link_number``, which grows when an old link must no longer open anything."""

    class Profession(models.TextChoices):
        GP = "gp", _("médecin généraliste")
        SPECIALIST = "specialist", _("médecin spécialiste")
        NURSE = "nurse", _("infirmière ou infirmier")
        MIDWIFE = "midwife", _("sage-femme")
        PSYCHOLOGIST = "psychologist", _("psychologue")
        OTHER = "other", _("autre profession")

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="practitioners")
    profession = models.CharField(_("profession"), max_length=20, choices=Profession, default=Profession.GP)
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    # Empty: every place.
    places = models.ManyToManyField(Place, verbose_name=_("lieux"), related_name="practitioners", blank=True)
    link_number = models.PositiveIntegerField(default=1)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Availability(models.Model):
    """A practitioner can be reached between two moments. ``key``: how its publisher names it, so that it is published
    once however often it is sent; empty if it was typed."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="availabilities")
    starts_at = models.DateTimeField(_("de"))
    ends_at = models.DateTimeField(_("à"))
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="availability_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "key"], condition=~models.Q(key=""), name="availability_is_published_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practitioner", "ends_at"], name="availability_to_come")]

    def __str__(self) -> str:
        return f"{self.practitioner_id}, {self.starts_at:%Y-%m-%d %H:%M}"
