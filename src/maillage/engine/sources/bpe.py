"""Facilities and professionals per commune: INSEE, Base permanente des équipements (BPE).

Three published forms give one table, one count per commune and kind:

- long (since 2012 as ``bpe_ensemble``, today ``BPE24.csv`` or ``.parquet``): one line per facility, or per
  commune and type with its number ``NB_EQUIP``; the type is ``TYPEQU``;
- wide (``equip-serv-...-com``): one line per commune, one column ``NB_D201`` per type;
- wide with names (January 2013): one line per commune, one column ``medecin_omnipraticien`` per type.

INSEE gives a type a new code when its definition changes (GPs: D201 until 2020, then D265; pharmacies:
D301, then D307) and never gives an old code a new meaning, so that one list of codes reads every vintage.
Medical gynaecologists (D204) and obstetricians (D205), one type since D214, are counted together.
Source: INSEE, *Liste hiérarchisée des types d'équipements*, BPE 2013 to 2024.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from ..errors import SourceError
from .archive import unpacked
from .cells import Cells, require_columns
from .delimited import Delimited, read_delimited, stream_delimited
from .head import Head
from .schema import commune_code, count, validated
from .source import LICENCE_OUVERTE, Source, Table, checksum

# Kind: (codes of TYPEQU in all vintages, columns of the wide form with names).
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "gp": (("D201", "D265"), ("medecin_omnipraticien",)),
    "nurse": (("D232", "D281"), ("infirmier",)),
    "physiotherapist": (("D233", "D279"), ("masseur_kine",)),
    "dentist": (("D221", "D277"), ("chirurgien_dentiste",)),
    "midwife": (("D231", "D278"), ("sage_femme",)),
    "speech_therapist": (("D235",), ("orthophoniste",)),
    "orthoptist": (("D236",), ("orthoptiste",)),
    "podiatrist": (("D237", "D280"), ("pedicure_podologue",)),
    "psychologist": (("D243", "D250"), ()),
    "cardiologist": (("D202", "D266"), ("sp_cardiologie",)),
    "dermatologist": (("D203", "D267"), ("sp_dermatologie",)),
    "gynaecologist": (("D204", "D205", "D214", "D276"), ("sp_gyneco_med", "sp_gyneco_obst")),
    "gastroenterologist": (("D206", "D268"), ("sp_gastro",)),
    "psychiatrist": (("D207", "D269"), ("sp_psychiatrie",)),
    "ophthalmologist": (("D208", "D270"), ("sp_ophtalmologie",)),
    "ent_specialist": (("D209", "D271"), ("sp_orl",)),
    "paediatrician": (("D210", "D272"), ("sp_pediatrie",)),
    "pulmonologist": (("D211", "D273"), ("sp_pneumologie",)),
    "radiologist": (("D212", "D274"), ("sp_radiologie",)),
    "pharmacy": (("D301", "D307"), ("pharmacie",)),
    "laboratory": (("D302",), ("laboratoire",)),
    "emergency": (("D106",), ("urgences",)),
    "maternity": (("D107",), ("maternite",)),
    "short_stay_hospital": (("D101",), ("etab_court_sejour",)),
    "health_centre": (("D108",), ("centre_sante",)),
    "health_house": (("D113",), ("maison_sante",)),
    "pmi": (("D115",), ()),
    "elderly_home": (("D401",), ("pa_hebergement",)),
}
KIND_OF_CODE = {code: kind for kind, (codes, _) in KINDS.items() for code in codes}
NAMED_VINTAGE = "2013"


def read(path: Path) -> Table:
    """Counts ``<kind>_<year>`` per commune code, for the kinds that the file has. Raises SourceError."""
    with unpacked(path, "*.csv", "*.txt", "*.parquet") as file:
        head = Head.of(file)
        if _is_named(head):
            vintage, counts, notes = _read_named(file)
        elif _is_wide(head):
            vintage, counts, notes = _read_wide(file)
        else:
            vintage, counts, notes = _read_long(file)
    return Table(counts.add_suffix(f"_{vintage}"), vintage, path.name, checksum(path), notes=notes)


def recognises(head: Head) -> bool:
    """By the names of the columns; an archive by the name that INSEE gives it."""
    if head.members:
        return any(re.match(r"(?i)bpe[_\-]?\d\d", Path(member).name) for member in head.members)
    return _is_named(head) or _is_wide(head) or head.has("DEPCOM", "TYPEQU") or _is_parquet(head)


def _is_named(head: Head) -> bool:
    return head.has("code_insee", "medecin_omnipraticien")


def _is_wide(head: Head) -> bool:
    return head.has("CODGEO") and any(column.startswith("NB_D") for column in head.columns)


def _is_parquet(head: Head) -> bool:
    if not head.start.startswith(b"PAR1"):
        return False
    try:
        return {"DEPCOM", "TYPEQU"} <= set(parquet.read_schema(head.path).names)
    except (OSError, pa.ArrowException):
        return False


def _read_named(file: Path) -> tuple[str, pd.DataFrame, tuple[str, ...]]:
    columns = {kind: names for kind, (_, names) in KINDS.items() if names}
    required = ("code_insee", *(name for names in columns.values() for name in names))
    cells = read_delimited(file, Delimited(required, columns=required))
    return NAMED_VINTAGE, _counts(cells, "code_insee", columns), ()


def _read_wide(file: Path) -> tuple[str, pd.DataFrame, tuple[str, ...]]:
    cells = read_delimited(file, Delimited(("CODGEO",), separators=(";", ",", "\t"), encodings=("utf-8-sig", "cp1252")))
    columns = {
        kind: tuple(f"NB_{code}" for code in codes if f"NB_{code}" in cells.frame) for kind, (codes, _) in KINDS.items()
    }
    present = {kind: names for kind, names in columns.items() if names}
    if not present:
        raise SourceError(
            "No kind of facility of this software is in the file.",
            file=file.name,
            found=", ".join(cells.frame.columns[:8]),
            expected="columns NB_D201, NB_D301, … (health and social action)",
        )
    return _vintage_of_name(file), _counts(cells, "CODGEO", present), ()


def _counts(cells: Cells, code: str, columns: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """One column per kind: the sum of its columns, each of them a whole number of at least 0."""
    names = [name for several in columns.values() for name in several]
    frame = pd.DataFrame({code: cells.text(code)} | {name: cells.number(name) for name in names})
    rules = {code: commune_code()} | {name: count() for name in names}
    frame = validated(cells, frame, rules).set_index(code).rename_axis("code")
    return pd.DataFrame({kind: frame[list(several)].sum(axis=1) for kind, several in columns.items()})


def _read_long(file: Path) -> tuple[str, pd.DataFrame, tuple[str, ...]]:
    years: set[str] = set()
    other: Counter[str] = Counter()
    parts = [_count_part(cells, years, other) for cells in _long_cells(file)]
    table = pd.concat(parts).groupby(level=["code", "kind"]).sum().unstack("kind", fill_value=0)
    if table.empty:
        raise SourceError(
            "No kind of facility of this software is in the file.",
            file=file.name,
            column="TYPEQU",
            expected="types of the domain D (health and social action), such as D265 or D307",
        )
    if len(years) > 1:
        raise SourceError(
            "The file holds several years.",
            file=file.name,
            column="AN",
            found=", ".join(sorted(years)),
            expected="one vintage of the BPE",
        )
    table = table[[kind for kind in KINDS if kind in table]].rename_axis(columns=None)
    return years.pop() if years else _vintage_of_name(file), table, _note(other)


def _count_part(cells: Cells, years: set[str], other: Counter[str]) -> pd.Series:
    """Facilities by (code, kind) in one piece of the file; adds to the years and the other types seen."""
    _refuse_odd_types(cells)
    if "AN" in cells.frame:
        years.update(cells.text("AN").unique())
    health = cells.where(cells.text("TYPEQU").str.startswith("D"))
    kind, number = health.text("TYPEQU").map(KIND_OF_CODE), _number_of_facilities(health)
    unknown = kind.isna()
    others = number[unknown].groupby(health.text("TYPEQU")[unknown]).sum()
    other.update({str(code): int(facilities) for code, facilities in others.items()})
    known = health.where(~unknown)
    place = pd.DataFrame({"DEPCOM": known.text("DEPCOM")})
    code = validated(known, place, {"DEPCOM": commune_code(unique=False)})["DEPCOM"]
    keys = [code.rename("code"), kind[~unknown].reset_index(drop=True).rename("kind")]
    return number[~unknown].reset_index(drop=True).groupby(keys).sum()


def _long_cells(file: Path) -> Iterator[Cells]:
    wanted = ("DEPCOM", "TYPEQU", "AN", "NB_EQUIP")
    if Head.of(file).start.startswith(b"PAR1"):
        yield from _parquet_cells(file, wanted)
        return
    form = Delimited(
        ("DEPCOM", "TYPEQU"), separators=(";", ",", "\t"), encodings=("utf-8-sig", "cp1252"), columns=wanted
    )
    yield from stream_delimited(file, form)


def _parquet_cells(file: Path, wanted: tuple[str, ...]) -> Iterator[Cells]:
    """Lines are row numbers, counted from 1: a Parquet file has no lines."""
    try:
        with parquet.ParquetFile(file) as table:
            require_columns(table.schema_arrow.names, ("DEPCOM", "TYPEQU"), file=file.name)
            columns = [column for column in wanted if column in table.schema_arrow.names]
            first = 1
            for batch in table.iter_batches(columns=columns, batch_size=1 << 18):
                frame = batch.to_pandas().fillna("").astype(str)
                yield Cells(file.name, frame, np.arange(first, first + len(frame)))
                first += len(frame)
    except (OSError, pa.ArrowException) as error:
        raise SourceError(
            "The file cannot be read.", file=file.name, found=str(error)[:160], hint="Download it again."
        ) from error


def _refuse_odd_types(cells: Cells) -> None:
    odd = ~cells.text("TYPEQU").str.fullmatch(r"[A-G]\d{3}")
    if odd.any():
        raise cells.error(
            int(np.argmax(odd)),
            "TYPEQU",
            "This is not a type of facility.",
            expected="a letter and three digits, such as D265",
        )


def _number_of_facilities(cells: Cells) -> pd.Series:
    """One per line, unless the file says how many."""
    if "NB_EQUIP" not in cells.frame:
        return pd.Series(1.0, index=cells.frame.index)
    frame = pd.DataFrame({"NB_EQUIP": cells.number("NB_EQUIP")})
    return validated(cells, frame, {"NB_EQUIP": count()})["NB_EQUIP"]


def _note(other: Counter[str]) -> tuple[str, ...]:
    if not other:
        return ()
    most = ", ".join(code for code, _ in other.most_common(5))
    note = (
        f"{other.total()} équipements de santé ou d'action sociale de {len(other)} autres types "
        f"(dont {most}) ne sont pas repris."
    )
    return (note,)


def _vintage_of_name(file: Path) -> str:
    """The year in the file's name (``BPE24.csv``, ``bpe_2018_ensemble.csv``): these forms do not hold it."""
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)|(?i:bpe|com)[_\-]?(\d\d)(?!\d)", file.stem)
    if not found:
        raise SourceError(
            "The year is neither in the file nor in its name.",
            file=file.name,
            hint="Keep the name that INSEE gave the file, such as BPE24.csv.",
        )
    return found[1] or f"20{found[2]}"


SOURCE = Source(
    name="bpe",
    title="Base permanente des équipements",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/metadonnees/source/serie/s1161",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8217525/BPE24.zip",),
)
