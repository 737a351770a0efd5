"""Text as words that can be compared: without accents, capitals, plurals and the words that mean nothing alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from maillage.engine.territory.names import fold

_WORD = re.compile(r"[^\W_]+")
SHORTEST_PLURAL = 4


def words_of(text: str) -> list[str]:
    """In their order, in small letters, with their accents.

    >>> words_of("Maison de l’Œuvre, 12 rue d’Été")
    ['maison', 'de', 'l', 'œuvre', '12', 'rue', 'd', 'été']
    """
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What stays of one word when it is compared.

    >>> [stem(word) for word in ("Ateliers", "hôpitaux", "bureaux", "bus", "accès")]
    ['atelier', 'hopital', 'bureau', 'bus', 'acce']
    """
    plain = fold(word).replace(" ", "")
    if len(plain) < SHORTEST_PLURAL or not plain.isalpha():
        return plain
    if plain.endswith("aux"):
        return plain[:-1] if plain.endswith("eaux") else f"{plain[:-3]}al"
    return plain[:-1] if plain[-1] in "sx" else plain


STOP_WORDS = frozenset(
    map(
        stem,
        words_of("""
        a afin ai alors as au aux avec avoir c ce ces cet cette chez comme comment d dans de des du elle elles en entre
        es est et etre eux faire faut ici il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre
        nous on ont ou par pas plus pour pourquoi pres proche qu quand que quel quelle quelles quels qui quoi s sa se
        ses si son sont sous suis sur t ta te tes toi ton tu un une va vers veut veux voir vos votre vous voudrais
        vouloir y
        """),
    )
)
# They help to choose, but nothing is left out because it lacks them.
WEAK_WORDS = frozenset(
    map(
        stem,
        words_of("""
        accueil accès aide aider aides autour besoin bonjour cherche chercher gratuit gratuite gratuitement lieu lieux
        local maintenant merci ouvert ouverte ouverts pouvoir problème problèmes question rdv recherche rechercher
        rendez service services solution soutien structure trouver urgent ville
        """),
    )
)
