"""GPs in private practice by commune, and those aged 60 or more: CartoSanté (Assurance maladie, SNIIR-AM).

The file is the export of CartoSanté by commune; its year stands in its name only.
"""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import commune_code, count, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

GPS, GPS_60_PLUS = "mg_liberaux", "mg_liberaux_60ans_et_plus"
FORM = Delimited(required=("code_insee", GPS, GPS_60_PLUS), separators=(",", ";"))
COLUMNS = {
    "code": ("code_insee", commune_code()),
    "gps": (GPS, count()),
    "gps_60_plus": (GPS_60_PLUS, count()),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """Columns ``gps_<year>`` and ``gps_60_plus_<year>``: head counts on 31 December."""
    cells = read_delimited(path, FORM)
    frame = tidy(cells, COLUMNS)
    more = (frame["gps_60_plus"] > frame["gps"]).to_numpy()
    if more.any():
        raise cells.error(
            int(more.argmax()),
            GPS_60_PLUS,
            "There are more GPs aged 60 or more than GPs.",
            expected=f"at most {GPS}",
        )
    year = year_in_name(path)
    return Table(frame.set_index("code").add_suffix(f"_{year}"), year, path.name, checksum(path))


SOURCE = Source(
    name="cartosante",
    title="CartoSanté : médecins généralistes libéraux par commune",
    publisher="Assurance maladie et ARS",
    licence=LICENCE_OUVERTE,
    page="https://cartosante.atlasante.fr",
    recognises=recognises,
    read=read,
)
