"""What the map of digital fragility can show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from maillage.web.marking import _

INDEX, CROSSING, ACCOMPANIMENT = "fragilite", "croisement", "accompagnement"
# Addresses of the axes, which are in French.
SLUGS = {
    "age": "age",
    "income": "revenu",
    "poverty": "pauvrete",
    "diploma": "diplome",
    "equipment": "equipement",
    "fibre": "fibre",
    "mobile": "4g",
    "help": "aide",
}


@dataclass(frozen=True)
class Indicator:
    """``column`` of an assessment, times ``times`` as it is read (100 for a share). ``scale``: how its classes are cut.
    ``low_is_fragile``: which end of the list comes first."""

    slug: str
    short: str
    title: str
    unit: str
    unit_short: str
    column: str
    decimals: int = 0
    times: float = 1.0
    scale: str = "auto"
    low_is_fragile: bool = False
    about: str = ""

    @property
    def axis(self) -> str:
        """Its axis; empty if it is none."""
        return self.column.removeprefix("value_") if self.column.startswith("value_") else ""


def _axis(name: str, short: str, title: str, unit: str, unit_short: str, **more: object) -> Indicator:
    return Indicator(SLUGS[name], short, title, unit, unit_short, f"value_{name}", **more)  # type: ignore[arg-type]


_SHARE = {"times": 100.0, "decimals": 0}

INDICATORS = (
    Indicator(
        INDEX,
        _("Fragilité"),
        _("Qui est tenu à l’écart du numérique"),
        _("points sur 100"),
        _("points"),
        "fragility",
        scale="points",
        about=_(
            "L’indice additionne des rangs : 60 points veulent dire qu’en moyenne, sur les axes connus, six Français "
            "sur dix vivent dans une commune mieux lotie."
        ),
    ),
    Indicator(
        CROSSING,
        _("Croisement avec les médecins"),
        _("Là où la télémédecine n’irait pas seule"),
        _("fragilité et accès aux médecins"),
        "",
        "crossing",
        scale="crossing",
        about=_(
            "La télémédecine aide là où les médecins manquent, sauf qui ne peut pas s’en servir seul. En foncé : les "
            "communes où les deux se cumulent."
        ),
    ),
    Indicator(
        ACCOMPANIMENT,
        _("Où accompagner d’abord"),
        _("Où accompagner d’abord"),
        _("points sur 100"),
        _("points"),
        "accompaniment",
        scale="points",
        about=_(
            "La moyenne géométrique de la fragilité et du manque de médecins : seule vient en tête une commune qui "
            "cumule les deux."
        ),
    ),
    _axis("help", _("Aide la plus proche"), _("Temps jusqu’à une personne qui aide"), _("minutes en voiture"),
          _("minutes"), scale="minutes"),
    _axis("age", _("Âge"), _("Une population âgée"),
          _("part des 65 ans et plus, ceux de 75 ans et plus comptés deux fois"), "%", **_SHARE),
    _axis("income", _("Revenu"), _("Un revenu faible"), _("euros par an, revenu médian"), _("euros"),
          low_is_fragile=True),
    _axis("poverty", _("Pauvreté"), _("La pauvreté"), _("part des habitants sous le seuil de pauvreté"), "%", **_SHARE),
    _axis("diploma", _("Diplôme"), _("Sans diplôme"), _("part des 15 ans et plus sortis de l’école"), "%", **_SHARE),
    _axis("equipment", _("Équipement"), _("Sans équipement"), _("part des ménages"), "%", **_SHARE),
    _axis("fibre", _("Fibre"), _("Sans fibre en 2018"), _("part des locaux"), "%", **_SHARE),
    _axis("mobile", _("4G"), _("Sans 4G"), _("part des habitants"), "%", **_SHARE),
)  # fmt: skip


def available(axes: Collection[str]) -> list[Indicator]:
    """The indicators of which anything is known. ``axes``: names of those that are."""
    return [each for each in INDICATORS if not each.axis or each.axis in axes]


def choose(slug: str | None, axes: Collection[str]) -> Indicator:
    """What the address asks for, or the index: an address never leads to an error."""
    known = available(axes)
    return next((each for each in known if each.slug == slug), known[0])
