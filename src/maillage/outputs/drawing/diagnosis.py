"""The drawings of a diagnosis, with their words: the same for the page, the report and the download."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ...engine.diagnosis.columns import BY_NAME, SHARE, Column
from ...engine.diagnosis.result import Result
from ..words.language import FRENCH, Language
from ..words.names import commune
from ..words.territory import place_of
from .axes import Mark
from .bars import Part, Row, before_after, horizontal_bars, stacked_bars
from .basemap import Basemap
from .choropleth import LABEL_SIZE, choropleth
from .distribution import Group, distribution_strip
from .histogram import histogram_legend
from .lorenz import lorenz_curve
from .palette import APL_SCALE, MINUTES_SCALE, TEAL, Scale, sequential
from .scatter import scatter
from .svg import Svg
from .trend import Series, breaks_of, trend_lines

PRIORITY_PARTS = {
    "priority_access": "#8c510a",
    "priority_age": "#d9a441",
    "priority_poverty": "#5ab4ac",
    "priority_digital": "#01665e",
}
DARK_INK = "#17212b"
# The axis of the distribution strips: beyond it live one person in a hundred.
HIGHEST_APL = 7.0
# A commune is shown with those that lie within this share of its own width and height.
NEIGHBOURHOOD = 0.8


def scale_of(column: str, values: np.ndarray) -> Scale:
    """The classes of an indicator: the same everywhere for the APL and for minutes, others follow their values."""
    if column.startswith("apl"):
        return APL_SCALE
    if column.startswith("minutes_to"):
        return MINUTES_SCALE
    return sequential(values)


def value_text(column: Column, language: Language = FRENCH) -> Callable[[float], str]:
    """How a value of an indicator is written, without its unit."""
    if column.unit == SHARE:
        return lambda value: language.percent(value, column.decimals)
    return lambda value: language.number(value, column.decimals)


def base_of(result: Result, *, width: float = 640, max_height: float = 760) -> Basemap:
    """What all maps of a diagnosis share; worth keeping when several are drawn."""
    return Basemap.of(result.communes.geometry, result.ring.geometry, width=width, max_height=max_height)


def indicator_map(
    result: Result,
    column: str = "apl",
    *,
    base: Basemap | None = None,
    language: Language = FRENCH,
    link: Callable[[str], str] | None = None,
    highlight: str | None = None,
    labels: int = 12,
    label_size: float = LABEL_SIZE,
) -> Svg:
    """The map of one indicator over the territory, its neighbours greyed."""
    communes, known = result.communes, BY_NAME[column]
    message = language.gettext("Carte %(of)s : %(indicator)s")
    place = place_of(result.territory).in_language(language.code)
    return choropleth(
        base or base_of(result),
        communes[column],
        communes["name"],
        scale_of(column, communes[column].to_numpy(float)),
        title=message % {"of": place.of, "indicator": language.gettext(known.label)},
        description=language.gettext("Chaque commune est colorée selon sa classe ; la liste donne les mêmes valeurs."),
        value_text=value_text(known, language),
        missing_text=language.gettext("donnée manquante"),
        link=link,
        highlight=highlight,
        importance=communes["population"],
        labels=labels,
        label_size=label_size,
    )


def neighbourhood_map(result: Result, code: str, *, language: Language = FRENCH, max_height: float = 760) -> Svg:
    """A commune among those around it, inside the territory or not: their published APL."""
    columns = ["name", "population", "apl", "geometry"]
    around = pd.concat([result.communes[columns], result.ring[columns]])
    west, south, east, north = around.loc[[code]].total_bounds.tolist()
    across, down = NEIGHBOURHOOD * (east - west), NEIGHBOURHOOD * (north - south)
    near = around.cx[west - across : east + across, south - down : north + down]
    message = language.gettext("Carte %(of)s et des communes voisines : %(indicator)s")
    place = commune(str(around.loc[code, "name"])).in_language(language.code)
    return choropleth(
        Basemap.of(near.geometry, max_height=max_height),
        near["apl"],
        near["name"],
        APL_SCALE,
        title=message % {"of": place.of, "indicator": language.gettext(BY_NAME["apl"].label)},
        value_text=value_text(BY_NAME["apl"], language),
        missing_text=language.gettext("donnée manquante"),
        highlight=code,
        importance=near["population"].where(near.index != code, float("inf")),
    )


def indicator_legend(result: Result, column: str = "apl", *, language: Language = FRENCH, width: float = 300) -> Svg:
    """The legend of that map: communes by class; for the APL, the threshold and the national mean."""
    known, values = BY_NAME[column], result.communes[column].to_numpy(float)
    marks: list[Mark] = []
    if column == "apl":
        marks = _apl_marks(result, language)
    write = value_text(known, language) if known.unit == SHARE else language.axis_number
    return histogram_legend(
        values,
        scale_of(column, values),
        title=language.gettext("Légende : %(indicator)s") % {"indicator": language.gettext(known.label)},
        caption=language.gettext("hauteur : nombre de communes"),
        unit=language.gettext(known.unit) if known.unit else "",
        marks=marks,
        missing_text=lambda count: (
            language.ngettext("%(count)s sans donnée", "%(count)s sans donnée", count)
            % {"count": language.number(count)}
        ),
        format_tick=write,
        width=width,
    )


def apl_trend(result: Result, *, language: Language = FRENCH, width: float = 560, height: float = 260) -> Svg:
    """The published APL through the years, against France."""
    trend, place = result.trend, place_of(result.territory)
    series = [Series("France", trend["apl_france"].tolist(), breaks=breaks_of(trend["share_known_france"]))]
    if result.territory.kind != "france":
        own = trend["apl"].tolist()
        series.insert(0, Series(place.name, own, TEAL, strong=True, breaks=breaks_of(trend["share_known"])))
    return trend_lines(
        [int(year) for year in trend.index],
        series,
        title=language.gettext("Consultations de généraliste par an et par habitant, année par année"),
        format_value=lambda value: language.number(value, 2),
        format_tick=language.axis_number,
        threshold=_threshold(result, language),
        gap_text=language.gettext("pas de donnée"),
        width=width,
        height=height,
    )


def departement_bars(result: Result, codes: list[str], *, language: Language = FRENCH, width: float = 560) -> Svg:
    """The published APL of départements of France, in the order of ``codes``."""
    rows = result.departements.loc[codes]
    france = result.benchmarks["france"]["apl_mean"]
    return horizontal_bars(
        [Row(str(name), (float(apl),)) for name, apl in zip(rows["name"], rows["apl"], strict=True)],
        title=language.gettext("Consultations de généraliste par an et par habitant, par département"),
        format_value=lambda value: language.number(value, 2),
        scale=APL_SCALE,
        marks=[_threshold(result, language), Mark(france, f"France {language.number(france, 2)}")],
        width=width,
    )


def priority_bars(result: Result, *, most: int = 10, language: Language = FRENCH, width: float = 560) -> Svg:
    """The communes of the highest priority, part by part; parts that are unknown count for nothing."""
    first = result.communes.dropna(subset=["priority"]).nlargest(most, "priority")
    names = {
        "priority_access": language.gettext("accès"),
        "priority_age": language.gettext("75 ans et plus"),
        "priority_poverty": language.gettext("faibles revenus"),
        "priority_digital": language.gettext("numérique"),
    }
    inks = {"priority_age": DARK_INK, "priority_poverty": DARK_INK}
    parts = [Part(names[column], colour, inks.get(column, "#ffffff")) for column, colour in PRIORITY_PARTS.items()]
    values = first[list(PRIORITY_PARTS)].fillna(0.0).to_numpy(float).tolist()
    return stacked_bars(
        [Row(str(name), tuple(row)) for name, row in zip(first["name"], values, strict=True)],
        parts,
        title=language.gettext("Les communes prioritaires, et ce qui fait leur indice"),
        format_value=language.number,
        highest=max(float(first["priority"].max()) if len(first) else 0.0, 1.0),
        width=width,
    )


def ageing_bars(result: Result, *, most: int = 6, language: Language = FRENCH, width: float = 520) -> Svg:
    """Care needed because of age, today and in ten years, in consultations: the territory's largest communes."""
    communes = result.communes.dropna(subset=["need_index", "need_index_in_10_years"])
    largest = communes.nlargest(most, "population")
    return before_after(
        [
            Row(str(row["name"]), (float(row["need_index"]), float(row["need_index_in_10_years"])))
            for _, row in largest.iterrows()
        ],
        names=(language.gettext("aujourd'hui"), language.gettext("dans dix ans")),
        title=language.gettext("Besoin de soins lié à l'âge (1 = moyenne nationale d'aujourd'hui)"),
        format_value=lambda value: language.number(value, 2),
        width=width,
    )


