"""Whom the narrowed question gives up, beside every plan that is as good as a known one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.apl_threshold import people_left_under
from maillage.engine.siting.lacking import lacking_places
from maillage.engine.siting.narrowed import narrowed
from maillage.engine.siting.wishes import rules

from .small_questions import questions

THRESHOLD = 2.5


def under(asked, opened):
    return people_left_under(asked.problem, asked.access.after(opened), THRESHOLD)


@settings(max_examples=30)
@given(questions(), st.integers(0, 10_000))
def test_no_plan_as_good_as_the_known_one_lifts_who_is_given_up(asked, draw):
    plans = list(asked.plans())
    if not plans:
        return
    known = under(asked, plans[draw % len(plans)])
    lacking = lacking_places(asked.problem, asked.access, THRESHOLD)
    found, _ = narrowed(lacking, rules(asked.problem), known, time_limit_seconds=10.0, seed=1)
    given_up = np.setdiff1d(lacking.place, found.place)
    for opened in plans:
        if under(asked, opened) <= known:
            assert (asked.access.after(opened)[given_up] < THRESHOLD).all()
    everyone = lacking.people.sum() + lacking.hopeless
    assert found.people.sum() + found.hopeless == everyone
