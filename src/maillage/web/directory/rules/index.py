"""All entries as they are sought, in arrays: 100,000 are asked in a few thousandths of a second.

An index never changes: what has changed makes another one, which shares its words. Rows of entries as they were before
stay in it, dead.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from maillage.engine.sources.directory.lists import KINDS
from maillage.engine.territory.sphere import unit_vectors

from .documents import FIELDS, Document
from .numbers import Numbers, Stems
from .postings import Postings

STEP_FREE = ("", "yes", "partly", "no")
# The week of a place that has no usual one.
UNUSUAL = -1
NAME_BYTES = 8
_KIND = {kind: number for number, kind in enumerate(KINDS)}
_STEP_FREE = {code: number for number, code in enumerate(STEP_FREE)}
_OTHER = _KIND["other"]
ROW = np.dtype(
    [
        ("entry", np.int64),
        ("alive", np.bool_),
        ("name", np.uint64),
        ("name_words", np.uint8),
        ("kind", np.uint8),
        ("step_free", np.uint8),
        ("departement", np.uint8),
        ("density", np.int8),
        ("placed", np.bool_),
        ("lat", np.float64),
        ("lon", np.float64),
        ("week", np.int32),
    ]
)
SPAN = np.dtype([("week", np.int32), ("begin", np.uint16), ("end", np.uint16)])


@dataclass(frozen=True)
class Index:
    """``rows``: one for each entry (ROW); ``where``: its points on the unit sphere; ``hours``: of rows without a usual
    week. ``owner``, ``service``: for each service, the row of its entry and its number. ``words``: of rows, by the
    numbers of ``stems``; ``facts``: of services, by the numbers of ``codes``. ``spans``: minutes of ``weeks``."""

    revision: int = 0
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=ROW))
    where: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    hours: dict[int, str] = field(default_factory=dict)
    owner: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    service: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    words: Postings = field(default_factory=Postings)
    facts: Postings = field(default_factory=Postings)
    spans: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=SPAN))
    stems: Stems = field(default_factory=Stems)
    codes: Numbers = field(default_factory=Numbers)
    weeks: Numbers = field(default_factory=Numbers)
    communes: Numbers = field(default_factory=Numbers)
    departements: Numbers = field(default_factory=Numbers)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def dead(self) -> int:
        return len(self.rows) - int(np.count_nonzero(self.rows["alive"]))

    @property
    def nbytes(self) -> int:
        """Of its arrays."""
        arrays = (self.rows, self.where, self.owner, self.service, self.spans)
        lists = (self.words, self.facts)
        return sum(each.nbytes for each in arrays) + sum(
            part.nbytes for each in lists for part in (each.starts, each.rows, each.weights)
        )

    def changed(self, documents: Iterable[Document], *, revision: int) -> Index:
        """With these entries as they are now."""
        new = _Batch(self)
        for document in documents:
            new.add(document)
        more = np.array(new.rows, dtype=ROW)
        rows = self.rows.copy()
        rows["alive"] &= ~np.isin(rows["entry"], np.frombuffer(new.seen, dtype=np.int64))
        return replace(
            self,
            revision=revision,
            rows=np.concatenate([rows, more]),
            where=np.concatenate([self.where, unit_vectors(more["lat"], more["lon"])]),
            hours=self.hours | new.hours,
            owner=np.concatenate([self.owner, np.frombuffer(new.owner, dtype=np.int32)]),
            service=np.concatenate([self.service, np.frombuffer(new.service, dtype=np.int64)]),
            words=self.words.grown(*new.words.arrays(), many=len(self.stems)),
            facts=self.facts.grown(*new.facts.arrays(), many=len(self.codes)),
            spans=np.concatenate([self.spans, np.array(new.spans, dtype=SPAN)]),
        )


class _Pairs:
    """Number, row, weight, gathered without an object each."""

    def __init__(self) -> None:
        self.numbers, self.rows, self.weights = array("i"), array("i"), bytearray()

    def add(self, numbers: list[int], row: int, weight: int) -> None:
        self.numbers.extend(numbers)
        self.rows.extend([row] * len(numbers))
        self.weights.extend([weight] * len(numbers))

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return (
            np.frombuffer(self.numbers, dtype=np.int32),
            np.frombuffer(self.rows, dtype=np.int32),
            np.frombuffer(self.weights, dtype=np.uint8),
        )


class _Batch:
    """Documents on their way to the end of the arrays of an index."""

    def __init__(self, index: Index) -> None:
        self.index, self.first_row, self.first_service = index, len(index.rows), len(index.owner)
        self.known_weeks = len(index.weeks)
        self.seen, self.owner, self.service = array("q"), array("i"), array("q")
        self.rows: list[tuple] = []
        self.hours: dict[int, str] = {}
        self.spans: list[tuple[int, int, int]] = []
        self.words, self.facts = _Pairs(), _Pairs()

    def add(self, document: Document) -> None:
        self.seen.append(document.entry)
        if not document.listed:
            return
        row = self.first_row + len(self.rows)
        lines = [line.split() for line in document.words.split("\n")]
        for weight, line in zip(FIELDS.values(), lines, strict=True):
            self.words.add([self.index.stems[word] for word in line], row, weight)
        for line in document.services.split("\n"):
            number, *codes = line.split()
            self.facts.add([self.index.codes[code] for code in codes], self.first_service + len(self.owner), 0)
            self.owner.append(row)
            self.service.append(int(number))
        self.index.communes[document.commune]
        placed = document.lat is not None and document.lon is not None
        self.rows.append(
            (
                document.entry,
                True,
                int.from_bytes(document.name.encode("ascii", "replace")[:NAME_BYTES].ljust(NAME_BYTES, b" "), "big"),
                min(len(lines[0]), 255),
                _KIND.get(document.kind, _OTHER),
                _STEP_FREE.get(document.step_free, 0),
                self.index.departements[document.departement],
                document.density,
                placed,
                document.lat if placed else 0.0,
                document.lon if placed else 0.0,
                self._week(document, row),
            )
        )

    def _week(self, document: Document, row: int) -> int:
        if document.week is None:
            self.hours[row] = document.hours
            return UNUSUAL
        number = self.index.weeks[document.week]
        if number >= self.known_weeks:
            self.known_weeks = number + 1
            spans = (span.split("-") for span in document.week.split())
            self.spans += [(number, int(begin), int(end)) for begin, end in spans]
        return number
