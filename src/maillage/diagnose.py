"""The command ``maillage diagnose``: one function, from what was typed to the files written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from .data_folder import data_folder
from .engine.access.priority import PARTS, PriorityWeights
from .engine.diagnosis.columns import LATEST_YEAR
from .engine.errors import IndicatorError, TravelError
from .engine.sources.additions import Additions, additions
from .engine.sources.reference import load_reference
from .engine.sources.times import read_times
from .engine.study import Progress, Study, run, territory_of
from .engine.travel.crow_flight import CrowFlight
from .engine.travel.matrix import MatrixRouter
from .engine.travel.router import Router
from .outputs.files import FILES, default_formats, write_file
from .outputs.formats import formats_of

# Parts of a hundred of the bar that computing takes; writing shares the rest.
COMPUTING = 60


def diagnose(
    words: Sequence[str],
    *,
    out: Path,
    formats: str | None = None,
    year: int | None = None,
    threshold: float = 2.5,
    weights: str | None = None,
    times: Path | None = None,
    unit: Any = None,
    roads: str | None = None,
    mode: str = "car",
    factors: str | None = None,
    dask: str | None = None,
    say: Callable[[str], Any] = lambda _: None,
    progress: Callable[[int], Any] | None = None,
) -> list[Path]:
    """Diagnoses the territory that ``words`` name and writes its files to the folder ``out``; returns their paths.

    ``roads``, ``mode``, ``factors``: minutes of a road network. ``dask``: the cluster that computes. ``say`` is given,
    line by line, what the figures lack and, with roads, what these change against the crow-flight model.
    ``progress(total)`` gives a context manager with ``update(steps, label)``. Raises MaillageError.
    """
    asked = formats_of(formats, FILES) if formats is not None else None
    study = Study(
        tuple(words),
        year=LATEST_YEAR if year is None else year,
        threshold=threshold,
        priority_weights=priority_weights(weights),
    )
    asked = asked or default_formats(territory_of(study, load_reference()).kind)
    check_travel(times=times, unit=unit, roads=roads, factors=factors, dask=dask)
    travel = on_roads(roads, mode, factors, dask) if roads else off_roads(words, times, unit, dask)
    with _told(progress) as tell, travel as (router, executor):
        study = replace(study, router=router)
        result = run(
            study,
            additions=imported_figures(),
            executor=executor,
            progress=lambda step, done: tell(step, done * COMPUTING),
        )
        paths: list[Path] = []
        lines = [str(note) for note in result.notes]
        for position, each in enumerate(asked):
            tell(FILES[each], COMPUTING + (100 - COMPUTING) * position / len(asked))
            paths.append(out / FILES[each])
            write_file(result, each, paths[-1])
        if roads:
            # Imported here: a diagnosis without roads does not wait for the road engine.
            from .roads.diagnosis import against_the_model

            tell("crow-flight model", COMPUTING)
            path, changes = against_the_model(study, result, out)
            paths.append(path)
            lines += changes
        tell("", 100)
    for line in lines:
        say(line)
    return paths


def imported_figures() -> Additions:
    """What the files that were imported on this machine add to the figures of communes. Raises SourceError."""
    reference = load_reference()
    return additions(data_folder() / "sources", reference.communes.index, reference.successions)


def check_travel(*, times: Path | None, unit: Any, roads: str | None, factors: str | None, dask: str | None) -> None:
    """Raises TravelError where options about travel do not go together."""
    if roads and times:
        raise TravelError("--roads and --times are two answers to one question.", hint="Give one of them.")
    if unit and not times:
        raise TravelError(f"The unit of times was given ({unit}), and no times.", hint="Give --times FILE too.")
    if factors and not roads:
        raise TravelError("--factors are about the times of a road network.", hint="Give --roads too.")
    if dask and times:
        raise TravelError(
            "--times are computed already: there is nothing for a cluster to do.", hint="Leave out --dask."
        )


@contextmanager
def on_roads(roads: str, mode: str, factors: str | None, dask: str | None) -> Iterator[tuple[Router, Executor | None]]:
    """The router of a network, which hands out the minutes, by far the most of the work; figures are computed here."""
    from .roads.diagnosis import router_on, time_factors
    from .roads.installed import open_network
    from .roads.workers import workers_for

    network, hours = open_network(roads, mode), time_factors(factors)
    with workers_for(network, dask=dask) as workers:
        yield router_on(network, hours, workers), None


@contextmanager
def off_roads(
    words: Sequence[str], times: Path | None, unit: Any, dask: str | None
) -> Iterator[tuple[Router, Executor | None]]:
    """A file of times or the crow-flight model, and the cluster that computes its départements apart, if any."""
    if dask is None:
        yield CrowFlight() if times is None else matrix_router(times, unit, words), None
        return
    from .cluster.connect import cluster

    with cluster(dask) as there:
        yield CrowFlight(), there.executor


def matrix_router(path: Path, unit: Any, words: Sequence[str]) -> Router:
    """Times of a file, and the crow-flight model beyond it; the file must hold every commune of the territory."""
    times = read_times(path, unit=unit)
    router = MatrixRouter(times.origin, times.destination, times.minutes, times.codes, times.file, CrowFlight())
    router.check_covers(territory_of(Study(tuple(words)), load_reference()).codes)
    return router


def priority_weights(text: str | None) -> PriorityWeights:
    """``access=4,age=2`` → weights; parts that are not named count for nothing. Raises IndicatorError."""
    if text is None:
        return PriorityWeights()
    weights = dict.fromkeys(PARTS, 0.0)
    for item in text.split(","):
        part, _, number = item.partition("=")
        try:
            weights[part.strip()] += float(number)
        except (KeyError, ValueError):
            raise IndicatorError(
                f"--weights: {item!r} is not a part and a number.",
                hint="Write for example " + ",".join(f"{part}=1" for part in PARTS) + ".",
            ) from None
    return PriorityWeights(**weights)


@contextmanager
def _told(progress: Callable[[int], Any] | None) -> Iterator[Progress]:
    if progress is None:
        yield lambda *_: None
        return
    with progress(100) as bar:
        yield lambda step, done: bar.update(int(done) - bar.pos, step)
