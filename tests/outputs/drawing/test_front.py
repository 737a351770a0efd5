"""The chart of a front: every plan where its values say, the one that is worked on told apart by its shape."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from maillage.outputs.drawing.front import Point, front_chart

PLANS = [Point("A", 100, 9.0), Point("B", 300, 6.0), Point("C <plan>", 500, 5.0)]
HERE = Point("ce scénario", 400, 8.0, on_front=False, strong=True)


def drawn(points: list[Point]) -> str:
    return front_chart(points, title="Coût et minutes", x_text="coût", y_text="minutes")


def centres(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_plans_stand_in_the_order_of_their_values() -> None:
    places = centres(drawn(PLANS))
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    # More is up: the drawing's own y grows downwards.
    assert [y for _, y in places] == sorted(y for _, y in places)


def test_the_scenario_is_another_shape_and_not_part_of_the_front() -> None:
    with_it = drawn([*PLANS, HERE])
    assert len(centres(with_it)) == 3
    assert with_it.count("<title>ce scénario</title>") == 1
    steps = re.search(r'<path d="(M[^"]+)"[^>]*stroke-dasharray', with_it)
    assert steps is not None
    assert steps.group(1).count("H") == 2


def test_it_is_well_formed_whatever_the_names_and_however_few_the_plans() -> None:
    for points in ([], PLANS[:1], [PLANS[0], PLANS[0]], [*PLANS, HERE]):
        ElementTree.fromstring(drawn(points))
    assert "C &lt;plan&gt;" in drawn(PLANS)
