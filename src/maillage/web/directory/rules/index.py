"""All entries as they are sought, in arrays: 100,000 are asked in a few thousandths of a second.

An index never changes: what has changed makes another one, which shares its words. Rows of entries as they were before
stay in it, dead.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

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
    """``rows``: one for each entry, its columns those of ROW; ``where``: its points on the unit sphere; ``hours``: of
    rows without a usual week. ``owner``, ``service``: for each service, the row of its entry and its number. ``words``:
    of rows, by the numbers of ``stems``; ``facts``: of services, by the numbers of ``codes``. ``spans``: minutes of
    ``weeks``."""

    revision: int = 0
    rows: Mapping[str, np.ndarray] = field(default_factory=lambda: _columns(np.zeros(0, dtype=ROW)))
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
        return len(self.rows["entry"])

    @cached_property
    def code_bits(self) -> np.ndarray:
        """Of each code, the entries with a service that has it, as :func:`bits`."""
        none = np.zeros((0, -(-len(self) // 64)), dtype=np.uint64)
        return np.vstack([none, *(bits(self._having(number)) for number in range(len(self.facts)))])

    @cached_property
    def kind_bits(self) -> np.ndarray:
        """Of each kind, its entries, as :func:`bits`."""
        return np.array([bits(self.rows["kind"] == number) for number in range(len(KINDS))])

    def _having(self, number: int) -> np.ndarray:
        found = np.zeros(len(self), dtype=bool)
        found[self.owner[self.facts.of(number)[0]]] = True
        return found

    @cached_property
    def fact_codes(self) -> np.ndarray:
        """The code of each row of ``facts``."""
        return self.facts.numbers()

    @cached_property
    def fact_owners(self) -> np.ndarray:
        """The entry whose service each row of ``facts`` is."""
        return self.owner[self.facts.rows]

    @property
    def dead(self) -> int:
        return len(self) - int(np.count_nonzero(self.rows["alive"]))

    @property
    def nbytes(self) -> int:
        """Of its arrays."""
        arrays = (*self.rows.values(), self.where, self.owner, self.service, self.spans)
        lists = (self.words, self.facts)
        return sum(each.nbytes for each in arrays) + sum(
            part.nbytes for each in lists for part in (each.starts, each.rows, each.weights)
        )

    def changed(self, documents: Iterable[Document], *, revision: int) -> Index:
        """With these entries as they are now."""
        new = _Batch(self)
        for document in documents:
            new.add(document)
        more = _columns(np.array(new.rows, dtype=ROW))
        again = np.isin(self.rows["entry"], np.frombuffer(new.seen, dtype=np.int64))
        rows = {**self.rows, "alive": self.rows["alive"] & ~again}
        return replace(
            self,
            revision=revision,
            rows={name: np.concatenate([column, more[name]]) for name, column in rows.items()},
            where=np.concatenate([self.where, unit_vectors(more["lat"], more["lon"])]),
            hours=self.hours | new.hours,
            owner=np.concatenate([self.owner, np.frombuffer(new.owner, dtype=np.int32)]),
            service=np.concatenate([self.service, np.frombuffer(new.service, dtype=np.int64)]),
            words=self.words.grown(*new.words.arrays(), many=len(self.stems)),
            facts=self.facts.grown(*new.facts.arrays(), many=len(self.codes)),
            spans=np.concatenate([self.spans, np.array(new.spans, dtype=SPAN)]),
        )


def bits(mask: np.ndarray) -> np.ndarray:
    """A mask in whole words of 64: a hundred of them are counted in the time that it takes to read one mask."""
    packed = np.packbits(mask)
    return np.concatenate([packed, np.zeros(-len(packed) % 8, dtype=np.uint8)]).view(np.uint64)


def count_bits(words: np.ndarray) -> np.ndarray:
    """How many are set in each row."""
    return np.bitwise_count(words).sum(axis=-1, dtype=np.int64)


def _columns(rows: np.ndarray) -> dict[str, np.ndarray]:
    """Each in one piece, as they are read."""
    return {name: np.ascontiguousarray(rows[name]) for name in ROW.names or ()}


class _Pairs:
    """Numbers line by line: all of a line belong to the same row and weigh the same."""

    def __init__(self) -> None:
        self.numbers, self.many, self.rows, self.weights = array("i"), array("i"), array("i"), bytearray()

    def add(self, numbers: Iterable[int], row: int, weight: int) -> None:
        before = len(self.numbers)
        self.numbers.extend(numbers)
        self.many.append(len(self.numbers) - before)
        self.rows.append(row)
        self.weights.append(weight)

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Number, row and weight, one of each."""
        many = np.frombuffer(self.many, dtype=np.int32)
        return (
            np.frombuffer(self.numbers, dtype=np.int32),
            np.repeat(np.frombuffer(self.rows, dtype=np.int32), many),
            np.repeat(np.frombuffer(self.weights, dtype=np.uint8), many),
        )


class _Batch:
    """Documents on their way to the end of the arrays of an index."""

    def __init__(self, index: Index) -> None:
        self.index, self.first_row, self.first_service = index, len(index), len(index.owner)
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
            self.words.add(map(self.index.stems.of_word.__getitem__, line), row, weight)
        for line in document.services.split("\n"):
            number, *codes = line.split()
            self.facts.add(map(self.index.codes.__getitem__, codes), self.first_service + len(self.owner), 0)
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
