"""Texts that are known by numbers, given in the order in which they are first met."""

from __future__ import annotations

from .tokens import stem


class Numbers(dict[str, int]):
    """``numbers[text]`` gives a new text the next number; ``numbers.get(text)`` does not."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Stems:
    """The words of an index: words of the same stem have the same number. ``of_word``: of a word as it is written, a
    new one is given a number. ``shown``: of each stem, how the first word that was met is written."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self.shown: list[str] = []
        self.of_word = _OfWord(self)

    def __len__(self) -> int:
        return len(self.numbers)

    def since(self, number: int) -> list[str]:
        """The stems that were met from this number on."""
        return list(self.numbers)[number:]

    def get(self, sought: str) -> int | None:
        """Of a stem."""
        return self.numbers.get(sought)


class _OfWord(dict[str, int]):
    """A dictionary, so that a word that is known costs no call."""

    def __init__(self, stems: Stems) -> None:
        super().__init__()
        self.stems = stems

    def __missing__(self, word: str) -> int:
        number = self[word] = self.stems.numbers[stem(word)]
        if number == len(self.stems.shown):
            self.stems.shown.append(word)
        return number
