"""The authority's own lists for opening hours: its sites, its mediators, and when people can come. CSV files.

Sites, a line each: ``name``; a place, ``commune`` (code or name) or ``lat`` and ``lon``; ``sessions``, when it could
open (:mod:`.hours_week`). May be left out: ``required`` (sessions that must be open), ``at_least``, ``at_most`` (hours
a week), ``autonomous`` (yes: it opens without a mediator).

Mediators: ``name``; ``commune`` or ``lat`` and ``lon``, where they set off from; ``hours`` a week. May be left out:
``evenings`` (yes), ``saturdays`` (none, half, all: one in two), ``minutes`` (at most, to a site).

Groups: ``group``; ``age`` (young: under 18, adult, older: 65 and more); ``share`` of that age; ``morning``,
``afternoon``, ``evening``, ``saturday``, ``sunday``: the share who could come to a session then.

Titles and words may be French as well.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from .hours_week import EXAMPLE, Session, read_week
from .own_list import PLACE_TITLES, OwnList

TITLES = PLACE_TITLES | {
    "name": r"name|nom|site|m[ée]diat(?:eur|rice|or)",
    "commune": rf"code|base|r[ée]sidence|{PLACE_TITLES['commune']}",
    "sessions": r"sessions?|possible|horaires|opening_hours|plages",
    "required": r"required|obligatoires?|must",
    "at_least": r"at_least|au_moins|min(?:imum)?_?h(?:eure|our)?s?",
    "at_most": r"at_most|au_plus|max(?:imum)?_?h(?:eure|our)?s?",
    "autonomous": r"autonomous|autonome",
    "hours": r"hours|heures|contrat|contract",
    "evenings": r"evenings?|soirs?|soir[ée]es?",
    "saturdays": r"saturdays?|samedis?",
    "minutes": r"minutes|trajet|max_minutes",
    "group": r"group|groupe",
    "age": r"age|[âa]ge",
    "share": r"share|part",
    "morning": r"morning|matin",
    "afternoon": r"afternoon|apr[eè]s[-_ ]midi",
    "evening": r"evening|soir",
    "saturday": r"saturday|samedi",
    "sunday": r"sunday|dimanche",
}
YES_WORDS = {"yes": True, "oui": True, "1": True, "true": True, "no": False, "non": False, "0": False, "false": False}
SATURDAY_WORDS = {
    "none": "none", "no": "none", "non": "none", "aucun": "none", "0": "none",
    "half": "half", "1/2": "half", "un sur deux": "half", "one in two": "half",
    "all": "all", "every": "all", "yes": "all", "oui": "all", "tous": "all",
}  # fmt: skip
AGE_WORDS = {
    "young": "young", "jeunes": "young", "adult": "adult", "adultes": "adult", "older": "older", "seniors": "older",
}  # fmt: skip
KINDS = ("morning", "afternoon", "evening", "saturday", "sunday")


def read_hours_sites(path: Path) -> pd.DataFrame:
    """One row a site: ``name``, ``commune`` (str), ``lat``, ``lon``, ``at_least``, ``at_most`` (hours; NaN where not
    given), ``sessions``, ``required`` (tuples of Session), ``autonomous`` (bool). Raises SourceError with the line.
    """
    listed = OwnList.read(path, TITLES, "name", "sessions")
    frame = _named(listed)
    for column in ("sessions", "required"):
        frame[column] = pd.Series(listed.each(column, _week, absent=()), dtype=object)
    frame["at_least"], frame["at_most"] = (listed.numbers(each) for each in ("at_least", "at_most"))
    frame["autonomous"] = listed.each("autonomous", _one_of(YES_WORDS), absent=False)
    listed.refuse("sessions", [not each for each in frame["sessions"]], "When could this site open?", EXAMPLE)
    odd = [bool(set(must) - set(may)) for must, may in zip(frame["required"], frame["sessions"], strict=True)]
    listed.refuse("required", odd, "A required session is not one of the possible sessions.", "some of `sessions`")
    return frame


def read_mediators(path: Path) -> pd.DataFrame:
    """One row a mediator: ``name``, ``commune`` (str), ``lat``, ``lon``, ``minutes`` (NaN where not given), ``hours`` a
    week, ``evenings`` (bool), ``saturdays`` (none, half, all). Raises SourceError with the line.
    """
    listed = OwnList.read(path, TITLES, "name", "hours")
    frame = _named(listed)
    frame["hours"], frame["minutes"] = listed.numbers("hours"), listed.numbers("minutes")
    frame["evenings"] = listed.each("evenings", _one_of(YES_WORDS), absent=True)
    frame["saturdays"] = listed.each("saturdays", _one_of(SATURDAY_WORDS), absent="half")
    listed.refuse("hours", ~(frame["hours"] > 0), "How many hours a week?", "a number above 0")
    return frame


def read_groups(path: Path) -> pd.DataFrame:
    """One row a group: ``group``, ``age``, ``share`` and a share for each of ``KINDS``. Raises SourceError."""
    listed = OwnList.read(path, TITLES, "group", "age", "share", *KINDS)
    frame = pd.DataFrame({"group": listed.text("group")})
    frame["age"] = listed.each("age", _one_of(AGE_WORDS), absent="")
    listed.refuse("age", frame["age"] == "", "Of which age is this group?", ", ".join(AGE_WORDS))
    for column in ("share", *KINDS):
        frame[column] = listed.numbers(column, most=1.0, what="This is not a share.")
        listed.refuse(column, frame[column].isna(), "Which share is it?", "between 0 and 1")
    return frame


def _named(listed: OwnList) -> pd.DataFrame:
    """Name and place of each row."""
    names = listed.text("name")
    listed.refuse("name", names == "", "This line has no name.", "a name")
    listed.refuse("name", names.duplicated(), "This name stands twice.", "a name of its own for each line")
    return pd.concat([names.rename("name"), listed.places()], axis=1)


def _week(text: str) -> tuple[Session, ...]:
    try:
        return read_week(text)
    except ValueError as error:
        raise ValueError(f"days and hours such as {EXAMPLE} ({error})") from error


def _one_of[T](words: dict[str, T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if text.lower() not in words:
            raise ValueError(", ".join(words))
        return words[text.lower()]

    return read
