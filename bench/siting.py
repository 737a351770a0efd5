"""Where to open: published optima, the model case, a large case, and PySAL's spopt beside us with the same HiGHS.

Run as ``python -m bench.siting FAMILY [FOLDER]``; prints a line of a Markdown table for each case. The line says what
was found, what is proven, and how long it took from the minutes to the plan.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from .process import ROOT, measure

INSTANCES = ROOT.parent / "shared/instances"
HEAD = "| case | value | known or proven | gap | time | of processor |\n|---|---:|---:|---:|---:|---:|"
PEERS_HEAD = (
    "| n | model | maillage | of processor | spopt + HiGHS | of processor | times faster (processor) | first calls | "
    "values |\n|---:|---|---:|---:|---:|---:|---:|---:|---|"
)
TIME_LIMIT = 600.0
PEERS = (250, 500, 1000)
PEER_SITES = 50
PEER_REACH = 6.0
# The peer loses what it found when time is up; it is given more than what has been seen.
PEER_SECONDS = 400.0
# Short calls are made again, by both, and the least counts: the first also pays for cold memory.
CALLS, CALLS_SECONDS = 7, 3.0
LARGE = (5000, 1000)


class Took(NamedTuple):
    answer: object
    seconds: float
    processor: float


def timed(solve: Callable[[], object]) -> Took:
    start = time.perf_counter(), time.process_time()
    answer = solve()
    return Took(answer, time.perf_counter() - start[0], time.process_time() - start[1])


def line(name: str, took: Took, *, known: float | None = None, times: float = 1.0, digits: int = 0) -> str:
    """One case. ``times``: what makes the published total of a plan's mean."""
    plan = took.answer
    if not plan.feasible:
        return f"| {name} | none | {plan.conflict} |  | {took.seconds:.2f} s | {took.processor:.2f} s |"
    told = f"bound {plan.bound * times:,.{digits}f}" if known is None else f"{known:,.{digits}f}"
    gap = "proven" if plan.proven else f"{plan.gap:.2%}"
    value = f"{plan.value * times:,.{digits}f}"
    return f"| {name} | {value} | {told} | {gap} | {took.seconds:.2f} s | {took.processor:.2f} s |"


def pmed() -> Iterator[str]:
    from maillage.engine.siting.p_median import p_median

    from . import instances

    for number in range(1, 41):
        each = instances.pmed(INSTANCES, number)
        took = timed(lambda it=each: p_median(it.problem, beyond_minutes=it.beyond, time_limit_seconds=TIME_LIMIT))
        n, count = len(each.problem.demand), each.problem.wishes.count
        yield line(f"{each.name}, {n} places, {count} sites", took, known=each.optimum, times=n)


def pmedcap() -> Iterator[str]:
    from maillage.engine.siting.p_median import p_median

    from . import instances

    for number in range(1, 21):
        each = instances.pmedcap(INSTANCES, number)
        took = timed(lambda it=each: p_median(it.problem, beyond_minutes=it.beyond, time_limit_seconds=TIME_LIMIT))
        yield line(each.name, took, known=each.optimum, times=each.problem.demand.weight.sum())


def cap() -> Iterator[str]:
    from maillage.engine.siting.facility_location import facility_location

    from . import instances

    for number in instances.CAPS:
        each = instances.cap(INSTANCES, number)
        took = timed(
            lambda it=each: facility_location(
                it.problem, cost_per_minute=1.0, shared=True, time_limit_seconds=TIME_LIMIT
            )
        )
        yield line(each.name, took, known=each.optimum, digits=3)


def census() -> Iterator[str]:
    from maillage.engine.siting.coverage import coverage

    from . import instances

    for name, metres, best in (("NewYork", 400.0, 1_153_640), ("Bronx", 600.0, 1_205_051)):
        each = instances.census(INSTANCES, name, count=50, metres=metres, optimum=best)
        took = timed(lambda it=each: coverage(it.problem, within_minutes=it.beyond, time_limit_seconds=60.0))
        yield line(f"{each.name}, best published {best:,}", took)


def model_case() -> Iterator[str]:
    from maillage.engine.siting.coverage import coverage
    from maillage.engine.siting.kolm_pollak import kolm_pollak
    from maillage.engine.siting.p_centre import p_centre
    from maillage.engine.siting.p_median import p_median
    from maillage.engine.siting.set_cover import set_cover

    from . import model_case as case

    free, full = case.model_case(), case.model_case(capacity_of_demand=1.15)
    goals = {
        "maximal coverage within 8 minutes": lambda: coverage(free, within_minutes=8.0),
        "p-median": lambda: p_median(free, beyond_minutes=60.0),
        "p-centre": lambda: p_centre(free),
        "least P90": lambda: p_centre(free, share=0.9),
        "set cover within 20 minutes": lambda: set_cover(free, within_minutes=20.0),
        "Kolm-Pollak": lambda: kolm_pollak(free, beyond_minutes=60.0),
        "coverage within 8 minutes, capacities": lambda: coverage(full, within_minutes=8.0),
        "p-median, capacities 115 % of the people": lambda: p_median(full, beyond_minutes=60.0),
    }
    for name, goal in goals.items():
        yield line(name, timed(goal), digits=3)


