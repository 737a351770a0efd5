"""Where people come to be helped, and when it is open."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.territories.queries import commune_name


class Place(models.Model):
    """A space of accompanied teleconsultation, or a stop of the bus.

    ``organisation``: who answers for it. ``commune``: INSEE code; ``lat``, ``lon`` in degrees (WGS 84). ``hours``: as
    OpenStreetMap writes them, by the clocks and public holidays of its commune. ``origin``: where its card was taken
    from (``"scenario 12 site:…"``), so that it is brought once; empty if it was typed.
    """

    class Kind(models.TextChoices):
        TOWN_HALL = "town-hall", _("mairie ou mairie annexe")
        LIBRARY = "library", _("médiathèque")
        SOCIAL_CENTRE = "social-centre", _("centre social")
        FRANCE_SERVICES = "france-services", _("France services")
        PHARMACY = "pharmacy", _("pharmacie")
        HEALTH_HOUSE = "health-house", _("maison ou centre de santé")
        HOSPITAL = "hospital", _("hôpital")
        UNIVERSITY = "university", _("université")
        BUS_STOP = "bus-stop", _("arrêt du bus santé")
        OTHER = "other", _("autre lieu")

    class StepFree(models.TextChoices):
        YES = "yes", _("de plain-pied ou avec rampe")
        PARTLY = "partly", _("avec aide")
        NO = "no", _("non")
        UNKNOWN = "unknown", _("à vérifier")

    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="places"
    )
    kind = models.CharField(_("genre"), max_length=20, choices=Kind, default=Kind.OTHER)
    name = models.CharField(_("nom"), max_length=160)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=5)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    hours = models.CharField(_("horaires d’ouverture"), max_length=500, blank=True)
    step_free = models.CharField(_("accès sans marche"), max_length=8, choices=StepFree, default=StepFree.UNKNOWN)
    getting_there = models.CharField(_("pour venir"), max_length=500, blank=True)
    # Shown to residents, who may book there.
    is_public = models.BooleanField(_("ouvert aux habitants"), default=False)
    origin = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin"], condition=~models.Q(origin=""), name="place_is_brought_once"),
            models.CheckConstraint(
                condition=models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="place_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def departement(self) -> str:
        """Its code, of two characters, or three overseas: whose clocks and public holidays the hours follow."""
        return self.commune[: 3 if self.commune.startswith("97") else 2]

    @property
    def town(self) -> str:
        """« 78120 Rambouillet »."""
        return f"{self.postcode} {commune_name(self.commune)}".strip()


class Closing(models.Model):
    """A place is shut on these days, both included, whatever its hours say."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="closings")
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    why = models.CharField(_("motif"), max_length=120, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["first_day", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="closing_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}, {self.first_day} – {self.last_day}"


class Answer(models.Model):
    """One line of the HAS checklist (``rules.checklist``) at a place: whether it holds, who looked, when."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=30)
    holds = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["place", "question"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "question"], name="checklist_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}, {self.question}: {self.holds}"
