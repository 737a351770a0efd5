"""Places of the directory where one is received: what each kind is, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Structure:
    """``kind``: of the directory. ``topics``: what a place of this kind must offer to be shown here; empty: nothing."""

    kind: str
    title: str
    is_: str
    is_not: str
    topics: tuple[str, ...] = ()


# In the order of the page.
STRUCTURES = (
    Structure(
        "mental-health-centre",
        _("Centre médico-psychologique (CMP)"),
        _("Des psychiatres, des psychologues et des infirmiers vous reçoivent près de chez vous. C’est gratuit."),
        _("Il faut un rendez-vous, et souvent attendre. Ce n’est pas un service d’urgence."),
    ),
    Structure(
        "youth-health-house",
        _("Maison des adolescents (MDA)"),
        _("De 11 à 25 ans, et pour les parents : on vient parler, seul ou en famille. C’est gratuit."),
        _("Ce n’est pas un service d’urgence."),
    ),
    Structure(
        "mutual-help-group",
        _("Groupe d’entraide mutuelle (GEM)"),
        _("Des personnes qui ont connu des difficultés psychiques se retrouvent, s’entraident et sortent ensemble."),
        _("On n’y donne pas de soins."),
    ),
    Structure(
        "coordination",
        _("Coordination de parcours (DAC, PTA)"),
        _("Quand tout est compliqué, une équipe cherche avec vous et vos soignants qui peut faire quoi."),
        _("On n’y donne pas de soins. Le plus souvent, on y appelle avant de venir."),
    ),
    Structure(
        "hospital",
        _("Hôpital ou clinique avec de la psychiatrie"),
        _("Des psychiatres y soignent. Certains ont un accueil d’urgence : appelez avant de venir."),
        _("Tous ne reçoivent pas en urgence, ni la nuit. Si cela presse, appelez le 15 : il sait où c’est ouvert."),
        ("mental-health",),
    ),
)
