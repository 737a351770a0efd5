"""Why two cards are thought to be one place or two: each sign of the engine in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.engine.directory.matching import SAME
from maillage.web.marking import _

WORDS: dict[str, str] = {
    "name-same": _("Les deux noms disent la même chose."),
    "name-near": _("Les noms ne diffèrent que de quelques lettres."),
    "name-within": _("Un nom est contenu dans l’autre."),
    "name-of-body": _("L’un porte le nom d’un organisme, l’autre peut-être celui d’un de ses services."),
    "name-initials": _("Un nom est fait des initiales de l’autre, ou du début de ses mots."),
    "name-also": _("Un nom est donné entre parenthèses dans l’autre."),
    "name-partly": _("Les noms ont des mots en commun."),
    "name-only-what": _("Les deux noms ne disent que le genre du lieu et sa ville."),
    "name-only-town": _("Un des noms ne dit que la ville, l’autre est celui de la mairie."),
    "name-town-or-kind": _("Un des noms ne dit que la ville, l’autre que le genre du lieu."),
    "name-unsaid": _("Un seul des deux porte un nom propre."),
    "name-word": _("Les noms n’ont qu’un mot en commun."),
    "name-apart": _("Les noms n’ont rien en commun."),
    "name-sides-apart": _("Les noms diffèrent par un numéro ou un point cardinal."),
    "what-single": _("Une commune n’en a qu’un seul de ce genre."),
    "what-single-apart": _("Il y en a un par commune, et les communes sont différentes."),
    "what-here": _("Ce sont deux lieux du même genre, à la même adresse."),
    "what-named": _("Ce sont deux lieux du même genre et du même nom, dans la même commune."),
    "what-seldom": _("Une commune en a rarement deux de ce genre sans leur donner un nom."),
    "what-near": _("Ce sont deux lieux du même genre, à moins de 100 mètres."),
    "what-same": _("Ce sont deux lieux du même genre."),
    "what-body": _("Ce sont deux adresses d’une administration du même genre."),
    "what-apart": _("Ce sont deux genres de lieux différents : deux services peuvent partager un bâtiment."),
    "travels-apart": _("L’un est itinérant, l’autre non."),
    "address-same": _("L’adresse est la même."),
    "address-street": _("La rue est la même ; un des numéros manque ou diffère d’un « bis »."),
    "address-number-apart": _("La rue est la même, mais pas le numéro."),
    "address-apart": _("Les adresses sont différentes."),
    "distance-30": _("Les deux points sont à moins de 30 mètres."),
    "distance-100": _("Les deux points sont à moins de 100 mètres."),
    "distance-300": _("Les deux points sont à moins de 300 mètres."),
    "distance-1000": _("Plus de 300 mètres séparent les deux points."),
    "distance-3000": _("Plus d’un kilomètre sépare les deux points."),
    "distance-far": _("Plus de trois kilomètres séparent les deux points."),
    "distance-doubted": _("Les points sont éloignés, mais l’adresse est la même : un des deux est sans doute faux."),
    "commune-same": _("La commune est la même."),
    "postcode-same": _("Le code postal est le même."),
    "commune-apart": _("Les communes sont différentes."),
    "phone-here": _("Le téléphone est le même, pour le même genre de lieu."),
    "phone-same": _("Le téléphone est le même."),
    "phone-shared": _("Le téléphone est le même, mais d’autres lieux l’ont aussi."),
    "phone-apart": _("Les téléphones sont différents."),
    "email-same": _("L’adresse e-mail est la même."),
    "email-domain": _("Les adresses e-mail sont du même organisme."),
    "siret-same": _("Le SIRET est le même : c’est le même établissement."),
    "siret-elsewhere": _("Le SIRET est le même, mais pas l’adresse."),
    "siret-seat": _("Le SIRET est le même, mais une administration donne souvent celui de son siège."),
    "siret-of-body": _("Le SIRET est le même : un service donne souvent celui de son administration."),
    "siret-shared": _("Le SIRET est le même, mais d’autres lieux l’ont aussi."),
    "siret-other": _("Les SIRET sont ceux de deux établissements du même organisme."),
    "siret-apart": _("Les SIRET sont ceux de deux organismes."),
    "finess-same": _("Le numéro FINESS est le même."),
    "finess-apart": _("Les numéros FINESS sont différents : ce sont deux établissements."),
    "listed-twice": _("La même liste les distingue."),
    "listed-again": _("La même liste les distingue, mais elle semble avoir ce lieu deux fois."),
}
CHAIN = _("Les réunir rapprocherait d’autres fiches qui se contredisent.")


def in_words(reasons: Sequence[Sequence[str | float]], score: float) -> tuple[list[str], list[str]]:
    """What speaks for one place, and what against it, the weightiest first. ``reasons``: codes and weights.

    A pair that the score would join and that stands apart all the same was held back by the cards around it.
    """
    known = [(WORDS[code], weight) for code, weight in reasons if code in WORDS]
    against = [words for words, weight in known if weight < 0]
    return [words for words, weight in known if weight > 0], [*against, *([CHAIN] if score >= SAME else [])]
