"""What each message is, for who looks after sending: a title that names nobody. One table for all modules."""

from __future__ import annotations

from maillage.web.marking import _

# Keep the lines in the order of their codes.
TITLES = {
    "accounts/invitation": _("Invitation à rejoindre la plateforme"),
    "accounts/password_reset": _("Lien pour choisir un nouveau mot de passe"),
    "messages/trial": _("Message d’essai"),
}
