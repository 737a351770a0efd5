"""Every column of a diagnosis: what people call it, its unit, where it comes from or how it is computed.

The CSV, the indicator chooser, the method page and the report all read this one table, so that no figure is shown
without its source. Labels and methods are French message ids (English stands in the catalogue).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["identity", "people", "published", "supply", "computed", "need", "priority", "why"]
Better = Literal["high", "low", ""]


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Marks a message for translation without translating it."""
    return message


@dataclass(frozen=True)
class Column:
    """One column. ``sources``: reference columns that it is taken or computed from, as they are named there, in a
    diagnosis of the latest year (:func:`~.figures.columns_of` has those of another).

    ``unit`` is spelled out once beside the figures; ``percent`` columns hold shares between 0 and 1. ``better`` says
    which end is the good one, if there is one.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    decimals: int = 0
    better: Better = ""
    sources: tuple[str, ...] = ()
    method: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it can be drawn and averaged."""
        return self.kind != "identity" and self.unit != "code"


APL_YEARS = (2015, 2016, 2017, 2018, 2019, 2021, 2022, 2023)
LATEST_YEAR = 2023
# Years for which the workbook gives the standardised and total populations that averages and counts need.
POPULATION_YEARS = (2022, 2023)

ACTS = N_("consultations par an et par habitant")
PER_10_000 = N_("pour 10 000 habitants")
PEOPLE = N_("habitants")
SHARE = N_("part des habitants")
MINUTES = N_("minutes")
POINTS = N_("points sur 100")
GPS = N_("médecins généralistes")

_TWO_STEP = N_("offre de chaque commune partagée entre les habitants qui peuvent y venir, puis sommée")
_NEAREST = N_("temps jusqu'à la commune équipée la plus proche, sur le modèle de temps affiché")

IDENTITY = (
    Column("name", N_("Commune"), "identity", sources=("name",)),
    Column("departement", N_("Département"), "identity", sources=("departement",)),
    Column("region", N_("Région"), "identity", sources=("region",)),
    Column("epci", N_("EPCI (SIREN)"), "identity", sources=("epci",)),
    Column("epci_name", N_("Intercommunalité"), "identity", sources=("epci",)),
    Column("postcodes", N_("Codes postaux"), "identity", sources=("postcodes",)),
    Column("lat", N_("Latitude de la mairie"), "identity", N_("degrés"), 5, sources=("lat",)),
    Column("lon", N_("Longitude de la mairie"), "identity", N_("degrés"), 5, sources=("lon",)),
    Column("area_km2", N_("Superficie"), "identity", "km²", 1, sources=("area_km2",)),
    Column("density_class", N_("Densité (grille Insee)"), "identity", sources=("density_class",)),
    Column("rurality_class", N_("Ruralités (grille ANCT)"), "identity", sources=("rurality_class",)),
    Column("living_basin_name", N_("Bassin de vie"), "identity", sources=("living_basin_name",)),
)

PEOPLE_COLUMNS = (
    Column("population", N_("Habitants"), "people", PEOPLE, sources=("population",)),
    Column("total_population", N_("Population de l'APL"), "people", PEOPLE, sources=("total_population_2023",)),
    Column(
        "standardised_population",
        N_("Population standardisée par âge"),
        "people",
        N_("habitants standardisés"),
        sources=("standardised_population_2023",),
    ),
    Column("share_under_18", N_("Moins de 18 ans"), "people", SHARE, 1, sources=("share_under_18_2016",)),
    Column("share_65_plus", N_("65 ans et plus"), "people", SHARE, 1, sources=("share_65_plus_2016",)),
    Column("share_75_plus", N_("75 ans et plus"), "people", SHARE, 1, sources=("share_75_plus_2020",)),
    Column("median_income", N_("Revenu médian"), "people", N_("euros par an"), sources=("median_income_2015",)),
    Column("poverty_rate", N_("Taux de pauvreté"), "people", SHARE, 1, "low", sources=("poverty_rate_2015",)),
    Column(
        "digital_fragility",
        N_("Fragilité numérique"),
        "people",
        N_("100 = moyenne de la région"),
        0,
        "low",
        sources=("digital_interface_2020", "digital_skills_2020"),
        method=N_("moyenne des deux axes de l'indice"),
    ),
)

