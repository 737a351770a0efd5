"""Who somebody is, said by the table and the number of their row: the same for people of every kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM = re.compile(r"([a-z_]+\.[a-z_]+) ([1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True)
class PersonRef:
    """Written as the journal writes it: ``"accounts.user 12"``.

    >>> str(PersonRef.read("accounts.user 12"))
    'accounts.user 12'
    """

    kind: str
    number: int

    def __post_init__(self) -> None:
        if not FORM.fullmatch(f"{self.kind} {self.number}"):
            raise ValueError(f"{self.kind!r}, {self.number!r}: a person is named as in 'accounts.user 12'.")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @classmethod
    def read(cls, text: str) -> PersonRef:
        """Raises ValueError for anything that :func:`str` does not write."""
        match = FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r}: a person is named as in 'accounts.user 12'.")
        return cls(match[1], int(match[2]))
