"""Lines one can call and help on the web, beside the emergency numbers: what each is, and what it is not.

Only what its organisation says of itself in public. An opening hour that it does not state is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _

ANYBODY = _("Pour tout le monde")
DAY_AND_NIGHT = _("Jour et nuit, tous les jours.")


@dataclass(frozen=True)
class Line:
    """``is_`` and ``is_not``: in one sentence each. ``phone``: as it is written on a poster; empty if there is none."""

    name: str
    is_for: str
    is_: str
    is_not: str
    when: str
    website: str
    phone: str = ""

    @property
    def site(self) -> str:
        """The address as one types it from paper."""
        return self.website.removeprefix("https://").removeprefix("www.").rstrip("/")

    @property
    def call(self) -> str:
        """For ``tel:``, from abroad too."""
        digits = self.phone.replace(" ", "")
        return digits if len(digits) < 10 else f"+33{digits[1:]}"


LINES = (
    Line(
        "SOS Amitié",
        ANYBODY,
        _("Des bénévoles formés écoutent, par téléphone ou par écrit sur leur site. Vous ne dites pas votre nom."),
        _("Ils ne donnent pas de soins et n’envoient pas de secours."),
        _("Jour et nuit, tous les jours. Prix d’un appel ordinaire."),
        "https://www.sos-amitie.com/",
        "09 72 39 40 50",
    ),
    Line(
        "Suicide Écoute",
        _("Pour qui pense au suicide, ou s’inquiète pour quelqu’un"),
        _("Des bénévoles formés écoutent, sans juger. Vous ne dites pas votre nom."),
        _("Ce ne sont pas des soignants. Pour un soignant : le 3114."),
        _("Jour et nuit, tous les jours. Prix d’un appel ordinaire."),
        "https://www.suicide-ecoute.fr/",
        "01 45 39 40 00",
    ),
    Line(
        "Fil Santé Jeunes",
        _("De 12 à 25 ans"),
        _("Des psychologues et des médecins répondent : santé, amour, mal-être. Vous ne dites pas votre nom."),
        _("Ce n’est pas une consultation : on vous écoute et on vous dit où aller."),
        _("Tous les jours, de 9 h à 23 h. Gratuit."),
        "https://www.filsantejeunes.com/",
        "0 800 235 236",
    ),
    Line(
        "3018",
        _("Jeunes, parents, professionnels"),
        _("On vous aide face au harcèlement, à l’école et sur internet, et on peut faire retirer des contenus."),
        _("Ce n’est pas la police : en danger immédiat, appelez le 17."),
        _("Tous les jours, de 9 h à 23 h. Gratuit."),
        "https://3018.fr/",
        "3018",
    ),
    Line(
        "Nightline",
        _("Étudiantes et étudiants"),
        _("Des étudiants formés écoutent d’autres étudiants, par téléphone ou par écrit."),
        _("Ce ne sont pas des soignants, et ils ne donnent pas de conseils."),
        _("Le soir et la nuit. Le site dit le numéro et les heures de votre ville."),
        "https://www.nightline.fr/",
    ),
    Line(
        "Agri’écoute",
        _("Agricultrices, agriculteurs, salariés agricoles et leurs proches"),
        _("Des psychologues de la MSA écoutent et peuvent vous rappeler. Vous pouvez ne pas dire votre nom."),
        _("Ce n’est pas un service d’urgence."),
        _("Jour et nuit, tous les jours. Prix d’un appel ordinaire."),
        "https://www.msa.fr/",
        "09 69 39 29 19",
    ),
    Line(
        "Solitud’écoute",
        _("À partir de 50 ans"),
        _("Des bénévoles des Petits Frères des Pauvres écoutent qui se sent seul. Vous ne dites pas votre nom."),
        _("Ce n’est pas une aide à la maison, ni un soin."),
        _("Tous les jours, l’après-midi. Gratuit."),
        "https://www.petitsfreresdespauvres.fr/",
        "0 800 47 47 88",
    ),
    Line(
        _("Écoute-famille, de l’Unafam"),
        _("Pour qui a un proche avec des troubles psychiques"),
        _("Des psychologues écoutent et conseillent les familles."),
        _("Ce n’est pas un service d’urgence, et on n’y parle pas à la place de votre proche."),
        _("En semaine. Prix d’un appel ordinaire."),
        "https://www.unafam.org/",
        "01 42 63 03 03",
    ),
    Line(
        "Mon soutien psy",
        _("À partir de 3 ans"),
        _("Jusqu’à 12 séances par an avec un psychologue, remboursées. Le site donne la liste des psychologues."),
        _("Ce n’est pas fait pour une urgence, ni pour des idées de suicide : appelez le 3114."),
        _("Vous prenez rendez-vous vous-même, sans ordonnance."),
        "https://monsoutienpsy.ameli.fr/",
    ),
    Line(
        "Santé Psy Étudiant",
        _("Étudiantes et étudiants"),
        _("Jusqu’à 12 séances par an avec un psychologue, sans rien payer."),
        _("Ce n’est pas fait pour une urgence : appelez le 15 ou le 3114."),
        _("Sur rendez-vous."),
        "https://santepsy.etudiant.gouv.fr/",
    ),
    Line(
        "Psycom",
        ANYBODY,
        _("Un site public qui explique la santé mentale, les soins, les droits, avec des mots clairs."),
        _("On n’y parle à personne."),
        DAY_AND_NIGHT,
        "https://www.psycom.org/",
    ),
)
