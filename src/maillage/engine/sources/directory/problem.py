"""What could not be taken as it stands in a list, said in the French of the people who will mend it."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import SourceError

FOUND_LENGTH = 120

# Whole sentences without values in them, so that they can be counted and translated: what was found stands beside them.
MESSAGES = {
    "coordinates-far": "La position est loin de la commune indiquée : elle n’est pas reprise.",
    "coordinates-missing": "Il manque la latitude ou la longitude.",
    "coordinates-outside": "La position est hors de France : elle n’est pas reprise.",
    "coordinates-swapped": "Latitude et longitude sont interverties : elles ont été remises dans l’ordre.",
    "coordinates-unreadable": "La position ne se lit pas.",
    "coordinates-zero": "La position est 0, 0 : elle n’est pas reprise.",
    "cells": "La ligne n’a pas autant de cellules que l’en-tête.",
    "code-unknown": "Cette valeur n’est pas dans la liste du standard : elle n’est pas reprise.",
    "commune-unknown": "Ce code de commune n’existe pas : il n’est pas repris.",
    "column-missing": "Il manque une colonne : le fichier est écarté.",
    "date-absurd": "Cette date ne peut pas être juste : elle n’est pas reprise.",
    "duplicate": "Cet identifiant est déjà celui d’une autre ligne : la ligne est écartée.",
    "email-wrong": "L’adresse e-mail n’en est pas une : elle n’est pas reprise.",
    "finess-wrong": "Le numéro FINESS est faux : il n’est pas repris.",
    "form-unknown": "Le fichier n’a pas la forme publiée pour cette source.",
    "formula": "La cellule commence comme une formule de tableur : les premiers signes sont retirés.",
    "hours-unreadable": "Les horaires ne se lisent pas : ils ne sont pas repris.",
    "hours-impossible": "Ces horaires sont impossibles : ils ne sont pas repris.",
    "key-missing": "Il n’y a pas d’identifiant : la ligne est écartée.",
    "markup": "La cellule contient du balisage ou des caractères de contrôle : seul le texte est repris.",
    "name-missing": "Il n’y a pas de nom : la ligne est écartée.",
    "object": "Ce n’est pas une fiche : elle est écartée.",
    "phone-wrong": "Le numéro de téléphone n’en est pas un : il n’est pas repris.",
    "postcode-wrong": "Le code postal n’en est pas un : il n’est pas repris.",
    "services-alone": "Les services sont venus sans leurs structures : donnez les deux fichiers ensemble.",
    "siret-wrong": "Le SIRET est faux : il n’est pas repris.",
    "structure-unknown": "Ce service est celui d’une structure qui n’est pas dans la liste : il est écarté.",
    "too-long": "Le texte est trop long : la fin n’est pas reprise.",
    "truncated": "Le fichier est coupé : la suite manque.",
    "website-wrong": "L’adresse du site n’en est pas une : elle n’est pas reprise.",
}


# What an error says of a file as a whole.
WHOLE = {
    "A column is missing.": "column-missing",
    "Services come without their structures.": "services-alone",
    "The JSON breaks off.": "truncated",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was not as it should be, and where.

    ``line``: of the file, from 1; in a list of objects, the number of the object; 0 of the file as a whole.
    ``column``: empty for the whole line. ``message``: a sentence of MESSAGES, whose key is ``code``. ``refused``: no
    card is made of this line; otherwise its card is there without what is wrong.
    """

    line: int
    column: str
    found: str
    expected: str
    message: str
    code: str = ""
    refused: bool = False


def problem(
    code: str, line: int, column: str = "", found: str = "", expected: str = "", *, refused: bool = False
) -> Problem:
    """The problem of that code, with what was found cut to what can be shown."""
    shown = found if len(found) <= FOUND_LENGTH else f"{found[:FOUND_LENGTH]}…"
    return Problem(line, column, shown, expected, MESSAGES[code], code, refused)


def told(error: SourceError) -> Problem:
    """The error for which a whole file is refused, as a problem. Line 0: of the file, not of one of its lines."""
    code = WHOLE.get(error.sentence, "form-unknown")
    expected = error.column if code == "column-missing" else error.expected
    return problem(code, error.line or 0, error.column, error.found or "", expected, refused=True)
