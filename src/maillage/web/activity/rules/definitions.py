"""What each figure counts, and where it comes from: one click from the figure."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _

PLATFORM = _("Source : les rendez-vous, ateliers et accompagnements notés sur cette plateforme.")


@dataclass(frozen=True)
class Definition:
    """``key``: of the section in addresses and files."""

    key: str
    title: str
    counts: str
    source: str = PLATFORM


RECEIVED = Definition(
    "semaines",
    _("Personnes reçues par semaine"),
    _(
        "Rendez-vous où la personne est venue, personnes présentes aux ateliers, et accompagnements notés sans "
        "rendez-vous. Une personne qui vient trois fois compte trois fois."
    ),
)
OCCUPANCY = Definition(
    "occupation",
    _("Occupation des salles, des stations et des médiateurs"),
    _(
        "Heures prises par un rendez-vous, son aération ou un atelier, sur les heures d’ouverture du lieu ; pour "
        "les médiateurs, sur leurs heures de travail dans le lieu. Ce qui est annulé ne compte pas ; ce qui est "
        "pris hors de ces heures non plus. Un lieu est mesuré à partir de son premier rendez-vous. Les médiateurs "
        "d’un lieu comptent ensemble, jamais un par un."
    ),
)
DELAY = Definition(
    "delai",
    _("Délai avant un rendez-vous"),
    _(
        "Jours jusqu’au troisième moment libre, au moment où cette page s’affiche : la mesure usuelle, que le "
        "hasard d’une annulation ne change pas. Un tiret : moins de trois moments sont libres dans la période de "
        "réservation."
    ),
    _("Source : les horaires, les équipes et les réservations de cette plateforme."),
)
OUTCOMES = Definition(
    "issues",
    _("Ce que deviennent les rendez-vous"),
    _(
        "Rendez-vous de la période dont l’heure est passée, selon ce qui a été noté, et rendez-vous annulés. Ce "
        "qui n’a pas été noté est dit à part. Part des absents : absents sur venus et absents."
    ),
)
CANCELLED = Definition(
    "annulations",
    _("Pourquoi des rendez-vous sont annulés"),
    _(
        "Rendez-vous de la période qui ont été annulés, par la raison qui a été choisie. Les propositions de la "
        "liste d’attente qui n’ont pas été prises ne comptent pas."
    ),
)
REASONS = Definition(
    "motifs",
    _("Pour quoi l’on vient"),
    _("Rendez-vous de la période où la personne est venue, par motif."),
)
VIA = Definition(
    "moyens",
    _("Comment l’on prend rendez-vous"),
    _("Tous les rendez-vous de la période, même annulés, par le moyen par lequel ils ont été pris."),
)
THEMES = Definition(
    "themes",
    _("Thèmes des accompagnements"),
    _("Accompagnements notés dans la période ; l’un peut avoir plusieurs thèmes."),
)
AUTONOMY = Definition(
    "autonomie",
    _("Ce que les personnes ont fait elles-mêmes"),
    _("Accompagnements notés dans la période, selon qui a fait la démarche."),
)
WORKSHOPS = Definition(
    "ateliers",
    _("Venues aux ateliers"),
    _(
        "Personnes notées présentes aux ateliers et aux formations de la période, par thème. Une personne qui vient à "
        "deux ateliers compte deux fois."
    ),
)
COMMUNES = Definition(
    "communes",
    _("D’où viennent les personnes accompagnées"),
    _(
        "Les mêmes personnes que par semaine, par commune de résidence quand elle a été dite. Un nombre inférieur"
        " à cinq n’est pas montré, pour que personne ne soit reconnu ; s’il y en a un seul, le plus petit des "
        "autres est caché avec lui."
    ),
    _("Source : cette plateforme ; contours des communes : IGN, Admin Express (Licence Ouverte)."),
)
