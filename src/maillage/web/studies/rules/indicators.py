"""What an atlas can show: each indicator with its columns, its unit and the side that is bad."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from maillage.web.marking import _

from .roads import BICYCLE, CAR, FOOT

PUBLISHED = "publie"
COMPUTED = "calcule"
VINTAGES = (2015, 2016, 2017, 2018, 2019, 2021, 2022, 2023)

PRIORITY_PARTS = {
    "access": _("accès aux médecins"),
    "age": _("75 ans et plus"),
    "poverty": _("faibles revenus"),
    "digital": _("fragilité numérique"),
}


@dataclass(frozen=True)
class Variant:
    """One way of knowing an indicator. ``columns``: year → column of the study; year 0 when there is only one."""

    slug: str
    label: str
    columns: dict[int, str]
    note: str = ""


@dataclass(frozen=True)
class Indicator:
    """``short`` stands on the chooser, ``title`` above the page, ``unit`` is spelled out once, ``threshold`` divides
    well served from badly served. ``more_is_better`` says which end of the list comes first: the bad one.
    ``target``: what minutes lead to, inside a sentence."""

    slug: str
    short: str
    title: str
    unit: str
    unit_short: str
    variants: tuple[Variant, ...]
    more_is_better: bool
    scale: str
    decimals: int
    threshold: float | None = None
    threshold_label: str = ""
    about: str = ""
    target: str = ""


def _only(column: str, label: str, note: str = "", slug: str = COMPUTED) -> tuple[Variant, ...]:
    return (Variant(slug, label, {0: column}, note),)


# Unit and meaning of minutes to a service, by mode of travel.
_MINUTES = {
    CAR: (_("minutes en voiture"), _("Le temps en voiture jusqu’à la commune la plus proche où il y en a.")),
    FOOT: (_("minutes à pied"), _("Le temps à pied jusqu’à la commune la plus proche où il y en a.")),
    BICYCLE: (_("minutes à vélo"), _("Le temps à vélo jusqu’à la commune la plus proche où il y en a.")),
}
_FACILITIES = _("Calculé sur les équipements de la BPE 2013 : ce qui a ouvert ou fermé depuis n’y est pas.")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        slug="medecins",
        short=_("Médecins"),
        title=_("Accès aux médecins généralistes"),
        unit=_("consultations par an et par habitant"),
        unit_short=_("consultations"),
        variants=(
            Variant(PUBLISHED, _("Publié"), {year: f"apl_{year}" for year in VINTAGES}),
            Variant(
                "moins-65",
                _("Publié, sans les 65 ans +"),
                {2023: "apl_under_65"},
                _("Publié par la DREES : ce qui reste quand les médecins de 65 ans et plus sont partis."),
            ),
            Variant(
                COMPUTED,
                _("Calculé"),
                {2019: "apl_computed"},
                _("Notre calcul, sur les médecins de 2019, pour que la méthode puisse être vérifiée."),
            ),
            Variant(
                "sans-60",
                _("Calculé, sans les 60 ans +"),
                {2019: "apl_computed_without_60_plus"},
                _("Notre calcul, sans les médecins qui avaient 60 ans ou plus en 2019."),
            ),
        ),
        more_is_better=True,
        scale="apl",
        decimals=2,
        threshold=2.5,
        threshold_label=_("seuil 2,5"),
        about=_(
            "L’accessibilité potentielle localisée (APL) compte les consultations que les médecins proches peuvent "
            "offrir, partagées entre tous les habitants qui peuvent venir chez eux."
        ),
    ),
    *(
        Indicator(
            slug=slug,
            short=short,
            title=title,
            unit=_("professionnels accessibles pour 10 000 habitants"),
            unit_short=_("pour 10 000 hab."),
            variants=_only(f"access_{service}", _("Calculé"), _FACILITIES),
            more_is_better=True,
            scale="auto",
            decimals=1,
            about=_(
                "Les professionnels proches, partagés entre tous les habitants qui peuvent venir chez eux, avec la "
                "même distance décroissante que l’APL."
            ),
        )
        for slug, service, short, title in (
            ("infirmiers", "nurse", _("Infirmiers"), _("Accès aux infirmiers")),
            ("kines", "physiotherapist", _("Kinés"), _("Accès aux masseurs-kinésithérapeutes")),
            ("dentistes", "dentist", _("Dentistes"), _("Accès aux chirurgiens-dentistes")),
            ("sages-femmes", "midwife", _("Sages-femmes"), _("Accès aux sages-femmes")),
        )
    ),
    *(
        Indicator(
            slug=slug,
            short=short,
            title=title,
            unit=_MINUTES[CAR][0],
            unit_short=_("minutes"),
            variants=_only(f"minutes_to_{service}", _("Calculé"), _FACILITIES),
            more_is_better=False,
            scale="minutes",
            decimals=0,
            threshold=threshold,
            threshold_label=label,
            about=_MINUTES[CAR][1],
            target=target,
        )
        for slug, service, short, title, threshold, label, target in (
            (
                "pharmacies",
                "pharmacy",
                _("Pharmacies"),
                _("Temps jusqu’à la pharmacie la plus proche"),
                10.0,
                _("10 min"),
                _("d’une pharmacie"),
            ),
            (
                "urgences",
                "emergency",
                _("Urgences"),
                _("Temps jusqu’aux urgences les plus proches"),
                30.0,
                _("30 min"),
                _("d’un service d’urgences"),
            ),
            (
                "maternites",
                "maternity",
                _("Maternités"),
                _("Temps jusqu’à la maternité la plus proche"),
                30.0,
                _("30 min"),
                _("d’une maternité"),
            ),
        )
    ),
    Indicator(
        slug="priorite",
        short=_("Priorité"),
        title=_("Où agir d’abord"),
        unit=_("points sur 100"),
        unit_short=_("points"),
        variants=_only("priority", _("Calculé"), _("Les poids sont affichés dans la méthode et peuvent être changés.")),
        more_is_better=False,
        scale="points",
        decimals=0,
        threshold=60.0,
        threshold_label=_("60 points"),
        about=_(
            "L’indice de priorité additionne quatre parts : un accès faible aux médecins, une population âgée, la "
            "pauvreté et la fragilité numérique."
        ),
    ),
)


@dataclass(frozen=True)
class Choice:
    """One indicator, known in one way, of one year (0: it has one only)."""

    indicator: Indicator
    variant: Variant
    year: int

    @property
    def column(self) -> str:
        return self.variant.columns[self.year]

    @property
    def is_computed(self) -> bool:
        """From travel times, which are estimated: their error must be one click away."""
        return self.column.startswith(("apl_computed", "access_", "minutes_to_"))


def choose(
    slug: str | None, variant: str | None, year: str | None, *, columns: Collection[str], mode: str = CAR
) -> Choice:
    """What the address asks for, or the nearest thing that the study has: an address never leads to an error."""
    known = available(columns, mode=mode)
    indicator = next((found for found in known if found.slug == slug), known[0])
    chosen = next((found for found in indicator.variants if found.slug == variant), indicator.variants[0])
    years = sorted(chosen.columns)
    wanted = int(year) if year and year.isdecimal() else years[-1]
    return Choice(indicator, chosen, min(years, key=lambda have: (abs(have - wanted), -have)))


def available(columns: Collection[str], *, mode: str = CAR) -> list[Indicator]:
    """The indicators that a study has, each with the variants and years that it has, in the words of its mode."""
    found = []
    for indicator in INDICATORS:
        variants = tuple(
            Variant(variant.slug, variant.label, kept, variant.note)
            for variant in indicator.variants
            if (kept := {year: column for year, column in variant.columns.items() if column in columns})
        )
        if variants:
            found.append(_in_mode(replace(indicator, variants=variants), mode))
    return found


def _in_mode(indicator: Indicator, mode: str) -> Indicator:
    if indicator.scale != "minutes":
        return indicator
    unit, about = _MINUTES[mode]
    return replace(indicator, unit=unit, about=about)
