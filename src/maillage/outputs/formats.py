"""Which files were asked for."""

from __future__ import annotations

from collections.abc import Collection

from ..engine.errors import OutputError


def formats_of(text: str | None, known: Collection[str]) -> tuple[str, ...]:
    """``json,csv`` → the formats in their order, each once; all that are ``known`` where nothing is said.

    Raises OutputError for an unknown one, or none.
    """
    if text is None:
        return tuple(known)
    asked = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    hint = "Choose among " + ", ".join(known) + "."
    for each in asked:
        if each not in known:
            raise OutputError(f"No format is called {each!r}.", hint=hint)
    if not asked:
        raise OutputError("No format was given.", hint=hint)
    return asked