def apl_lorenz(result: Result, *, language: Language = FRENCH, width: float = 340) -> Svg:
    """How equally access is shared among the territory's people."""
    half = language.gettext("La moitié la moins\nbien servie reçoit\n%(share)s des consultations")
    return lorenz_curve(
        result.lorenz,
        title=language.gettext("Partage de l'accès entre les habitants (courbe de Lorenz)"),
        people_text=language.gettext("habitants, du moins bien au mieux servi"),
        care_text=language.gettext("part des consultations"),
        equality_text=language.gettext("partage égal"),
        half_text=lambda share: half % {"share": language.percent(share)},
        format_tick=language.percent,
        width=width,
    )


def agreement_scatter(result: Result, *, language: Language = FRENCH, width: float = 380) -> Svg:
    """Computed against published APL of 2019, a point a commune."""
    communes, agreement = result.communes, result.agreement
    note = f"r = {language.number(agreement.pearson, 2)}" if np.isfinite(agreement.pearson) else ""
    return scatter(
        communes["apl_computed"].to_numpy(float),
        communes[f"apl_{agreement.year}"].to_numpy(float),
        communes["population"].to_numpy(float),
        title=language.gettext("APL calculée et APL publiée, commune par commune"),
        x_text=language.gettext("calculée"),
        y_text=language.gettext("publiée par la DREES (%(year)s)") % {"year": str(agreement.year)},
        note=note,
        diagonal_text=language.gettext("accord parfait"),
        format_tick=language.axis_number,
        width=width,
    )


