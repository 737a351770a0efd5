"""What an SMS weighs. GSM 03.38: seven bits a character of its alphabet, sixteen as soon as one stands outside it."""

from __future__ import annotations

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These cost two characters each.
EXTENDED = frozenset("\f^{}\\[~]|€")
# A message that is cut gives some of each part to say which part it is.
WHOLE_7_BIT, PART_7_BIT = 160, 153
WHOLE_16_BIT, PART_16_BIT = 70, 67
LONGEST_SEGMENTS = 3
TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "‑": "-"}
)


def plain(text: str) -> str:
    """Without the typography that doubles an SMS' price. Letters keep their accents: a name stays a name.

    >>> plain("Rendez-vous « à l’heure »")
    'Rendez-vous "à l\\'heure"'
    """
    return (
        text.replace("«\u00a0", '"').replace("« ", '"').replace("\u00a0»", '"').replace(" »", '"').translate(TYPOGRAPHY)
    )


def segments(text: str) -> int:
    """How many SMS are paid for a text.

    >>> segments("a" * 160), segments("a" * 161), segments("ê" * 70), segments("ê" * 71)
    (1, 2, 1, 2)
    """
    if all(character in ALPHABET or character in EXTENDED for character in text):
        return _cut([2 if character in EXTENDED else 1 for character in text], WHOLE_7_BIT, PART_7_BIT)
    # Beyond the basic plane a character is two units, which stay together.
    return _cut([len(character.encode("utf-16-le")) // 2 for character in text], WHOLE_16_BIT, PART_16_BIT)


def fits(text: str) -> bool:
    return segments(text) <= LONGEST_SEGMENTS


def _cut(units: list[int], whole: int, part: int) -> int:
    """No character stands astride two parts."""
    if sum(units) <= whole:
        return 1
    parts, used = 1, 0
    for size in units:
        if used + size > part:
            parts, used = parts + 1, 0
        used += size
    return parts
