"""Texts that are known by numbers, given in the order in which they are first met."""

from __future__ import annotations

from .tokens import stem


class Numbers(dict[str, int]):
    """``numbers[text]`` gives a new text the next number; ``numbers.get(text)`` does not."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Stems:
    """The words of an index: words of the same stem have the same number. ``shown``: of each stem, how the first word
    that was met is written."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self.shown: list[str] = []
        self._of_word: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, word: str) -> int:
        """Of a word as it is written; a new one is given a number."""
        known = self._of_word.get(word)
        if known is None:
            known = self._of_word[word] = self.numbers[stem(word)]
            if known == len(self.shown):
                self.shown.append(word)
        return known

    def since(self, number: int) -> list[str]:
        """The stems that were met from this number on."""
        return list(self.numbers)[number:]

    def get(self, sought: str) -> int | None:
        """Of a stem."""
        return self.numbers.get(sought)
