"""A lesson: one sheet of paper for who learns, in easy words, and one for who teaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """``picture``: a pictogram; ``lines``: one idea each."""

    picture: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """What the teacher does, and for how long."""

    minutes: int
    text: str


@dataclass(frozen=True)
class Guide:
    """For who teaches."""

    aim: tuple[str, ...]
    material: tuple[str, ...]
    careful: tuple[str, ...]
    steps: tuple[Phase, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Lesson:
    """``promise``: what one can do afterwards; ``words``: (word, what it means) of those that are not easy."""

    slug: str
    title: str
    promise: str
    about: tuple[str, ...]
    need: tuple[str, ...]
    steps: tuple[Step, ...]
    careful: tuple[str, ...]
    help: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    guide: Guide

    def spoken(self) -> Iterator[str]:
        """Every line that a learner reads, in order."""
        yield from (self.title, self.promise, *self.about, *self.need)
        for step in self.steps:
            yield from step.lines
        yield from (*self.careful, *self.help)
        yield from (meaning for _word, meaning in self.words)


def read_lesson(slug: str, said: Mapping[str, Any]) -> Lesson:
    """From the values of its file. Raises KeyError for what is missing and TypeError for what is not known."""
    said = dict(said)
    guide = dict(said.pop("guide"))
    steps = tuple(Phase(**each) for each in guide.pop("steps"))
    return Lesson(
        slug=slug,
        steps=tuple(Step(each["picture"], tuple(each["lines"])) for each in said.pop("steps")),
        words=tuple((each["word"], each["meaning"]) for each in said.pop("words")),
        guide=Guide(steps=steps, **_lists(guide)),
        **_lists(said),
    )


def _lists(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
