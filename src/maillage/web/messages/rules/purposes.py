"""What a message is for: whether one may do without it, and whether it waits for the morning."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Purpose:
    """``optional``: one may say no to it, and the message tells how. ``urgent``: sent at any hour. ``secret``: its
    words open an account; nobody else reads them here, and they are forgotten once it left."""

    label: str
    optional: bool = False
    urgent: bool = False
    secret: bool = False


SERVICE = "service"
PURPOSES = {
    "security": Purpose(_("accès à un compte"), urgent=True, secret=True),
    SERVICE: Purpose(_("suite d’une démarche")),
    "directory": Purpose(_("relecture d’une fiche de l’annuaire"), optional=True),
    "reminders": Purpose(_("rappels"), optional=True),
    "news": Purpose(_("informations de la collectivité"), optional=True),
}
