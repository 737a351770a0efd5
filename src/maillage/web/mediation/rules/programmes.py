"""Kinds of workshops that are ready to be held: how long, for how many, for whom, with which lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from maillage.web.marking import _

from .lists import CARERS, PROFESSIONALS, RESIDENTS


@dataclass(frozen=True)
class Programme:
    """``theme``: of ``lists.WORKSHOPS``; ``pitch``: what one comes for; ``bring``: what to bring, if anything."""

    code: str
    theme: str
    title: str
    pitch: str
    minutes: int
    seats: int
    lessons: tuple[str, ...]
    bring: str = ""
    audience: str = RESIDENTS

    @property
    def lasts(self) -> timedelta:
        return timedelta(minutes=self.minutes)


PROGRAMMES = (
    Programme(
        "discover",
        "health-space",
        _("Découvrir Mon espace santé"),
        _("Ouvrir son espace, retrouver un document, protéger son mot de passe."),
        90,
        8,
        ("se-connecter", "trouver-un-document", "mot-de-passe"),
        _("Votre téléphone et votre carte Vitale."),
    ),
    Programme(
        "online-care",
        "appointments",
        _("Rendez-vous et ordonnances en ligne"),
        _("Prendre un rendez-vous, l’annuler, comprendre l’ordonnance numérique."),
        90,
        8,
        ("prendre-rendez-vous", "ordonnance-et-carte-vitale"),
        _("Votre téléphone, votre carte Vitale et votre agenda."),
    ),
    Programme(
        "scams",
        "scams",
        _("Reconnaître une arnaque"),
        _("Repérer un faux message, un faux site, un faux conseiller, et savoir quoi faire."),
        90,
        10,
        ("reconnaitre-une-arnaque", "mot-de-passe"),
        _("Votre téléphone."),
    ),
    Programme(
        "video-call",
        "video-call",
        _("Faire un essai d’appel vidéo"),
        _("Se voir et s’entendre à l’écran, avant le jour du vrai rendez-vous."),
        90,
        6,
        ("essai-appel-video", "teleconsultation"),
        _("Votre téléphone ou votre tablette, et vos écouteurs."),
    ),
    Programme(
        "teleconsultation",
        "teleconsultation",
        _("La téléconsultation, comment ça se passe"),
        _("Visiter la pièce, voir un appel d’essai, poser ses questions."),
        90,
        8,
        ("teleconsultation", "essai-appel-video"),
    ),
    Programme(
        "carers",
        "carers",
        _("Aider un proche sur internet"),
        _("Pour qui aide un parent, un voisin, un ami : aider sans prendre sa place."),
        120,
        10,
        ("aider-un-proche", "reconnaitre-une-arnaque", "se-connecter"),
        audience=CARERS,
    ),
    Programme(
        "professionals",
        "carers",
        _("Accompagner sans faire à la place"),
        _("Formation pour les professionnels de l’accueil, du social et du soin."),
        120,
        12,
        ("aider-un-proche", "se-connecter", "trouver-un-document", "teleconsultation"),
        audience=PROFESSIONALS,
    ),
)


def find_programme(code: str) -> Programme | None:
    return next((each for each in PROGRAMMES if each.code == code), None)


def lessons_for(theme: str, audience: str) -> tuple[str, ...]:
    """The lessons of a workshop: those of the programme of its theme and audience, else of its theme, else none."""
    of_theme = [each for each in PROGRAMMES if each.theme == theme]
    ordered = sorted(of_theme, key=lambda each: each.audience != audience)
    return ordered[0].lessons if ordered else ()
