"""Made-up people: nobody is called so, their addresses lead nowhere, their numbers are kept for fiction (Arcep)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from maillage.engine.territory.names import fold
from maillage.web.bookings.rules.person import Person

FIRST_NAMES = (
    "Adèle", "Amadou", "Amina", "Anatole", "Bérénice", "Chloé", "Denis", "Élodie", "Farid", "Geneviève", "Hugo",
    "Inès", "Jacques", "Jeanne", "Karim", "Lina", "Louis", "Madeleine", "Maryam", "Nadia", "Odette", "Paulo", "Rachid",
    "Simone", "Thi Mai", "Ursule", "Victor", "Yvonne", "Zoé",
)  # fmt: skip
# Trees and herbs.
NAMES = (
    "Acacia", "Aubépine", "Bouleau", "Cèdre", "Charme", "Châtaignier", "Coudrier", "Cyprès", "Érable", "Figuier",
    "Frêne", "Genévrier", "Hêtre", "Houx", "Lavande", "Mélèze", "Mûrier", "Noisetier", "Olivier", "Orme", "Pommier",
    "Romarin", "Sarriette", "Saule", "Sorbier", "Sureau", "Thym", "Tilleul", "Verveine",
)  # fmt: skip
ARRANGEMENTS = ("step-free", "reading", "interpreter", "companion", "longer")


def chance(seed: int) -> Random:
    """The same every time: it decides nothing but who is invented."""
    return Random(seed)  # noqa: S311


def name(luck: Random) -> str:
    return f"{luck.choice(FIRST_NAMES)} {luck.choice(NAMES)}"


def who_comes(luck: Random, communes: list[str], *, named: float = 1) -> Person:
    """A name, in the share ``named``, and how to welcome them. Nothing by which one could tell them anything."""
    return Person(
        name=name(luck) if luck.random() < named else "",
        commune=luck.choice(communes),
        arrangements=(luck.choice(ARRANGEMENTS),) if luck.random() < 0.2 else (),
    )


def reachable(person: Person, luck: Random) -> Person:
    """With an address, a number or neither."""
    drawn = luck.random()
    if not person.name or drawn < 0.3:
        return person
    if drawn < 0.65:
        return with_email(person, luck)
    return replace(person, phone=f"06 39 98 {luck.randrange(100):02} {luck.randrange(100):02}", reminded=True)


def with_email(person: Person, luck: Random) -> Person:
    address = f"{fold(person.name).replace(' ', '.')}{luck.randrange(100):02}@exemple.invalid"
    return replace(person, email=address, reminded=True)