PUBLISHED = (
    Column("apl", N_("APL aux médecins généralistes"), "published", ACTS, 2, "high", sources=("apl_2023",)),
    Column(
        "apl_under_65",
        N_("APL aux médecins de moins de 65 ans"),
        "published",
        ACTS,
        2,
        "high",
        sources=("apl_under_65_2023",),
    ),
    *(Column(f"apl_{year}", f"APL {year}", "published", ACTS, 2, "high", (f"apl_{year}",)) for year in APL_YEARS),
    Column(
        "minutes_to_emergency_published",
        N_("Minutes jusqu'aux urgences (publié)"),
        "published",
        MINUTES,
        0,
        "low",
        sources=("minutes_to_emergency_2019",),
    ),
)

SUPPLY = (
    Column("gps", N_("Médecins généralistes"), "supply", GPS, sources=("gps_2019",)),
    Column("gps_60_plus", N_("dont 60 ans et plus"), "supply", GPS, sources=("gps_60_plus_2019",)),
)


@dataclass(frozen=True)
class Service:
    """A kind of place or professional, counted by commune in the reference column ``column``.

    Beyond ``within_minutes`` the nearest is only said to be farther. ``access_label`` where people share the time of
    professionals: an accessibility is computed too.
    """

    name: str
    label: str
    column: str
    minutes_label: str
    access_label: str = ""
    within_minutes: float = 30.0


SERVICES = (
    Service("gp", N_("Médecins généralistes"), "gps_2019", N_("Minutes jusqu'au généraliste le plus proche")),
    Service(
        "nurse",
        N_("Infirmiers"),
        "nurse_2013",
        N_("Minutes jusqu'à l'infirmier le plus proche"),
        N_("Accès aux infirmiers"),
    ),
    Service(
        "physiotherapist",
        N_("Kinésithérapeutes"),
        "physiotherapist_2013",
        N_("Minutes jusqu'au kinésithérapeute le plus proche"),
        N_("Accès aux kinésithérapeutes"),
    ),
    Service(
        "dentist",
        N_("Dentistes"),
        "dentist_2013",
        N_("Minutes jusqu'au dentiste le plus proche"),
        N_("Accès aux dentistes"),
    ),
    Service(
        "midwife",
        N_("Sages-femmes"),
        "midwife_2013",
        N_("Minutes jusqu'à la sage-femme la plus proche"),
        N_("Accès aux sages-femmes"),
    ),
    Service("pharmacy", N_("Pharmacies"), "pharmacy_2013", N_("Minutes jusqu'à la pharmacie la plus proche")),
    Service(
        "emergency",
        N_("Urgences"),
        "emergency_2013",
        N_("Minutes jusqu'aux urgences les plus proches"),
        within_minutes=90.0,
    ),
    Service(
        "maternity",
        N_("Maternités"),
        "maternity_2013",
        N_("Minutes jusqu'à la maternité la plus proche"),
        within_minutes=90.0,
    ),
)

