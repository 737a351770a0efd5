"""The authority's own list: a table with these titles, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from .drafts import READERS, Format, one_of

# Title -> an example of what stands under it.
EXAMPLE: Mapping[str, str] = {
    "identifiant": "annexe-1",
    "nom": "Mairie annexe de la Clairière",
    "genre": "mairie",
    "adresse": "4 place de la Clairière",
    "code_postal": "78120",
    "commune": "Rambouillet",
    "code_insee": "78517",
    "latitude": "48.6443",
    "longitude": "1.8293",
    "telephone": "01 30 00 00 00",
    "email": "annexe@exemple.fr",
    "horaires": "Mo-Fr 09:00-12:30,13:30-17:30; PH off",
    "acces_sans_marche": "oui",
    "pour_venir": "Bus 12, arrêt Clairière",
    "ouvert_aux_habitants": "oui",
}
KINDS = {
    "mairie": "town-hall",
    "mairie_annexe": "town-hall",
    "mediatheque": "library",
    "bibliotheque": "library",
    "centre_social": "social-centre",
    "france_services": "france-services",
    "pharmacie": "pharmacy",
    "maison_de_sante": "health-house",
    "centre_de_sante": "health-house",
    "hopital": "hospital",
    "universite": "university",
    "arret_du_bus": "bus-stop",
    "autre": "other",
}
STEP_FREE = {"oui": "yes", "avec_aide": "partly", "non": "no", "inconnu": "unknown"}
OWN = Format(
    columns={
        "key": "identifiant",
        "name": "nom",
        "kind": "genre",
        "address": "adresse",
        "postcode": "code_postal",
        "commune": "commune",
        "code": "code_insee",
        "lat": "latitude",
        "lon": "longitude",
        "phone": "telephone",
        "email": "email",
        "hours": "horaires",
        "step_free": "acces_sans_marche",
        "getting_there": "pour_venir",
        "is_public": "ouvert_aux_habitants",
    },
    readers=READERS
    | {
        "kind": one_of(KINDS),
        "step_free": one_of(STEP_FREE),
        "is_public": one_of({"oui": True, "non": False}),
    },
    required=("key", "name", "commune"),
)
