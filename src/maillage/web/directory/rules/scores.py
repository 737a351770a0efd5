"""How well each entry of an index has what is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.engine.sources.directory.lists import KINDS

from .index import Index
from .question import Term
from .synonyms import shown_by

# What the code of a place or of a service is worth beside a word of its name.
KIND_WORTH, TOPIC_WORTH, SHOWN_WORTH = 0.95, 0.75, 0.7
# What is only called so, where a kind of place is meant: the pharmacy « de la mairie ».
CALLED_SO_WORTH = 0.85
# What only helps to choose.
WEAK_BONUS, WHOLE_NAME_BONUS, BOTH_BONUS = 0.05, 0.1, 0.05
# What is closer than this is as good.
STEPS = 100


@dataclass(frozen=True, slots=True)
class Scores:
    """``worth (n,)``: 0 where an entry lacks what is needed. ``loosely``: nothing had all of it; these have most."""

    worth: np.ndarray
    loosely: bool = False


def scores(index: Index, terms: Sequence[Term], passing: np.ndarray) -> Scores:
    """``passing``: rows that may be found at all."""
    needed = [term for term in terms if term.needed] or list(terms)
    each = np.stack([_worth(index, term) for term in needed]) if needed else np.zeros((0, len(index)), np.float32)
    has = np.count_nonzero(each, axis=0) * passing
    most = int(has.max(initial=0))
    if not most:
        return Scores(np.zeros(len(index), np.float32))
    worth = each.sum(axis=0) / len(needed)
    for term in terms:
        if term not in needed:
            worth += WEAK_BONUS * _worth(index, term)
    said = sum(len(term.spellings) for term in terms)
    worth += WHOLE_NAME_BONUS * np.minimum(1, said / np.maximum(index.rows["name_words"], 1)) * (worth > TOPIC_WORTH)
    return Scores(np.where(has == most, np.round(worth * STEPS) / STEPS, 0), loosely=most < len(needed))


def _worth(index: Index, term: Term) -> np.ndarray:
    """The better of the words and of what they mean; a little more where both are there."""
    words, means = _of_words(index, term), _of_meaning(index, term)
    if term.meaning.kinds:
        words *= CALLED_SO_WORTH
    return np.maximum(words, means) + BOTH_BONUS * ((words > 0) & (means > 0))


def _of_meaning(index: Index, term: Term) -> np.ndarray:
    found = np.zeros(len(index), np.float32)
    for topic in term.meaning.topics:
        services, _ = index.facts.of(index.codes.get(f"topics:{topic}"))
        found[index.owner[services]] = TOPIC_WORTH
        for word in shown_by().get(topic, ()):
            rows, weights = index.words.of(index.stems.get(word))
            found[rows] = np.maximum(found[rows], weights * np.float32(SHOWN_WORTH / 100))
    for kind in term.meaning.kinds:
        found[index.rows["kind"] == KINDS.index(kind)] = KIND_WORTH
    return found


def _of_words(index: Index, term: Term) -> np.ndarray:
    """All the words of a phrase, by the weakest of them."""
    found = None
    for spellings in term.spellings:
        here = np.zeros(len(index), np.float32)
        for stem, value in spellings:
            rows, weights = index.words.of(index.stems.get(stem))
            here[rows] = np.maximum(here[rows], weights * np.float32(value / 100))
        found = here if found is None else np.minimum(found, here)
    return np.zeros(len(index), np.float32) if found is None else found
