"""Why an appointment is cancelled: a closed list, and whose doing it was."""

from __future__ import annotations

from maillage.web.marking import _

PERSON, PLACE, PRACTITIONER, NOBODY = "person", "place", "practitioner", ""

# Code -> (whose doing, words).
BECAUSE: dict[str, tuple[str, str]] = {
    "person": (PERSON, _("à la demande de la personne")),
    "found": (PERSON, _("la personne a trouvé une autre solution")),
    "closed": (PLACE, _("le lieu est fermé ce jour-là")),
    "absent": (PLACE, _("la médiatrice ou le médiateur est absent")),
    "device": (PLACE, _("un appareil est en panne")),
    "practitioner": (PRACTITIONER, _("la professionnelle ou le professionnel n’est pas disponible")),
    "mistake": (NOBODY, _("pris par erreur")),
    # Moments that were offered to somebody who waited.
    "refused": (PERSON, _("proposition refusée")),
    "lapsed": (NOBODY, _("proposition restée sans réponse")),
}
# What an agent can choose from.
FOR_AGENTS = ("person", "found", "closed", "absent", "device", "practitioner", "mistake")
# Offers that came to nothing: they never were appointments, and count as none.
OFFERS = ("refused", "lapsed")


def is_doing_of(because: str, whom: str) -> bool:
    return BECAUSE[because][0] == whom
