"""Lists of « lieux de médiation numérique », in the form of their national standard.

https://github.com/LaMednum/standard-mediation-num, version 1.0.2 (Licence Ouverte 2.0). Of its columns, those that say
where a place is, when it is open and how it is reached; what it teaches is not what people come here for.
"""

from __future__ import annotations

from collections.abc import Iterator

from .drafts import READERS, Format, email
from .table import Row, fold

NO_PUBLIC = "Ce lieu n'accueille pas de public"
# The types of the standard that have their own kind here; « | » stands between several.
KINDS = {
    "BIB": "library",
    "MQ": "social-centre",
    "CS": "social-centre",
    "RFS": "france-services",
    "MUNI": "town-hall",
    "COMMUNE": "town-hall",
    "MAIRIE": "town-hall",
    "UNIVERSITE": "university",
}


def _kind(cell: str) -> str:
    return next((KINDS[each] for each in cell.upper().split("|") if each in KINDS), "other")


def _first_email(cell: str) -> str:
    return email(cell.split("|")[0].strip())


def _receives_nobody(row: Row) -> Iterator[tuple[str, str]]:
    if fold(NO_PUBLIC) in map(fold, row.cells.get("modalites_acces", "").split("|")):
        yield "modalites_acces", "public"


MEDNUM = Format(
    columns={
        "key": "id",
        "name": "nom",
        "kind": "typologie",
        "address": "adresse",
        "getting_there": "complement_adresse",
        "postcode": "code_postal",
        "commune": "commune",
        "code": "code_insee",
        "lat": "latitude",
        "lon": "longitude",
        "phone": "telephone",
        "email": "courriels",
        "hours": "horaires",
    },
    readers=READERS | {"kind": _kind, "email": _first_email},
    required=("key", "name", "address", "postcode", "commune"),
    more=_receives_nobody,
)