COMPUTED = (
    Column(
        "apl_computed",
        N_("APL calculée (libéraux 2019)"),
        "computed",
        ACTS,
        2,
        "high",
        ("gps_2019", "standardised_population_2022"),
        N_("méthode de la DREES, activité moyenne par médecin, temps du modèle"),
    ),
    Column(
        "apl_computed_without_60_plus",
        N_("APL calculée sans les 60 ans et plus"),
        "computed",
        ACTS,
        2,
        "high",
        ("gps_2019", "gps_60_plus_2019", "standardised_population_2022"),
        N_("la même, si les médecins de 60 ans et plus partent sans être remplacés"),
    ),
    Column("gp_density", N_("Densité de généralistes"), "computed", PER_10_000, 1, "high", ("gps_2019", "population")),
    *(
        Column(name, label, "computed", PER_10_000, 1, "high", ("gps_2019", "population"), _TWO_STEP)
        for name, label in (
            ("access_2sfca", N_("Généralistes à 15 minutes (2SFCA)")),
            ("access_e2sfca", N_("Généralistes, décroissance gaussienne (E2SFCA)")),
            ("access_m2sfca", N_("Généralistes, l'éloignement est une perte (M2SFCA)")),
            ("access_bfca", N_("Généralistes, demande équilibrée (BFCA)")),
        )
    ),
    Column(
        "crowding",
        N_("Habitants par généraliste dans les cabinets de la commune (i2SFCA)"),
        "computed",
        N_("habitants par médecin"),
        0,
        "low",
        ("gps_2019", "population"),
        N_("habitants de chaque commune partagés entre les médecins qu'ils peuvent joindre, puis sommés"),
    ),
    Column("gps_within_15", N_("Généralistes à 15 minutes"), "computed", GPS, 0, "high", ("gps_2019",)),
    Column("population_within_15", N_("Habitants à 15 minutes"), "computed", PEOPLE, 0, "", ("population",)),
    *(
        Column(
            f"minutes_to_{service.name}",
            service.minutes_label,
            "computed",
            MINUTES,
            0,
            "low",
            (service.column,),
            _NEAREST,
        )
        for service in SERVICES
    ),
    *(
        Column(
            f"access_{service.name}",
            service.access_label,
            "computed",
            PER_10_000,
            1,
            "high",
            (service.column, "population"),
            _TWO_STEP,
        )
        for service in SERVICES
        if service.access_label
    ),
)

NEED = (
    Column(
        "need_index",
        N_("Besoin lié à l'âge"),
        "need",
        N_("1 = moyenne nationale"),
        2,
        "",
        ("standardised_population_2023", "total_population_2023"),
        N_("population standardisée rapportée à la population"),
    ),
    Column(
        "need_index_in_10_years",
        N_("Besoin lié à l'âge dans dix ans"),
        "need",
        N_("1 = moyenne nationale d'aujourd'hui"),
        2,
        "",
        ("share_under_18_2016", "share_65_plus_2016", "share_75_plus_2020", "standardised_population_2023"),
        N_("scénario : chacun vieillit de dix ans, naissances constantes, sans déménagement"),
    ),
)

PRIORITY = (
    Column(
        "priority",
        N_("Indice de priorité"),
        "priority",
        POINTS,
        0,
        "low",
        ("apl_2023", "share_75_plus_2020", "median_income_2015", "digital_interface_2020", "digital_skills_2020"),
        N_("somme pondérée de rangs parmi les habitants de France ; poids affichés et modifiables"),
    ),
    Column("priority_access", N_("dont accès aux généralistes"), "priority", POINTS, 1, "low", ("apl_2023",)),
    Column("priority_age", N_("dont 75 ans et plus"), "priority", POINTS, 1, "low", ("share_75_plus_2020",)),
    Column("priority_poverty", N_("dont faibles revenus"), "priority", POINTS, 1, "low", ("median_income_2015",)),
    Column(
        "priority_digital",
        N_("dont fragilité numérique"),
        "priority",
        POINTS,
        1,
        "low",
        ("digital_interface_2020", "digital_skills_2020"),
    ),
)

WHY = (
    Column("gps_within_20", N_("Généralistes à 20 minutes"), "why", GPS, 0, "high", ("gps_2019",)),
    Column("people_per_gp_within_20", N_("Habitants par généraliste à 20 minutes"), "why", PEOPLE, 0, "low"),
    Column("nearest_gp", N_("Commune du généraliste le plus proche"), "why", "code"),
    Column("best_addition", N_("Où un généraliste de plus aiderait le plus"), "why", "code"),
    Column("best_addition_gain", N_("Gain d'APL pour un généraliste de plus à cet endroit"), "why", ACTS, 2),
    Column("rank", N_("Rang dans le territoire (1 = le moins bien servi)"), "why", N_("rang")),
    Column(
        "rank_france_share",
        N_("Part des habitants de France moins bien servis"),
        "why",
        SHARE,
        1,
        "high",
        ("apl_2023", "total_population_2023"),
    ),
)

COLUMNS = (*IDENTITY, *PEOPLE_COLUMNS, *PUBLISHED, *SUPPLY, *COMPUTED, *NEED, *PRIORITY, *WHY)
BY_NAME = {column.name: column for column in COLUMNS}
