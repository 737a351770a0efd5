"""A place where help is, as people find it: one card made of all that its sources say."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import ResourcePerson


class Entry(models.Model):
    """One place of the directory. Its fields are those of ``engine.sources.directory.card.Card``, merged.

    ``origins``: for each field that is filled, the slug of the source that it was taken from. ``listed``: shown to
    everybody; ``turns_with``: the delivery at whose end that turns. ``unlisted_because``: a person took it off, and no
    list puts it back. ``struck``: fields that a person emptied, and that no list fills again. ``merged_into``: where
    people who have its old address are led. ``confirmed_at``: when somebody of the place last said that the card is
    right; ``asked_at``: when they were last asked. ``updated_on``: the last day on which one of its sources changed it.
    """

    class StepFree(models.TextChoices):
        YES = "yes", _("de plain-pied ou avec rampe")
        PARTLY = "partly", _("avec aide")
        NO = "no", _("non")
        UNKNOWN = "", _("non renseigné")

    class Unlisted(models.TextChoices):
        CLOSED = "closed", _("ce lieu a fermé")
        ASKED = "asked", _("le lieu demande à ne plus y être")
        NO_HELP = "no-help", _("ce lieu n’aide pas le public")
        WRONG = "wrong", _("cette fiche est fausse")
        CONSENT = "consent", _("la personne n’est plus d’accord")

    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("genre"), max_length=30, default="other")
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    more_address = models.CharField(_("complément d’adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    city = models.CharField(_("ville"), max_length=80, blank=True)
    commune = models.CharField(_("commune"), max_length=5, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    website = models.URLField(_("site"), max_length=300, blank=True)
    booking_page = models.URLField(_("prise de rendez-vous en ligne"), max_length=300, blank=True)
    hours = models.CharField(_("horaires d’ouverture"), max_length=500, blank=True)
    step_free = models.CharField(_("accès sans marche"), max_length=8, choices=StepFree, blank=True)
    step_free_page = models.URLField(_("fiche Acceslibre"), max_length=300, blank=True)
    description = models.TextField(_("présentation"), max_length=5000, blank=True)
    person = models.CharField(_("personne ressource"), max_length=120, blank=True)
    resource_person = models.OneToOneField(
        ResourcePerson, on_delete=models.PROTECT, related_name="entry", null=True, blank=True
    )
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    finess = models.CharField(_("FINESS"), max_length=9, blank=True)
    networks = models.JSONField(default=list, blank=True)
    origins = models.JSONField(default=dict, blank=True)
    struck = models.JSONField(default=list, blank=True)
    listed = models.BooleanField(default=True)
    turns_with = models.ForeignKey(
        "directory.Delivery", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    unlisted_because = models.CharField(_("motif du retrait"), max_length=10, choices=Unlisted, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="merged_from", null=True, blank=True
    )
    updated_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="entry_is_on_earth",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lat", "lon"], name="entry_by_place"),
            models.Index(fields=["commune"], name="entry_by_commune"),
            models.Index(fields=["turns_with"], condition=models.Q(turns_with__isnull=False), name="entries_that_turn"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """One thing that a place does for people, as one of its sources says it, in the codes of the engine's lists."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="services")
    record = models.ForeignKey("directory.Record", on_delete=models.CASCADE, related_name="services")
    key = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(max_length=10_000, blank=True)
    topics = models.JSONField(default=list, blank=True)
    audiences = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    fees = models.CharField(max_length=6, blank=True)
    ways = models.JSONField(default=list, blank=True)
    access = models.JSONField(default=list, blank=True)
    hours = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["entry", "pk"]

    def __str__(self) -> str:
        return self.name or ", ".join(self.topics)
