"""Professionals and where they practise: the open extraction of the Annuaire Santé (RPPS), by the ANS.

``PS_LibreAcces_Personne_activite_<date>.txt``: ``|`` between cells, no quotes, some 760 MB; one line per
professional, activity and skill (savoir-faire). The file is read in pieces; what is kept of it is some
twenty bytes per activity that counts.

What counts. An *activity* is one professional in one place of practice, in private practice or salaried;
lines that repeat it for another skill are one. A *professional* who has several is divided equally
between them, so that ``people`` add up to the number of professionals, while ``activities`` compare with
the BPE, which counts every address. (DREES attributes each professional to the main activity, which the
open extraction does not tell.) Left out: students, substitutes and activities without care.

A physician is a GP by one of the three ordinal specialties of general medicine, SM26, SM53, SM54. An empty
specialty is *not* a GP: interns, substitutes and foreign diplomas have one.
Source: ANS, *Nomenclatures des objets de santé* TRE_G15, TRE_R09, TRE_R22, TRE_R23, TRE_R38, TRE_R40.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import SourceError
from .archive import unpacked
from .cells import Cells
from .delimited import Delimited, stream_delimited
from .head import Head
from .postal import PostalIndex
from .reference import load_reference
from .schema import COMMUNE_CODE
from .source import LICENCE_OUVERTE, Source, Table, checksum

PERSON = "Identification nationale PP"
PROFESSION = "Code profession"
CATEGORY = "Code catégorie professionnelle"
SKILL_TYPE = "Code type savoir-faire"
SKILL = "Code savoir-faire"
MODE = "Code mode exercice"
SITE = "Identifiant technique de la structure"
POSTCODE = "Code postal (coord. structure)"
COMMUNE = "Code commune (coord. structure)"
TOWN = "Libellé commune (coord. structure)"
POST_TOWN = "Bureau cedex (coord. structure)"
GENRES = ("Code genre activité", "Code genre d'activité")
REQUIRED = (PERSON, PROFESSION, CATEGORY, SKILL_TYPE, SKILL, MODE, SITE, POSTCODE, COMMUNE, TOWN, POST_TOWN)
FORM = Delimited(REQUIRED, separators=("|",), columns=(*REQUIRED, *GENRES), quote=None)

PHYSICIAN = "10"
PROFESSIONS = {
    "21": "pharmacist",
    "40": "dentist",
    "50": "midwife",
    "60": "nurse",
    "70": "physiotherapist",
    "80": "podiatrist",
    "91": "speech_therapist",
    "92": "orthoptist",
    "93": "psychologist",
}
# Ordinal specialties (S: SM…) and exclusive competences (CEX…) of physicians.
SPECIALTIES = {
    "gp": ("SM26", "SM53", "SM54"),
    "cardiologist": ("SM04", "SM73", "SM79", "SM80", "SM81"),
    "dermatologist": ("SM15",),
    "gynaecologist": ("SM19", "SM20", "SM51", "SM52", "CEX22", "CEX24", "CEX26"),
    "gastroenterologist": ("SM24",),
    "psychiatrist": ("SM33", "SM42", "SM43", "SM92", "SM93"),
    "ophthalmologist": ("SM38", "SM85"),
    "ent_specialist": ("SM34", "SM39", "SM86"),
    "paediatrician": ("SM40", "SM87", "SM88", "SM89", "SM90"),
    "pulmonologist": ("SM41", "SM91"),
    "radiologist": ("SM44", "SM55", "SM74", "SM94"),
}
SPECIALTY_TYPES = ("S", "CEX")
KIND_OF_SKILL = {skill: kind for kind, skills in SPECIALTIES.items() for skill in skills}
KINDS = (*SPECIALTIES, *PROFESSIONS.values())
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}

STUDENT = "E"
# Substitutes (twice in the nomenclature), and activities that give no care.
GENRES_LEFT_OUT = ("GENR02", "GENR03", "GENR04")
LIBERAL, SALARIED = "L", "S"
MODES = (LIBERAL, SALARIED)

ACTIVITY = np.dtype([("person", "u8"), ("kind", "u1"), ("site", "u8"), ("commune", "S5"), ("mode", "S1")])


def recognises(head: Head) -> bool:
    """By the names of the columns; an archive by the name of its member."""
    if head.members:
        return any("PS_LibreAcces_Personne_activite" in member for member in head.members)
    return head.has(PERSON, PROFESSION, SKILL, MODE, COMMUNE)


def read(path: Path) -> Table:
    """Counts per commune code, four columns for each kind that the file has.

    ``<kind>_people``: professionals (a part of one counts as that part), of which ``<kind>_liberal`` and
    ``<kind>_salaried``; ``<kind>_activities``: places of practice. Raises SourceError.
    """
    with unpacked(path, "PS_LibreAcces_Personne_activite*.txt", "*personne*activite*.txt") as file:
        seen = _Seen()
        parts = [_activities(cells, seen) for cells in stream_delimited(file, FORM)]
        activities = np.unique(np.concatenate(parts)) if parts else np.empty(0, ACTIVITY)
        if not len(activities):
            raise SourceError(
                "There is no activity of a known profession in the file.",
                file=file.name,
                column=PROFESSION,
                expected=f"professions {PHYSICIAN}, {', '.join(PROFESSIONS)}",
            )
        frame, unplaced = count_activities(activities)
        return Table(frame, _vintage(file), path.name, checksum(path), notes=seen.notes(unplaced))


@dataclass
class _Seen:
    """What was left out or put right on the way, to be told."""

    without_specialty: int = 0
    students: int = 0
    not_care: int = 0
    placed_by_post: int = 0

    @cached_property
    def postal_index(self) -> PostalIndex:
        return PostalIndex.of_communes(load_reference().commune_columns(["name", "postcodes"]))

    def notes(self, unplaced: tuple[int, float]) -> tuple[str, ...]:
        counts = (
            (self.placed_by_post, "lignes sans code commune sont placées d'après leur code postal et leur ville."),
            (
                unplaced[0],
                f"activités (soit {unplaced[1]:.1f} professionnels) sans commune connue ne sont pas comptées.",
            ),
            (self.without_specialty, "lignes de médecins sans spécialité ne sont pas comptées comme généralistes."),
            (self.students, "lignes d'étudiants ne sont pas comptées."),
            (self.not_care, "lignes de remplacement ou d'activité sans soins ne sont pas comptées."),
        )
        return tuple(f"{number} {words}" for number, words in counts if number)


def _activities(cells: Cells, seen: _Seen) -> np.ndarray:
    """The activities (dtype ACTIVITY) of one piece of the file that count."""
    _refuse_empty(cells, PERSON)
    kind = _kind(cells)
    physician = cells.text(PROFESSION) == PHYSICIAN
    seen.without_specialty += int((physician & (cells.text(SKILL) == "")).sum())
    student = (cells.text(CATEGORY) == STUDENT) & kind.notna()
    genre = next((cells.text(column) for column in GENRES if column in cells.frame), None)
    not_care = kind.notna() & ~student & genre.isin(GENRES_LEFT_OUT) if genre is not None else student & False
    seen.students += int(student.sum())
    seen.not_care += int(not_care.sum())
    keep = (kind.notna() & ~student & ~not_care).to_numpy()
    kept = cells.where(keep)
    activities = np.empty(len(kept), ACTIVITY)
    activities["person"] = _fingerprint(kept.text(PERSON))
    activities["kind"] = kind[keep].map(KIND_NUMBER).to_numpy("u1")
    activities["site"] = _fingerprint(kept.text(SITE))
    activities["commune"] = _commune(kept, seen).to_numpy("S5")
    activities["mode"] = _mode(kept).to_numpy("S1")
    return activities


def _kind(cells: Cells) -> pd.Series:
    """The kind of each line, NaN for those that are not counted."""
    profession = cells.text(PROFESSION)
    specialty = cells.text(SKILL).where(cells.text(SKILL_TYPE).isin(SPECIALTY_TYPES))
    return profession.map(PROFESSIONS).where(profession != PHYSICIAN, specialty.map(KIND_OF_SKILL))


def _mode(cells: Cells) -> pd.Series:
    """L, S or "" (volunteers, and lines without a mode)."""
    mode = cells.text(MODE)
    return mode.where(mode.isin(MODES), "")


def _fingerprint(identifiers: pd.Series) -> np.ndarray:
    """64 bits of each identifier: among three million, two are alike once in four million files."""
    return pd.util.hash_array(identifiers.to_numpy(object))


def _refuse_empty(cells: Cells, column: str) -> None:
    empty = (cells.text(column) == "").to_numpy()
    if empty.any():
        raise cells.error(int(empty.argmax()), column, "The cell is empty.", expected="an identifier")


def _commune(cells: Cells, seen: _Seen) -> pd.Series:
    """INSEE code of each line, by its postcode and town where it has none; "" where nothing tells it."""
    code = cells.text(COMMUNE)
    wrong = ((code != "") & ~code.str.fullmatch(COMMUNE_CODE)).to_numpy()
    if wrong.any():
        raise cells.error(
            int(wrong.argmax()), COMMUNE, "This is not a commune code.", expected="five characters, such as 2A004"
        )
    missing = (code == "") & (cells.text(POSTCODE) != "")
    if missing.any():
        index = seen.postal_index
        addresses = zip(
            cells.text(POSTCODE)[missing], cells.text(TOWN)[missing], cells.text(POST_TOWN)[missing], strict=True
        )
        found = [index.find(postcode, town or post_town) for postcode, town, post_town in addresses]
        seen.placed_by_post += sum(map(bool, found))
        code = code.mask(missing, pd.Series(found, index=code.index[missing]).reindex(code.index))
    return code


def count_activities(activities: np.ndarray) -> tuple[pd.DataFrame, tuple[int, float]]:
    """Columns of :func:`read` from distinct activities (dtype ACTIVITY); and those without a commune:
    their number, and that of the professionals (parts of one included) who are lost with them.
    """
    table = pd.DataFrame({name: activities[name] for name in ("person", "kind", "mode")})
    table["commune"] = np.char.decode(activities["commune"], "ascii")
    table["part"] = 1 / table.groupby(["person", "kind"])["kind"].transform("size")
    unplaced = table["commune"] == ""
    lost = int(unplaced.sum()), float(table.loc[unplaced, "part"].sum())
    placed = table[~unplaced]
    columns = dict(_columns(placed))
    frame = pd.DataFrame(columns, index=sorted(placed["commune"].unique())).fillna(0.0)
    return frame.rename_axis("code"), lost


def _columns(placed: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    for kind in (each for each in KINDS if (placed["kind"] == KIND_NUMBER[each]).any()):
        rows = placed[placed["kind"] == KIND_NUMBER[kind]]
        yield f"{kind}_people", rows.groupby("commune")["part"].sum()
        for name, mode in (("liberal", LIBERAL), ("salaried", SALARIED)):
            yield f"{kind}_{name}", rows[rows["mode"] == mode.encode()].groupby("commune")["part"].sum()
        yield f"{kind}_activities", rows.groupby("commune").size().astype(float)


def _vintage(file: Path) -> str:
    """The day in the publisher's name of the file, ``…_202609230000.txt``."""
    found = re.search(r"(20\d\d)(\d\d)(\d\d)\d{0,6}$", file.stem)
    return "-".join(found.groups()) if found else "non indiqué"


SOURCE = Source(
    name="rpps",
    title="Annuaire Santé : professionnels et leurs activités (RPPS)",
    publisher="Agence du Numérique en Santé",
    licence=LICENCE_OUVERTE,
    page="https://annuaire.sante.fr/web/site-pro/extractions-publiques",
    recognises=recognises,
    read=read,
    downloads=("https://www.data.gouv.fr/fr/datasets/r/fffda7e9-0ea2-4c35-bba0-4496f3af935d",),
)
