"""The command ``maillage site``: from what was asked to a proposal, and to the files written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..data_folder import data_folder
from ..engine.errors import SitingError
from ..engine.siting.effects import effects
from ..engine.siting.goals import Terms, goal
from ..engine.siting.plan import NoPlan
from ..engine.siting.proposal import Proposal
from ..engine.siting.question import Question
from ..engine.siting.sites import Cabin
from ..engine.siting.why_here import why_here
from ..engine.siting.wishes import Quota, Wishes
from ..engine.sources.imported import Imported, imported_tables, read_imported
from ..engine.sources.own_sites import read_own_sites
from ..engine.sources.reference import load_reference
from ..outputs.formats import formats_of
from ..outputs.siting.files import FILES, write_file
from ..outputs.words.siting import SHOWN_GAP
from .question import ground_of, possible_sites, question
from .router import planning_router


@dataclass(frozen=True)
class Asked:
    """What the command was asked, as it was typed."""

    goal: str
    count: int | None
    within: float
    threshold: float
    candidates: str
    sites: Path | None
    budget: float | None
    site_cost: float
    quotas: tuple[str, ...]
    lock: tuple[str, ...]
    forbid: tuple[str, ...]
    existing: tuple[str, ...]
    one_per_commune: bool
    each_epci: bool
    apart: float | None
    capacities: bool
    weigh_by: str
    stations: int
    hours: float
    weeks: float
    acts_an_hour: float
    roads: str | None
    mode: str
    factors: str | None
    time_limit: float
    seed: int
    formats: str | None


def site(words: Sequence[str], asked: Asked, *, out: Path, say: Callable[[str], Any] = lambda _: None) -> list[Path]:
    """Proposes sites for the territory that ``words`` name, and writes the files to ``out``; returns their paths.

    ``say`` is told the proposal in a few lines. Raises MaillageError; SitingError, with the wishes in conflict, where
    no choice of sites fulfils them.
    """
    formats = formats_of(asked.formats, FILES)
    proposal = propose(
        asked_question(words, asked),
        asked.goal,
        within_minutes=asked.within,
        threshold=asked.threshold,
        time_limit_seconds=asked.time_limit,
        seed=asked.seed,
    )
    reference = load_reference()
    for sentence in told_of(proposal):
        say(sentence)
    return [write_file(proposal, reference, each, out / FILES[each]) for each in formats]


def propose(
    asked: Question,
    goal_name: str,
    *,
    within_minutes: float,
    threshold: float,
    time_limit_seconds: float = 60.0,
    seed: int = 1,
) -> Proposal:
    """The best plan for a goal, what it changes and why each site is there.

    Raises SitingError where no choice of sites fulfils the wishes: the message names those in conflict.
    """
    sought = goal(goal_name)
    terms = Terms(asked.problem, asked.access, within_minutes, threshold)
    plan = sought.find(terms, time_limit_seconds=time_limit_seconds, seed=seed)
    if isinstance(plan, NoPlan):
        raise _refused(plan)
    told = effects(asked.problem, asked.access, plan.opened, within_minutes=within_minutes, threshold=threshold)
    why = why_here(terms, sought, plan.opened)
    return Proposal(asked, goal_name, within_minutes, threshold, plan, told, why)


def asked_question(words: Sequence[str], asked: Asked) -> Question:
    """The territory, the places where a site could open and the wishes. Raises MaillageError."""
    reference = load_reference()
    ground = ground_of(words, reference, planning_router(asked.roads, asked.mode, asked.factors))
    kinds = [kind.strip() for kind in asked.candidates.split(",") if kind.strip() not in {"", "none"}]
    listed = read_own_sites(asked.sites) if asked.sites else None
    table = possible_sites(ground, reference, kinds, finess=read_finess(last_finess()), listed=listed)
    wishes = Wishes(
        count=asked.count,
        budget=asked.budget,
        existing=asked.existing,
        locked=asked.lock,
        forbidden=asked.forbid,
        quotas=tuple(quota_of(text) for text in asked.quotas),
        one_per_commune=asked.one_per_commune,
        each_epci=asked.each_epci,
        apart_km=asked.apart,
        capacities=asked.capacities,
    )
    cabin = Cabin(asked.stations, asked.hours, asked.weeks, asked.acts_an_hour, asked.site_cost)
    return question(ground, table, wishes, cabin=cabin, weigh_by=asked.weigh_by)


def last_finess() -> Imported | None:
    """The last extraction of FINESS that was imported on this machine, if any. Raises SourceError."""
    found = [record for record in imported_tables(_imported()) if record.source == "finess"]
    return max(found, key=lambda record: record.vintage, default=None)


def read_finess(record: Imported | None) -> pd.DataFrame | None:
    """Its table. Raises SourceError."""
    return read_imported(record, _imported()).frame if record else None


def _imported() -> Path:
    return data_folder() / "sources"


def quota_of(text: str) -> Quota:
    """``own=25:25`` → between 25 and 25; ``own=25:`` at least; ``own=:25`` at most. Raises SitingError."""
    owner, _, numbers = text.partition("=")
    least, _, most = numbers.partition(":")
    try:
        return Quota(owner.strip(), int(least) if least.strip() else 0, int(most) if most.strip() else None)
    except ValueError:
        raise SitingError(
            f"--quota: {text!r} is not an owner and two numbers.", hint="Write for example own=25:25 or partner=:10."
        ) from None


def told_of(proposal: Proposal) -> Iterator[str]:
    """The proposal in a few lines."""
    after, before, plan = proposal.effects.after, proposal.effects.before, proposal.plan
    new, count = proposal.effects.new_sites, proposal.question.problem.wishes.count
    yield (
        f"{new} new sites: {after.people_within:,.0f} people ({after.share_within:.0%}) within "
        f"{proposal.within_minutes:g} minutes of an open one; {before.people_within:,.0f} today."
    )
    yield (
        f"Under {proposal.threshold:g} consultations a year: {after.people_under:,.0f} people in {after.places_under} "
        f"communes; {before.people_under:,.0f} in {before.places_under} today. Mean APL {after.apl_mean:.2f}; "
        f"{before.apl_mean:.2f} today."
    )
    if count is not None and new < count:
        yield f"{new} sites do all that can be done for this goal: one more would change nothing."
    proven = "No other choice of sites is better: proven."
    yield proven if plan.gap < SHOWN_GAP else f"Another choice could be better by {plan.gap:.1%} at most: proven."


def _refused(refused: NoPlan) -> SitingError:
    if refused.conflict is None:
        return SitingError("No plan was found before time was up.", hint="Give it longer (--time-limit).")
    gives = "; ".join(f"{wish}: {words}" for wish, words in refused.conflict.would_give.items())
    wishes = ", ".join(refused.conflict.wishes)
    return SitingError(
        f"These wishes cannot hold together: {wishes}.", hint=f"Any one of them would have to give. {gives}".strip()
    )
