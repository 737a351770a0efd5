"""The command ``maillage fragility``: from what was typed to the files written, and a summary in French."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..data_folder import data_folder
from ..engine.errors import IndicatorError
from ..engine.fragility.assessment import Assessment, France, Question, assess, france
from ..engine.fragility.axes import NAMES
from ..engine.fragility.help_points import Effect, effect, point_table
from ..engine.fragility.mediation import Mediation
from ..engine.fragility.shipped_points import shipped_points
from ..engine.fragility.weights import Weights
from ..engine.sources.local_axes import local_axes
from ..engine.sources.reference import Reference, load_reference
from ..engine.territory.gazetteer import gazetteer
from ..engine.territory.ring import located
from ..engine.territory.sphere import chord_of_km, unit_vectors
from ..engine.territory.territory import Territory, find_territory
from ..outputs.formats import formats_of
from ..outputs.fragility.files import FILES, IRIS, write_file, write_iris
from ..outputs.words.language import FRENCH

# A point farther than this from every town hall is not in France.
FAR_KM = 30.0
NAMED = 5


@dataclass(frozen=True)
class Asked:
    """What the command was asked, as it was typed."""

    weights: str | None
    points: tuple[str, ...]
    threshold: float
    fewest: float
    uptake: float
    sessions: float
    minutes: float
    hours_a_mediator: float
    formats: str | None


def fragility(
    words: Sequence[str], asked: Asked, *, out: Path, say: Callable[[str], Any] = lambda _: None
) -> list[Path]:
    """Assesses the territory that ``words`` name and writes its files to the folder ``out``; returns their paths.
    ``say`` is given a summary, line by line. Raises MaillageError."""
    formats = formats_of(asked.formats, FILES)
    reference = load_reference()
    territory = find_territory(words, gazetteer(reference))
    question = Question(
        weights=weights_of(asked.weights),
        mediation=Mediation(asked.uptake, asked.sessions, asked.minutes, asked.hours_a_mediator),
        threshold=asked.threshold,
        fewest=asked.fewest,
    )
    added = points_of(asked.points, reference)
    everywhere = france(
        reference,
        shipped_points(reference),
        local_axes(data_folder() / "sources", reference.communes.index, reference.successions),
    )
    found = assess(question, everywhere, territory.codes)
    changed = _effect(everywhere, found, added) if len(added) else None
    for line in (*_summary(territory, found), *([] if changed is None else _told(changed))):
        say(line)
    paths = [out / FILES[each] for each in formats]
    for each, path in zip(formats, paths, strict=True):
        write_file(found, each, path, territory=asdict(territory), reference=reference, effect=changed)
    if len(found.iris):
        paths.append(out / IRIS)
        write_iris(found, paths[-1])
    return paths


def weights_of(text: str | None) -> Weights:
    """``age=4,help=2`` → weights; axes that are not named count for nothing. Raises IndicatorError."""
    if text is None:
        return Weights()
    weights: dict[str, float] = {}
    for item in text.split(","):
        axis, _, number = item.partition("=")
        try:
            weights[axis.strip()] = float(number)
        except ValueError:
            raise IndicatorError(
                f"--weights: {item!r} is not an axis and a number.",
                hint="Write for example " + ",".join(f"{name}=1" for name in NAMES) + ".",
            ) from None
    return Weights(weights)


def points_of(texts: Sequence[str], reference: Reference) -> pd.DataFrame:
    """``48.9,1.7`` → points of help that would open there, each in the commune of the nearest town hall. Raises
    IndicatorError."""
    communes = located(reference.communes)
    halls = unit_vectors(communes["lat"].to_numpy(float), communes["lon"].to_numpy(float))
    rows = []
    for number, text in enumerate(texts, start=1):
        lat, lon = _degrees(text)
        chords = np.linalg.norm(halls - unit_vectors(np.array([lat]), np.array([lon])), axis=1)
        nearest = int(chords.argmin())
        if chords[nearest] > chord_of_km(FAR_KM):
            raise IndicatorError(
                f"--point: {text!r} is not in France.", hint="Give the latitude, then the longitude: 48.9,1.7."
            )
        rows.append((f"+{number}", text, "new", str(communes.index[nearest]), lat, lon))
    return point_table(rows, communes["density_class"])


def _degrees(text: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = np.nan
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise IndicatorError(f"--point: {text!r} is not a point.", hint="Write its degrees so: 48.9,1.7.")
    return lat, lon


def _effect(everywhere: France, found: Assessment, added: pd.DataFrame) -> Effect:
    inside = everywhere.communes.loc[found.communes.index]
    return effect(inside, found.communes["in_difficulty"], everywhere.points, added=added, router=everywhere.router)


def _summary(territory: Territory, found: Assessment) -> Iterator[str]:
    table, number = found.communes, FRENCH.number
    low, high = found.total("in_difficulty_low"), found.total("in_difficulty_high")
    yield (
        f"{territory.name} : environ {number(found.total('in_difficulty'))} personnes en difficulté avec le numérique "
        f"(entre {number(low)} et {number(high)})."
    )
    yield (
        f"{number(found.total('not_reached'))} vivent là où les médecins manquent : la télémédecine ne les "
        "atteindrait pas sans quelqu'un à côté d'elles."
    )
    hours = found.total("hours")
    mediators = hours / found.question.mediation.hours_a_mediator
    yield f"Médiation : {number(hours)} heures par an, soit {number(mediators, 1)} postes."
    first = table.dropna(subset="accompaniment_place").nsmallest(NAMED, "accompaniment_place")
    if len(first):
        yield "D'abord : " + ", ".join(first["name"]) + "."
    if found.missing:
        yield "Axes sans donnée, poids répartis sur les autres : " + ", ".join(axis.label for axis in found.missing)


def _told(changed: Effect) -> Iterator[str]:
    number = FRENCH.number
    yield (
        f"Avec ces points d'aide : {number(changed.gained)} personnes en difficulté de plus à moins de "
        f"{number(changed.within_minutes)} minutes ; en moyenne {number(changed.mean_before, 1)} minutes avant, "
        f"{number(changed.mean_after, 1)} après."
    )
