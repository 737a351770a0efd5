"""What a tidy column may hold, and the translation of a failed check into the place in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pandera.pandas as pa

from .cells import Cells

# Metropolitan France, Corsica (2A, 2B) and the overseas départements and collectivities.
COMMUNE_CODE = r"(?:\d[\dAB])\d{3}"
DEPARTEMENT_CODE = r"\d[\dAB]\d?"


def commune_code(*, unique: bool = True) -> pa.Column:
    expected = "a commune code of five characters, such as 01001 or 2A004"
    return pa.Column(str, pa.Check.str_matches(rf"^{COMMUNE_CODE}$", error=expected), unique=unique)


def code(pattern: str, expected: str, *, unique: bool = True, nullable: bool = False) -> pa.Column:
    """A code that matches ``pattern`` from end to end; ``expected`` says so in words."""
    return pa.Column(str, pa.Check.str_matches(rf"^(?:{pattern})$", error=expected), unique=unique, nullable=nullable)


def count(*, nullable: bool = False) -> pa.Column:
    whole = pa.Check(lambda values: values % 1 == 0, error="a whole number")
    not_negative = pa.Check.ge(0, error="a number of at least 0")
    return pa.Column(float, [not_negative, whole], nullable=nullable)


def number(*, at_least: float = 0, at_most: float | None = None, nullable: bool = True) -> pa.Column:
    checks = [pa.Check.ge(at_least, error=f"a number of at least {at_least:g}")]
    if at_most is not None:
        checks.append(pa.Check.le(at_most, error=f"a number of at most {at_most:g}"))
    return pa.Column(float, checks, nullable=nullable)


def one_of(values: Sequence[str], *, nullable: bool = False) -> pa.Column:
    return pa.Column(str, pa.Check.isin(values, error="one of: " + ", ".join(values)), nullable=nullable)


def text(*, nullable: bool = True) -> pa.Column:
    return pa.Column(str, nullable=nullable)


def tidy(
    cells: Cells,
    columns: Mapping[str, tuple[str, pa.Column]],
    *,
    missing: Sequence[str] = ("",),
    decimal: str = ".",
) -> pd.DataFrame:
    """Validated columns by tidy name, each from (its title in the file, what it may hold).

    A cell that is one of ``missing`` becomes NaN. Rows are those of ``cells``.
    """
    frame = {}
    for name, (title, column) in columns.items():
        if column.dtype is not None and str(column.dtype) == "float64":
            frame[name] = cells.number(title, missing=missing, decimal=decimal)
        else:
            text = cells.text(title)
            frame[name] = text.mask(text.isin(missing))
    return validated(
        cells,
        pd.DataFrame(frame),
        {name: column for name, (_, column) in columns.items()},
        titles={name: title for name, (title, _) in columns.items()},
    )


def validated(
    cells: Cells,
    frame: pd.DataFrame,
    columns: Mapping[str, pa.Column],
    *,
    titles: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """``frame``, row for row that of ``cells``, once every column passes.

    ``titles`` gives the file's own name of each tidy column, for the message. Raises SourceError at the
    first line that fails.
    """
    schema = pa.DataFrameSchema(dict(columns), strict=True)
    try:
        return schema.validate(frame.reset_index(drop=True), lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"]).sort_values("index", kind="stable")
        case = (cases if len(cases) else errors.failure_cases).iloc[0]
        column = str((titles or {}).get(case["column"], case["column"]))
        if case["check"] == "field_uniqueness":
            row = int(frame[case["column"]].duplicated().to_numpy().argmax())
            raise cells.error(row, column, "This stands twice.", expected="each of them once") from errors
        missing = case["check"] == "not_nullable"
        raise cells.error(
            int(case["index"]),
            column,
            "The cell is empty." if missing else "This cannot be right.",
            expected="a value" if missing else str(case["check"]),
        ) from errors
