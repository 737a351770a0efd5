"""What a key of the API opens: a closed table."""

from __future__ import annotations

from maillage.web.marking import _

SCOPES: dict[str, str] = {
    "availabilities.read": _("lire les disponibilités publiées"),
    "availabilities.write": _("publier des disponibilités"),
    "appointments.read": _("lire les rendez-vous, sans les noms"),
    "appointments.cancel": _("annuler un rendez-vous au nom de la professionnelle ou du professionnel"),
    "devices.write": _("dire qu’un appareil est en panne ou de nouveau en service"),
}
