"""The authority's own list of stops for its bus: a CSV that anybody can fill in.

One line a stop. A place is needed: ``commune`` (its code or name: the stop is then at its town hall), or ``lat`` and
``lon``; and ``minutes`` open to the public. Everything else may be left out: ``name``, ``rhythm`` (weekly, fortnightly,
monthly, or several with ``|``), ``weekdays`` (mon|thu, mon-fri), ``from`` and ``until`` (09:00), ``setup`` (minutes),
``people``. French titles and words are read as well.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from .own_list import PLACE_TITLES, OwnList

TITLES = PLACE_TITLES | {
    "name": r"name|nom|arr[êe]t|stop",
    "commune": rf"code|{PLACE_TITLES['commune']}",
    "minutes": r"minutes|service|service_minutes|dur[ée]e|ouvert",
    "setup": r"setup|setup_minutes|installation",
    "rhythm": r"rhythms?|rythmes?|frequency|fr[ée]quence",
    "weekdays": r"weekdays?|days?|jours?",
    "from": r"from|opens|de|d[èe]s|ouverture",
    "until": r"until|closes|jusqu.?[àa]|fermeture",
    "people": r"people|habitants|personnes|population",
}
RHYTHM_WORDS = {
    "weekly": "weekly",
    "fortnightly": "fortnightly",
    "monthly": "monthly",
    "hebdomadaire": "weekly",
    "bimensuel": "fortnightly",
    "bimensuelle": "fortnightly",
    "quinzaine": "fortnightly",
    "mensuel": "monthly",
    "mensuelle": "monthly",
}
WEEKDAY_WORDS = {
    word: number
    for words in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    )
    for number, word in enumerate(words)
}
CLOCK = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?)?")


def read_tour_stops(path: Path) -> pd.DataFrame:
    """One row a stop: ``name``, ``commune`` (str, empty where not given); ``lat``, ``lon`` (degrees), ``minutes``,
    ``setup``, ``from``, ``until`` (minutes of the day), ``people`` (NaN where not given); ``rhythm`` (tuple of
    weekly, fortnightly, monthly), ``weekdays`` (tuple, 0 is Monday), both empty where not given.

    Raises SourceError, with the line, for a stop without a place or minutes, or a cell that cannot be read.
    """
    listed = OwnList.read(path, TITLES, "minutes")
    frame = listed.places()
    frame["name"] = listed.text("name")
    for column in ("minutes", "setup", "people"):
        frame[column] = listed.numbers(column)
    listed.refuse("minutes", ~(frame["minutes"] > 0), "How long is this stop open?", "minutes, more than 0")
    for column, read in (("rhythm", rhythms), ("weekdays", weekdays)):
        frame[column] = pd.Series(listed.each(column, read, absent=()), dtype=object)
    for column in ("from", "until"):
        frame[column] = listed.each(column, clock, absent=np.nan)
    return frame


def rhythms(text: str) -> tuple[str, ...]:
    """``hebdomadaire|mensuel`` → weekly, monthly. Raises ValueError for another word.

    >>> rhythms("Monthly | weekly")
    ('monthly', 'weekly')
    """
    words = [word.strip().lower() for word in re.split(r"[|/+]", text) if word.strip()]
    unknown = [word for word in words if word not in RHYTHM_WORDS]
    if unknown or not words:
        raise ValueError("weekly, fortnightly or monthly; several with |")
    return tuple(dict.fromkeys(RHYTHM_WORDS[word] for word in words))


def weekdays(text: str) -> tuple[int, ...]:
    """``mon|thu`` or ``mon-fri`` → numbers, 0 is Monday. Raises ValueError for another word.

    >>> weekdays("lun-mer|ven")
    (0, 1, 2, 4)
    """
    found: set[int] = set()
    for part in (part.strip().lower() for part in re.split(r"[|/+]", text) if part.strip()):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in WEEKDAY_WORDS or (last and last not in WEEKDAY_WORDS):
            raise ValueError("weekdays such as mon|thu or mon-fri")
        found |= set(range(WEEKDAY_WORDS[first], WEEKDAY_WORDS[last or first] + 1))
    if not found:
        raise ValueError("weekdays such as mon|thu or mon-fri")
    return tuple(sorted(found))


def clock(text: str) -> float:
    """``9:30``, ``9h30`` or ``9h`` → minutes of the day. Raises ValueError for anything else.

    >>> clock("9h30"), clock("14:00")
    (570.0, 840.0)
    """
    match = CLOCK.fullmatch(text.strip())
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 1)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise ValueError("an hour such as 09:30")
    return float(hours * 60 + minutes)
