"""What is wrong with a list of the authority's own, in words: the engine says it in English."""

from __future__ import annotations

from maillage.web.marking import _

# The titles of the file to fill in, as the reader knows them.
TITLES = ("identifiant", "nom", "commune", "lat", "lon", "propriétaire", "coût", "actes", "statut")
EXAMPLE = ("social-1", "Centre social", "78586", "", "", "own", "30000", "3000", "")
# Every sentence of the engine's reader of such lists; of any other, the page says that the file cannot be read.
SENTENCES = {
    "This site has no key.": _("Ce site n’a pas d’identifiant : donnez-lui en un, à lui seul."),
    "This key stands twice.": _("Cet identifiant est là deux fois : donnez à chaque site le sien."),
    "This is not a commune.": _("Ce n’est pas un code de commune : cinq caractères, comme 78005."),
    "This cannot be read.": _("Ce statut n’est pas connu : existing, locked, forbidden, ou rien."),
    "This cannot be right.": _("Ce nombre ne peut pas être juste : zéro ou plus."),
    "This is not in degrees.": _("Ce n’est pas en degrés : latitude de −90 à 90, longitude de −180 à 180."),
    "This line has no place.": _("Cette ligne n’a pas de lieu : donnez la commune, ou lat et lon."),
    "This is not a number.": _("Ce n’est pas un nombre."),
    "A column is missing.": _("Une colonne manque : le modèle les a toutes."),
    "A column stands twice.": _("Une colonne est là deux fois."),
    "A row is cut short.": _("Cette ligne a moins de cases que la première."),
    "A row has too many cells.": _("Cette ligne a plus de cases que la première."),
    "The file has a header but no rows.": _("Le fichier n’a pas de ligne sous ses titres."),
    "The file is not text.": _("Ce n’est pas un fichier CSV : enregistrez-le au format CSV dans votre tableur."),
    "The letters of the file cannot be read.": _("Les lettres ne se lisent pas : enregistrez le fichier en UTF-8."),
}
UNREADABLE = _("Ce fichier ne se lit pas comme une liste de lieux : partez du modèle.")


class UnreadableError(Exception):
    """The list cannot be taken; the message says why, and where, to a person."""