def commune_strip(result: Result, code: str, *, language: Language = FRENCH, width: float = 360) -> Svg:
    """Where a commune's published APL stands in its territory and in France."""
    row = result.communes.loc[code, ["name", "apl"]].to_dict()
    apl, name = float(row["apl"]), str(row["name"])
    inside = result.communes.dropna(subset=["apl", "population"])
    groups = [Group("France", result.histogram[:, 0], result.histogram[:, 1])]
    if len(inside) > 1 and result.territory.kind != "france":
        own = Group(
            place_of(result.territory).name, inside["apl"].to_numpy(float), inside["population"].to_numpy(float)
        )
        groups.insert(0, own)
    message = language.gettext("%(name)s : %(apl)s consultations par an et par habitant, parmi les autres communes")
    return distribution_strip(
        apl,
        groups,
        APL_SCALE,
        title=message % {"name": name, "apl": language.number(apl, 2)},
        value_text=f"{name} {language.number(apl, 2)}",
        high=HIGHEST_APL,
        threshold=_threshold(result, language),
        format_tick=language.axis_number,
        width=width,
    )


def _threshold(result: Result, language: Language) -> Mark:
    return Mark(
        result.threshold, language.gettext("seuil %(value)s") % {"value": language.axis_number(result.threshold)}
    )


def _apl_marks(result: Result, language: Language) -> list[Mark]:
    france, own = result.benchmarks["france"]["apl_mean"], result.summary["apl_mean"]
    marks = [_threshold(result, language), Mark(france, f"France {language.number(france, 2)}")]
    if result.territory.kind != "france" and np.isfinite(own):
        name = place_of(result.territory).name
        # Not inside the text below: the tools that gather messages do not look there.
        shown = name if len(name) <= 22 else language.gettext("moyenne")
        marks.append(
            Mark(
                own,
                f"{shown} {language.number(own, 2)}",
                strong=True,
            )
        )
    return marks
