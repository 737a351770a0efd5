"""Errors that people are told of: a code for each reason, and its words in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class CodedError(Exception):
    """``code``: of ``WORDS``, a table of the class: code → French, to be translated where it is shown."""

    WORDS: ClassVar[Mapping[str, str]] = {}

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def words(self) -> str:
        return self.WORDS[self.code]
