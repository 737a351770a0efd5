"""What every column of the database is, why it is kept, for how long, and what becomes of it when a person is erased.

Values only; :mod:`.classification_file` reads them from ``classification.toml``. Each checks itself when it is made.
docs/privacy.md defines the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maillage.engine.errors import MaillageError


class ClassificationError(MaillageError):
    """A line of the classification that cannot be held to: which one, and what to write instead."""


class Nature(StrEnum):
    TECHNICAL = "technical"
    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Erasure(StrEnum):
    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEEP = "keep"


class Role(StrEnum):
    """Whom a column names: the person whom the row is about, or the one who wrote it."""

    SUBJECT = "subject"
    AUTHOR = "author"


class Via(StrEnum):
    """How a column names a person: by key, by e-mail address, by telephone number, by reference
    (``"accounts.user 12"``), or through the row that it leads to."""

    KEY = "key"
    EMAIL = "email"
    PHONE = "phone"
    REFERENCE = "reference"
    ROW = "row"


class Source(StrEnum):
    """Who told us."""

    PERSON = "person"
    STAFF = "staff"
    PROVIDER = "provider"
    PLATFORM = "platform"


class Basis(StrEnum):
    """The lawful bases of article 6(1) of the GDPR."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


@dataclass(frozen=True)
class Label:
    """The same words in both languages."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if bool(self.fr.strip()) != bool(self.en.strip()):
            raise ClassificationError("Only one language is told.", hint="Write both fr and en.")

    def __bool__(self) -> bool:
        return bool(self.fr)

    def said(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr


@dataclass(frozen=True)
class Reason:
    """Why something is kept though the person is erased."""

    label: Label


@dataclass(frozen=True)
class Purpose:
    """Why tables are kept: an entry of the register of processing (article 30)."""

    name: str
    label: Label
    basis: Basis
    law: Label
    persons: Label
    recipients: Label


@dataclass(frozen=True)
class Retention:
    """How long: ``days`` unless the authority says otherwise, between ``at_least`` and ``at_most`` where the law or
    the CNIL says so; no ``days`` if nothing but the end of its cause removes it, which ``label`` then tells."""

    name: str
    label: Label
    days: int | None = None
    at_least: int = 1
    at_most: int | None = None
    law: Label = field(default_factory=lambda: Label("", ""))

    def __post_init__(self) -> None:
        if self.days is not None and not self.allows(self.days):
            raise ClassificationError(
                f"{self.days} days are outside {self.at_least} to {self.at_most or 'any'}.",
                hint="Choose days between at_least and at_most.",
            )

    def allows(self, days: int) -> bool:
        return self.at_least <= days and (self.at_most is None or days <= self.at_most)


@dataclass(frozen=True)
class Column:
    name: str
    nature: Nature
    label: Label
    erasure: Erasure
    export: bool
    source: Source
    role: Role | None = None
    via: Via = Via.KEY
    identity: str = ""
    anonymous: str | bool | None = None
    because: Reason | None = None
    rectify: bool = False

    def __post_init__(self) -> None:
        if self.is_about_people and not self.label:
            raise ClassificationError("A column about people has no name.", hint='Write fr = "..." and en = "...".')
        if self.is_about_people and self.erasure is Erasure.KEEP and self.because is None:
            raise ClassificationError(
                f"{self.nature} data would be kept after an erasure, without a reason.",
                hint='Write erasure = "anonymise", or because = "a reason of [reasons]".',
            )
        if self.rectify and not self.is_about_people:
            raise ClassificationError("Only what is said of a person can be rectified.", hint="Leave rectify out.")

    @property
    def is_about_people(self) -> bool:
        return self.nature in {Nature.PERSONAL, Nature.SENSITIVE}


@dataclass(frozen=True)
class Table:
    """``expires``: the column from which its retention counts; a row where it is empty is still needed. ``forgotten``:
    the column that says since when a row names nobody; rows of such a table are written over when their time is over,
    and not deleted."""

    name: str
    label: Label
    purpose: Purpose
    retention: Retention
    erasure: Erasure
    columns: Mapping[str, Column]
    expires: str = ""
    forgotten: str = ""

    def __post_init__(self) -> None:
        if self.retention.days is not None and self.expires not in self.columns:
            raise ClassificationError(
                "It is kept for a number of days, but not said from when.",
                hint='Write expires = "the column of the date from which to count".',
            )
        if self.forgotten and not (self.forgotten in self.columns and self.written_over):
            raise ClassificationError(
                "Rows would be made anonymous, but not said how, or where it is noted.",
                hint='Write forgotten = "a column of this table", and erasure = "anonymise" where people are named.',
            )
        if self.erasure is Erasure.DELETE and not self.of_role(Role.SUBJECT):
            raise ClassificationError(
                "Rows would be deleted with a person whom no column names.",
                hint='Give the column person = "subject", or write erasure = "keep".',
            )

    def of_role(self, role: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns.values() if column.role is role)

    @property
    def written_over(self) -> tuple[Column, ...]:
        """Those in which something else stands once a row is to name nobody."""
        return tuple(column for column in self.columns.values() if column.erasure is Erasure.ANONYMISE)

    @property
    def concerns_people(self) -> bool:
        return any(column.is_about_people for column in self.columns.values())

    @property
    def is_sensitive(self) -> bool:
        return any(column.nature is Nature.SENSITIVE for column in self.columns.values())


@dataclass(frozen=True)
class Classification:
    purposes: Mapping[str, Purpose]
    retentions: Mapping[str, Retention]
    tables: Mapping[str, Table]

    def missing(self, columns: Mapping[str, set[str]]) -> list[str]:
        """``table.column`` of the database (table → its columns) that has no line."""
        return sorted(
            f"{table}.{column}"
            for table, present in columns.items()
            for column in present
            if table not in self.tables or column not in self.tables[table].columns
        )

    def left_over(self, columns: Mapping[str, set[str]]) -> list[str]:
        """``table.column`` of a line that names nothing in the database."""
        return sorted(
            f"{name}.{column}"
            for name, table in self.tables.items()
            for column in table.columns
            if column not in columns.get(name, set())
        )
