"""What is in a place: rooms, stations in them, connected devices, and whether they can be used today."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import Place


class Room(models.Model):
    """``is_closed``: a door, walls that keep a voice in: fit for a consultation. ``seats``: of a group."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("nom"), max_length=80)
    is_closed = models.BooleanField(_("pièce fermée et isolée"), default=True)
    seats = models.PositiveSmallIntegerField(_("places assises"), default=3)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["place", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="room_has_its_own_name",
                violation_error_message=_("Une salle de ce lieu porte déjà ce nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A cabin, a cart or a screen in a room. ``operator``: who runs its link with practitioners, if somebody does."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(_("nom"), max_length=80)
    operator = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("opérateur"),
        on_delete=models.PROTECT,
        related_name="stations",
        null=True,
        blank=True,
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["room", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["room", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="station_has_its_own_name",
                violation_error_message=_("Une station de cette salle porte déjà ce nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """A connected device. ``station``: the one that it belongs to; empty for one that is carried from room to room.

    It can be booked while it is neither broken nor in maintenance, and until ``calibrated_until``, empty for a device
    that needs no calibration.
    """

    class Kind(models.TextChoices):
        STETHOSCOPE = "stethoscope", _("stéthoscope")
        DERMATOSCOPE = "dermatoscope", _("dermatoscope")
        OTOSCOPE = "otoscope", _("otoscope")
        BLOOD_PRESSURE = "blood-pressure", _("tensiomètre")
        OXIMETER = "oximeter", _("oxymètre")
        THERMOMETER = "thermometer", _("thermomètre")
        SCALES = "scales", _("balance")
        GLUCOMETER = "glucometer", _("lecteur de glycémie")
        ECG = "ecg", _("électrocardiographe")
        CAMERA = "camera", _("caméra d’examen")

    class State(models.TextChoices):
        IN_USE = "in-use", _("en service")
        BROKEN = "broken", _("en panne")
        MAINTENANCE = "maintenance", _("en maintenance")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="devices")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="devices", null=True, blank=True)
    kind = models.CharField(_("genre"), max_length=20, choices=Kind)
    model = models.CharField(_("modèle"), max_length=80, blank=True)
    serial = models.CharField(_("numéro de série"), max_length=60)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.IN_USE)
    calibrated_on = models.DateField(_("étalonné le"), null=True, blank=True)
    calibrated_until = models.DateField(_("étalonnage valable jusqu’au"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["place", "kind", "serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "serial"],
                condition=models.Q(removed_at__isnull=True),
                name="device_has_its_own_serial_number",
                violation_error_message=_("Un appareil de ce genre porte déjà ce numéro de série."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.serial}"


class DeviceEvent(models.Model):
    """What happened to a device: looked at in the morning, down, sent away, back, calibrated. Never of whom."""

    class Kind(models.TextChoices):
        READY = "ready", _("prêt")
        DOWN = "down", _("en panne")
        AWAY = "away", _("en maintenance")
        BACK = "back", _("remis en service")
        CALIBRATED = "calibrated", _("étalonné")

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "places"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device", "day"], condition=models.Q(kind="ready"), name="device_is_looked_at_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}, {self.kind}, {self.day}"
