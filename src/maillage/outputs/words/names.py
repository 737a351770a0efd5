"""Names of places inside sentences: à Moisson, d'Ablis, du Vésinet, aux Mureaux, dans les Yvelines, en Gironde."""

from __future__ import annotations

import re
from dataclasses import dataclass

# How a place takes its article and prepositions: (the, of, in).
_FORMS = {
    "": ("", "de ", "à "),
    "vowel": ("", "d'", "à "),
    "le": ("le ", "du ", "dans le "),
    "la": ("la ", "de la ", "dans la "),
    "en": ("la ", "de la ", "en "),
    "l'": ("l'", "de l'", "dans l'"),
    "l'en": ("l'", "de l'", "en "),
    "les": ("les ", "des ", "dans les "),
    "alone en": ("", "de ", "en "),
}

# Départements by article; those that are not named here take "la" and "en" (la Gironde, en Gironde).
_DEPARTEMENTS = {
    "les": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "le": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    "l'": "01 02 03 07 09 10 11 12 27 34 36 38 60 61 89 91",
    "l'en": "28 35 37",
    "la": "23 26 42 50 51 53 55 58 72 80 86",
    "": "75 974 975 976 977 978",
    "alone en": "987 988",
}
_ARTICLE = {code: article for article, codes in _DEPARTEMENTS.items() for code in codes.split()}

_EPCI_KIND = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
}
_VOWELS = tuple("aeiouyàâäéèêëîïôöùûüœæ")


@dataclass(frozen=True)
class Place:
    """A name and its three forms: "les Yvelines", "des Yvelines", "dans les Yvelines"."""

    name: str
    the: str
    of: str
    inside: str

    def in_language(self, code: str) -> Place:
        """The same for a language without French articles."""
        return self if code == "fr" else Place(self.name, self.name, f"of {self.name}", f"in {self.name}")


def commune(name: str, liaison: int | None = None) -> Place:
    """A commune. ``liaison`` is the COG's TNCC (1 = vowel or silent h), where it is known.

    Where it is not, an initial h is taken as aspirate, but in hy- and hé-: usage itself wavers ("Ville de Houilles" is
    d'Houilles for the COG), and "de" before a silent h is only stiff.

    >>> commune("Les Mureaux").of, commune("Le Vésinet").inside, commune("Ablis").of, commune("Y").of
    ('des Mureaux', 'au Vésinet', "d'Ablis", "d'Y")
    """
    article, _, rest = name.partition(" ")
    if article == "Le" and rest:
        return Place(name, name, f"du {rest}", f"au {rest}")
    if article == "Les" and rest:
        return Place(name, name, f"des {rest}", f"aux {rest}")
    elided = liaison == 1 if liaison in (0, 1) else _begins_with_vowel(name)
    return _formed(name, "vowel" if elided else "")


def departement(code: str, name: str) -> Place:
    """A département.

    >>> departement("78", "Yvelines").inside, departement("38", "Isère").of, departement("75", "Paris").inside
    ('dans les Yvelines', "de l'Isère", 'à Paris')
    """
    return _formed(name, _ARTICLE.get(code, "en"))


def epci(name: str) -> Place:
    """An intercommunalité, its initials spelled out and the acronym that follows some names left out.

    >>> epci("CC du Pays Houdanais (CCPH)").of
    'de la communauté de communes du Pays Houdanais'
    """
    plain = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    initials, _, rest = plain.partition(" ")
    if initials in _EPCI_KIND and rest:
        full = f"{_EPCI_KIND[initials]} {rest}"
        return Place(plain, f"la {full}", f"de la {full}", f"dans la {full}")
    if plain.startswith("Métropole "):
        metropole = plain[0].lower() + plain[1:]
        return Place(plain, f"la {metropole}", f"de la {metropole}", f"dans la {metropole}")
    if plain.startswith("Eurométropole "):
        metropole = plain[0].lower() + plain[1:]
        return Place(plain, f"l'{metropole}", f"de l'{metropole}", f"dans l'{metropole}")
    formed = _formed(plain, "vowel" if _begins_with_vowel(plain) else "")
    return Place(plain, plain, formed.of, f"dans {plain}")


def several(names: list[str]) -> Place:
    """A territory made of several: named as they are."""
    name = ", ".join(names)
    return Place(name, name, f"de {name}", f"dans {name}")


FRANCE = Place("France", "la France", "de France", "en France")


def capitalised(sentence: str) -> str:
    """The first letter as a capital, the rest as it is (str.capitalize would lower "Moisson")."""
    return sentence[:1].upper() + sentence[1:]


def _begins_with_vowel(name: str) -> bool:
    return name.lower().startswith((*_VOWELS, "hy", "hé"))


def _formed(name: str, article: str) -> Place:
    the, of, inside = _FORMS[article]
    return Place(name, the + name, of + name, inside + name)
