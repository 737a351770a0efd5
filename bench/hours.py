"""Rosters: fifty sites, sixteen sessions a week, thirty mediators, two weeks; three ways to the same model.

Run as ``python -m bench.hours``. The peer CP-SAT is measured where OR-Tools is installed, in a process of its own: its
wheel and that of HiGHS cannot be imported together. It is given the model of HiGHS in whole numbers, with the shares of
people reached in thousandths. Its answer is counted as the others are.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from .process import measure

SECONDS = 60.0
SITES, MEDIATORS, WEEKS = 50, 30, 2
FULL = "Mo-Fr 09:00-12:00,14:00-17:00,17:30-20:00; Sa 09:00-12:00"
PART = "Mo-Fr 09:00-12:30,13:30-17:00; Mo-Fr 17:30-20:00; Sa 09:00-12:30"
CONTRACTS = (35 * 60, 28 * 60, 17 * 60 + 30)
SATURDAYS = ("half", "half", "none", "all")
HEAD = "| way | people reached | proven at most | gap | seconds | peak memory |\n|---|---:|---:|---:|---:|---:|"
LABELS = {
    "maillage": "**maillage**: bound, ruin and recreate",
    "highs": "HiGHS on the whole model",
    "cpsat": "CP-SAT on the whole model",
}


def case():
    """Yvelines: cabins in every second of its hundred least served communes, mediators from its largest ones."""
    from maillage.engine.siting.hours.demand import Demand
    from maillage.engine.siting.hours.people import GROUPS, people_of, shares_of
    from maillage.engine.siting.hours.problem import Mediator, RosterProblem, Site
    from maillage.engine.sources.hours_week import read_week
    from maillage.engine.sources.reference import load_reference
    from maillage.engine.territory.places import Places
    from maillage.engine.travel.crow_flight import CrowFlight

    communes = load_reference().communes
    communes = communes[(communes["departement"] == "78") & communes["lat"].notna()]
    there = communes.nsmallest(2 * SITES, "apl_2023").sort_index().iloc[::2]
    homes = communes.nlargest(3 * MEDIATORS, "population").sample(MEDIATORS, random_state=1)

    def minutes(origins, destinations, within: float) -> np.ndarray:
        pairs = CrowFlight().pairs(Places.of_communes(origins), Places.of_communes(destinations), within_minutes=within)
        found = np.full(pairs.shape, np.inf)
        found[pairs.origin, pairs.destination] = pairs.minutes
        return found

    sites = tuple(
        Site(code, str(name), read_week(FULL if number % 2 else PART))
        for number, (code, name) in enumerate(there["name"].items())
    )
    mediators = tuple(
        Mediator(f"Mediator {number + 1}", CONTRACTS[number % 3], number % 4 > 0, SATURDAYS[number % 4])
        for number in range(MEDIATORS)
    )
    near = np.isfinite(minutes(communes, there, 15.0))
    demand = Demand(tuple(group.name for group in GROUPS), people_of(communes, GROUPS), shares_of(GROUPS), near)
    return RosterProblem(sites, mediators, minutes(homes, there, 60.0), minutes(there, there, 60.0), demand, WEEKS)


def maillage(_: Path) -> dict[str, float]:
    from maillage.engine.siting.hours.roster import plan_hours

    problem = case()
    end = time.monotonic() + SECONDS
    roster = plan_hours(problem, seconds_left=lambda: end - time.monotonic(), relative_gap=0.0)
    return {"people": roster.people, "bound": roster.bound}


def highs(_: Path) -> dict[str, float]:
    from maillage.engine.siting.milp import solve

    question, decision = whole()
    solved = solve(decision.model, time_limit_seconds=SECONDS)
    people = 0.0 if solved.values is None else people_in(question, decision, solved.values)
    return {"people": people, "bound": decision.reached[0].apart - solved.bound}


def prepare(folder: Path) -> dict[str, float]:
    _, decision = whole()
    lp = decision.model.lp()
    np.savez(
        folder / "roster.npz",
        start=lp.a_matrix_.start_,
        column=lp.a_matrix_.index_,
        coefficient=lp.a_matrix_.value_,
        lower=lp.row_lower_,
        upper=lp.row_upper_,
        cost=lp.col_cost_,
    )
    return {}


def cpsat(folder: Path) -> dict[str, float]:
    """Imports nothing of maillage's. Whole numbers: people in thousandths of a group, minutes of work, days."""
    from ortools.sat.python import cp_model

    lp, model = dict(np.load(folder / "roster.npz")), cp_model.CpModel()
    counted, thousandths = lp["cost"] < 0, 1000
    columns = [model.new_int_var(0, thousandths, "") if value else model.new_bool_var("") for value in counted.tolist()]
    for row, (first, last) in enumerate(pairwise([*lp["start"].tolist(), len(lp["column"])][: len(lp["lower"]) + 1])):
        own, coefficient = lp["column"][first:last], lp["coefficient"][first:last]
        scale = thousandths if counted[own].any() else 60
        whole = np.where(counted[own], coefficient, np.round(coefficient * scale)).astype(int)
        told = cp_model.LinearExpr.weighted_sum([columns[k] for k in own.tolist()], whole.tolist())
        if np.isfinite(lp["upper"][row]):
            model.add(told <= int(np.floor(lp["upper"][row] * scale + 1e-6)))
        if np.isfinite(lp["lower"][row]):
            model.add(told >= int(np.ceil(lp["lower"][row] * scale - 1e-6)))
    people = np.round(-lp["cost"][counted]).astype(int).tolist()
    model.maximize(cp_model.LinearExpr.weighted_sum([columns[k] for k in np.flatnonzero(counted)], people))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, 2
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    np.save(folder / "cpsat.npy", np.array([solver.value(each) for each in columns] if found else []))
    return {"bound": solver.best_objective_bound / thousandths}


