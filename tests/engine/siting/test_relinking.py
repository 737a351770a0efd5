"""The way from one plan to another, and the exchanges it is made of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.axes import AXES, axis
from maillage.engine.siting.exchange import NONE, Exchange
from maillage.engine.siting.goals import Terms
from maillage.engine.siting.relinking import way

from .small_questions import allowed, questions

AXIS = st.sampled_from(sorted(AXES))


@settings(max_examples=25)
@given(questions(), AXIS, st.data())
def test_an_exchange_is_worth_what_the_plan_measures_after_it(asked, name, data):
    m = len(asked.problem.candidates)
    is_open = np.array(data.draw(st.lists(st.booleans(), min_size=m, max_size=m)))
    terms, sought = Terms(asked.problem, asked.access), axis(name)
    exchange = Exchange(terms, sought)
    room = np.append(np.flatnonzero(~is_open), NONE)
    for closing in (*np.flatnonzero(is_open).tolist(), NONE):
        values = exchange.values(is_open, closing, room)
        for opening, value in zip(room.tolist(), values, strict=True):
            after = (set(np.flatnonzero(is_open).tolist()) - {closing}) | {opening}
            opened = np.array(sorted(after - {NONE}), dtype=int)
            assert value == pytest.approx(sought.measure(terms, opened), abs=1e-9)


@settings(max_examples=25)
@given(questions(), st.lists(AXIS, min_size=2, max_size=2, unique=True))
def test_every_stop_is_allowed_and_nearer_the_end_than_the_one_before(asked, names):
    plans = list(asked.plans())
    if len(plans) < 2:
        return
    start, end = set(plans[0].tolist()), set(plans[-1].tolist())
    terms = Terms(asked.problem, asked.access)
    before = start
    for stop in way(terms, (axis(names[0]), axis(names[1])), (1.0, 1.0), plans[0], plans[-1]):
        now = set(stop.tolist())
        assert allowed(asked.problem, now)
        assert len(now ^ end) < len(before ^ end)
        assert len(now - before) <= 1
        assert len(before - now) <= 1
        before = now
