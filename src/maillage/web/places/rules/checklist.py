"""What is expected of a place in which people are accompanied to a teleconsultation, as questions to look at there.

After the recommendations of the Haute Autorité de santé, March 2024: « Lieux et conditions d’environnement pour la
réalisation d’une téléconsultation ou d’un télésoin ».
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from maillage.web.marking import _

SOURCE = _(
    "D’après les recommandations de la Haute Autorité de santé : « Lieux et conditions d’environnement pour la "
    "réalisation d’une téléconsultation ou d’un télésoin », mars 2024."
)


@dataclass(frozen=True)
class Question:
    """``key`` stays for ever once a place answered it. ``help``: what to look at on the spot."""

    key: str
    says: str
    help: str


# In the order in which one walks through the place.
QUESTIONS = (
    Question(
        "dedicated",
        _("Une pièce est réservée à la téléconsultation pendant qu’elle a lieu."),
        _("Personne d’autre n’y passe, rien d’autre ne s’y fait."),
    ),
    Question(
        "calm",
        _("La pièce est calme et bien éclairée."),
        _("Fermez la porte et écoutez : une voix posée suffit-elle ? Le visage se voit-il à l’écran ?"),
    ),
    Question(
        "isolated",
        _("Ce qui s’y dit et s’y montre ne s’entend ni ne se voit du dehors."),
        _("Porte fermée, murs ou cloison jusqu’au plafond, ni vitre ni écran visible."),
    ),
    Question(
        "indoors",
        _("L’équipement n’est pas posé sur l’espace public."),
        _("Ni hall, ni couloir, ni galerie où l’on ne fait que passer."),
    ),
    Question(
        "waiting",
        _("On attend ailleurs que devant la pièce."),
        _("Une zone d’attente assise, d’où l’on n’entend pas."),
    ),
    Question(
        "accompanied",
        _("Une personne formée est sur place pendant toute la durée."),
        _("Elle sait installer, aider à se servir des appareils, et quoi faire en cas de malaise."),
    ),
    Question(
        "secrecy",
        _("Les personnes présentes sont tenues au secret, par écrit."),
        _("Un engagement signé, gardé par l’organisation."),
    ),
    Question(
        "no_selling",
        _("Rien n’y est vendu ni proposé à la vente."),
        _("Ni publicité, ni vente, ni démarchage avant, pendant ou après."),
    ),
    Question(
        "hygiene",
        _("La pièce et les appareils sont nettoyés entre deux personnes."),
        _("De quoi se laver les mains, désinfecter et aérer."),
    ),
    Question(
        "accessible",
        _("On y entre et on s’y tourne en fauteuil roulant."),
        _("Un passage de 80 cm, un cercle libre de 1,50 m."),
    ),
    Question(
        "connection",
        _("La liaison tient pendant toute la consultation, et il y a de quoi rappeler."),
        _("Essayez une visioconférence ; un téléphone reste à portée."),
    ),
    Question(
        "emergency",
        _("On sait qui appeler en cas d’urgence, et c’est affiché."),
        _("15, 112 ou 114 ; l’adresse exacte du lieu est écrite à côté."),
    ),
)
BY_KEY: Mapping[str, Question] = {question.key: question for question in QUESTIONS}


def fulfilled(holding: Container[str]) -> bool:
    """Whether every question was answered with yes."""
    return all(question.key in holding for question in QUESTIONS)