def counted(folder: Path) -> dict[str, float]:
    question, decision = whole()
    values = np.load(folder / "cpsat.npy")
    return {"people": people_in(question, decision, values) if len(values) else 0.0}


def whole():
    """Duties without travel between sites, as in the first relaxation of maillage; every week and mediator."""
    from maillage.engine.siting.hours.model import decide
    from maillage.engine.siting.hours.roster import question_of

    question = question_of(case())
    held = np.zeros((WEEKS, len(question.problem.openings)), dtype=bool)
    return question, decide(question, range(MEDIATORS), held, [])


def people_in(question, decision, values: np.ndarray) -> float:
    opened = np.zeros((WEEKS, len(question.problem.openings)), dtype=bool)
    for week, columns in enumerate(decision.chosen):
        for number, own in enumerate(columns):
            chosen = question.kept[number][values[own] > 0.5]
            opened[week, question.choices[number].holds[chosen].indices] = True
    return question.public.people(opened)


PARTS = {"maillage": maillage, "highs": highs, "prepare": prepare, "cpsat": cpsat, "counted": counted}


def rows(python_with_ortools: str | None = None) -> Iterator[str]:
    """Lines of the table; CP-SAT's where OR-Tools can be imported, by another Python if one is named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for contestant in ("maillage", "highs"):
            yield line(contestant, *run(contestant, folder))
        run("prepare", folder)
        try:
            found, process = run("cpsat", folder, python_with_ortools)
        except SystemExit as error:
            yield f"| {LABELS['cpsat']} | not measured: {str(error).splitlines()[-1]} | | | | |"
            return
        found |= run("counted", folder)[0]
        yield line("cpsat", found, process)


def run(part: str, folder: Path, python: str | None = None):
    print(f"hours: {part}", file=sys.stderr, flush=True)
    process = measure(["-m", "bench.hours", part, str(folder)], python=python)
    return json.loads(process.output.splitlines()[-1]), process


def line(contestant: str, found: dict[str, float], process) -> str:
    people, bound = found["people"], found["bound"]
    gap = f"{bound / people - 1:.2%}" if people else "–"
    return (
        f"| {LABELS[contestant]} | {people:,.0f} | {bound:,.0f} | {gap} | {process.seconds:.0f} | "
        f"{process.peak_mb:,.0f} MB |"
    )


def main(words: list[str]) -> None:
    if words and words[0] in PARTS:
        print(json.dumps(PARTS[words[0]](Path(words[1]))))
        return
    print(HEAD)
    for each in rows(words[0] if words else None):
        print(each, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
