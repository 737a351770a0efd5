"""The drawings of real diagnoses: well formed, allowed by a strict policy, complete, light."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from maillage.engine.diagnosis.columns import COLUMNS
from maillage.outputs.drawing import diagnosis as draw

SVG = "{http://www.w3.org/2000/svg}"


def _all(result):
    code = str(result.communes.index[0])
    return {
        "map": draw.indicator_map(result),
        "linked map": draw.indicator_map(result, "priority", link=lambda c: f"/communes/{c}/?a=1&b=2", highlight=code),
        "neighbourhood": draw.neighbourhood_map(result, code),
        "legend": draw.indicator_legend(result),
        "trend": draw.apl_trend(result),
        "départements": draw.departement_bars(result, ["78", "95", "974"]),
        "priority": draw.priority_bars(result),
        "ageing": draw.ageing_bars(result),
        "lorenz": draw.apl_lorenz(result),
        "scatter": draw.agreement_scatter(result),
        "strip": draw.commune_strip(result, code),
    }


@pytest.fixture(params=["yvelines", "guadeloupe", "paris"])
def drawings(request):
    return _all(request.getfixturevalue(request.param))


def test_every_drawing_is_well_formed_named_and_needs_no_inline_style(drawings):
    for name, svg in drawings.items():
        root = ElementTree.fromstring(svg)
        assert root.tag == f"{SVG}svg", name
        assert root.find(f"{SVG}title").text, name
        assert root.get("role") in {"img", "group"}, name
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert not tags & {"style", "script", "foreignObject", "image"}, name
        attributes = {key for element in root.iter() for key in element.attrib}
        assert not {a for a in attributes if a == "style" or a.startswith("on")}, name
        assert not re.search(r"\b(nan|inf|None)\b", re.sub(r"<(title|text|desc)[^>]*>[^<]*", "", svg)), name


def test_nothing_is_written_outside_a_drawing(drawings):
    for name, svg in drawings.items():
        root = ElementTree.fromstring(svg)
        _, _, width, height = map(float, root.get("viewBox").split())
        for element in root.iter(f"{SVG}text"):
            assert -1 <= float(element.get("x")) <= width + 1, (name, element.text)
            assert 0 <= float(element.get("y")) <= height + 1, (name, element.text)


def test_every_commune_is_on_the_map_with_its_value(yvelines):
    root = ElementTree.fromstring(draw.indicator_map(yvelines))
    paths = {path.get("data-code"): path for path in root.iter(f"{SVG}path") if path.get("data-code")}

    assert set(paths) == set(yvelines.communes.index)
    assert paths["78410"].find(f"{SVG}title").text == "Moisson · 0,50"
    assert all(path.get("d") for path in paths.values())


def test_a_map_of_a_departement_is_light(yvelines):
    svg = draw.indicator_map(yvelines)
    communes = svg[svg.index('class="communes"') : svg.index('class="edge"')]
    assert len(communes.encode()) < 60_000
    assert len(svg.encode()) < 100_000


def test_a_link_leads_to_the_commune_and_stays_out_of_the_keyboards_way(yvelines):
    root = ElementTree.fromstring(draw.indicator_map(yvelines, link=lambda code: f"/c/{code}/?x=1&y=2"))
    links = list(root.iter(f"{SVG}a"))

    assert len(links) == len(yvelines.communes)
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert links[0].get("href") == f"/c/{links[0][0].get('data-code')}/?x=1&y=2"


def test_the_colour_of_a_commune_is_that_of_its_class(yvelines):
    root = ElementTree.fromstring(draw.indicator_map(yvelines))
    scale = draw.scale_of("apl", yvelines.communes["apl"].to_numpy(float))
    drawn = {
        path.get("data-code"): group.get("fill")
        for group in root.iter(f"{SVG}g")
        if group.get("data-class")
        for path in group
    }
    assert drawn == {code: scale.colour(apl) for code, apl in yvelines.communes["apl"].items()}


def test_missing_values_are_hatched_and_counted(guadeloupe):
    column = "minutes_to_emergency_published"
    missing = set(guadeloupe.communes.index[guadeloupe.communes[column].isna()])
    assert missing
    root = ElementTree.fromstring(draw.indicator_map(guadeloupe, column))
    hatched = next(group for group in root.iter(f"{SVG}g") if group.get("fill") == "url(#missing)")

    assert {path.get("data-code") for path in hatched} == missing
    assert f"{len(missing)} sans donnée" in draw.indicator_legend(guadeloupe, column)


def test_the_brown_classes_are_the_communes_under_the_threshold(yvelines):
    apl = yvelines.communes["apl"].to_numpy(float)
    counts = np.bincount(draw.scale_of("apl", apl).classify(apl), minlength=8)
    assert counts.sum() == 259
    assert counts[:4].sum() == 154


@pytest.mark.parametrize("column", [c.name for c in COLUMNS if c.is_number and not c.name.startswith("apl_20")])
def test_every_indicator_has_a_map_and_a_legend(guadeloupe, column):
    drawn = ElementTree.fromstring(draw.indicator_map(guadeloupe, column))
    legend = ElementTree.fromstring(draw.indicator_legend(guadeloupe, column))
    assert {path.get("data-code") for path in drawn.iter(f"{SVG}path")} >= set(guadeloupe.communes.index)
    assert legend.tag.endswith("svg")


def test_the_year_without_figures_is_a_gap(yvelines):
    svg = draw.apl_trend(yvelines)
    assert "pas de donnée" in svg
    lines = re.findall(r'<path d="(M[^"]*)" fill="none"', svg)
    # That of France breaks in 2022 too: Paris, Lyon, Marseille and Corsica come in.
    assert [d.count("M") for d in lines] == [2, 3]
