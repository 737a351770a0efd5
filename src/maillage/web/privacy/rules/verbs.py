"""What the journal can say: a code for each thing that people do, and the French for it. One table for all modules.

A sentence is who, then the words here, then what it was done to: « Marie Dupont » « a consulté le journal ». The words
name no person and hold no value. A verb stays for ever once a platform has written it: rows keep its code.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    return message


VERBS: dict[str, str] = {
    # Keep the lines in the order of their codes.
    "privacy.journal_downloaded": N_("a téléchargé une partie du journal"),
    "privacy.journal_read": N_("a cherché cette personne dans le journal"),
    "privacy.keys_rotated": N_("a remplacé la clé de chiffrement"),
}