def large() -> Iterator[str]:
    from maillage.engine.siting.coverage import coverage
    from maillage.engine.siting.p_median import p_median
    from maillage.engine.siting.wishes import Wishes

    from .instances import problem_of

    n, m = LARGE
    random = np.random.default_rng(1)
    homes, places = random.random((n, 2)) * 100, random.random((m, 2)) * 100
    minutes = np.hypot(*(homes[:, None] - places).transpose(2, 0, 1))
    problem = problem_of(minutes, random.integers(1, 100, n).astype(float), Wishes(count=50))
    for name, goal in (
        ("p-median", lambda: p_median(problem, beyond_minutes=150.0)),
        ("coverage", lambda: coverage(problem, within_minutes=PEER_REACH)),
    ):
        yield line(f"{name}, {n:,} × {m:,}, 50 sites, 60 s", timed(goal), digits=3)


def points(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Distances ``(n, n)`` between points of a square, and weights ``(n,)``."""
    random = np.random.default_rng(1)
    at = random.random((n, 2)) * 100
    return np.hypot(*(at[:, None] - at).transpose(2, 0, 1)), random.integers(1, 100, n).astype(float)


def ours(model: str, distance: np.ndarray, weight: np.ndarray) -> float:
    from maillage.engine.siting.coverage import coverage
    from maillage.engine.siting.p_median import p_median
    from maillage.engine.siting.wishes import Wishes

    from .instances import problem_of

    problem = problem_of(distance, weight, Wishes(count=PEER_SITES))
    if model == "coverage":
        return coverage(problem, within_minutes=PEER_REACH).value
    return p_median(problem, beyond_minutes=150.0).value * weight.sum()


def theirs(model: str, distance: np.ndarray, weight: np.ndarray) -> float:
    import pulp
    from spopt.locate import MCLP, PMedian

    solver = pulp.HiGHS(msg=False, timeLimit=PEER_SECONDS)
    if model == "coverage":
        asked = MCLP.from_cost_matrix(distance, weight, service_radius=PEER_REACH, p_facilities=PEER_SITES)
    else:
        asked = PMedian.from_cost_matrix(distance, weight, p_facilities=PEER_SITES)
    return float(pulp.value(asked.solve(solver).problem.objective))


def contestant(who: str, model: str, n: int) -> Iterator[str]:
    """The least of some calls: the value, or what it said instead, and its times; then the processor time of the first.

    Imports and the making of points are not counted.
    """
    import highspy  # noqa: F401

    from maillage.engine.siting import coverage, p_median  # noqa: F401

    from . import instances  # noqa: F401

    question = points(n)
    if who == "theirs":
        import pulp  # noqa: F401
        from spopt import locate  # noqa: F401

    def solve() -> float | str:
        try:
            return (ours if who == "ours" else theirs)(model, *question)
        except Exception as failed:  # noqa: BLE001 - whatever a peer raises is what it answers
            return f"{type(failed).__name__}"

    calls = [timed(solve)]
    while len(calls) < CALLS and sum(call.seconds for call in calls) < CALLS_SECONDS:
        calls.append(timed(solve))
    least = min(calls, key=lambda call: call.processor)
    yield f"{least.answer}\t{least.seconds}\t{least.processor}\t{calls[0].processor}"


def peers() -> Iterator[str]:
    """Lines of a table: the same question to both, in a process each."""
    for n in PEERS:
        for model in ("p-median", "coverage"):
            asked = []
            for who in ("ours", "theirs"):
                print(f"siting: {model}, {n}, {who}", file=sys.stderr, flush=True)
                asked.append(measure(["-m", "bench.siting", "contestant", who, model, str(n)]).output.split("\t"))
            (value, clock, used, first), (peer_value, peer_clock, peer_used, peer_first) = asked
            same = peer_value[0].isdigit() and abs(float(value) / float(peer_value) - 1) < 1e-6
            told = "the same" if same else f"{float(value):,.0f}; spopt: {peer_value}"
            yield (
                f"| {n:,} | {model} | {float(clock):.4f} s | {float(used):.4f} s | {float(peer_clock):.2f} s | "
                f"{float(peer_used):.2f} s | {float(peer_used) / float(used):.0f} | "
                f"{float(peer_first) / float(first):.0f} | {told} |"
            )


FAMILIES: dict[str, Callable[..., Iterator[str]]] = {
    "pmed": pmed,
    "pmedcap": pmedcap,
    "cap": cap,
    "census": census,
    "model_case": model_case,
    "large": large,
}


def rows() -> Iterator[str]:
    """All families, each in a process of its own, with its peak memory; then the peers."""
    yield HEAD
    for name in FAMILIES:
        print(f"siting: {name}", file=sys.stderr, flush=True)
        process = measure(["-m", "bench.siting", name])
        yield process.output.rstrip()
        yield f"| *{name}: peak memory {process.peak_mb:,.0f} MB* |  |  |  |  |  |"
    yield f"\n{PEERS_HEAD}"
    yield from peers()


if __name__ == "__main__":
    family, *words = sys.argv[1:]
    found = contestant(words[0], words[1], int(words[2])) if family == "contestant" else FAMILIES[family]()
    for each in found:
        print(each, flush=True)
