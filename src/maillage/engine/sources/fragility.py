"""Indice de fragilité numérique by commune: two of its axes (MedNum), where 100 is the region's mean.

Of demonstration quality: a first edition, relative to each region, not to be compared across regions.
"""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import commune_code, number, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

INTERFACE = "score_acces_interface_numerique_vs_region"
SKILLS = "score_competences_administratives_vs_region"
FORM = Delimited(required=("code_insee", INTERFACE, SKILLS), separators=(",", ";"))
COLUMNS = {
    "code": ("code_insee", commune_code()),
    "digital_interface": (INTERFACE, number()),
    "digital_skills": (SKILLS, number()),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``digital_interface_<year>`` and ``digital_skills_<year>``: higher is more fragile."""
    frame = tidy(read_delimited(path, FORM), COLUMNS)
    year = year_in_name(path)
    empty = int(frame.isna().any(axis=1).sum())
    notes = (f"{empty} communes sans score sur l'un des axes",) if empty else ()
    return Table(frame.set_index("code").add_suffix(f"_{year}"), year, path.name, checksum(path), notes=notes)


SOURCE = Source(
    name="fragility",
    title="Indice de fragilité numérique",
    publisher="La Mednum",
    licence=LICENCE_OUVERTE,
    page="https://lamednum.coop",
    recognises=recognises,
    read=read,
    remark="qualité de démonstration ; 100 = moyenne de la région, ne se compare pas d'une région à l'autre",
)
