"""Closed lists: what one ticks instead of writing, so that nothing is ever told of a person's health.

A code stays for ever once a platform has written it; the words may change.
"""

from __future__ import annotations

from collections.abc import Iterable

from maillage.web.marking import _

# What for, as one would say it. In the order of the page.
NEEDS: dict[str, str] = {
    "doctor": _("Voir un médecin"),
    "dentist": _("Voir un dentiste"),
    "specialist": _("Voir un spécialiste"),
    "nurse": _("Recevoir des soins infirmiers"),
    "birth": _("Grossesse, bébé, petit enfant"),
    "distress": _("Parler à quelqu’un, le moral ne va pas"),
    "health-online": _("Faire une démarche de santé sur internet"),
    "digital": _("Apprendre à se servir d’un ordinateur ou d’un téléphone"),
    "rights": _("Carte Vitale, complémentaire, remboursements"),
    "home": _("Être aidé à la maison"),
}

# What is hard. Never an illness: only what stands between a person and the help.
OBSTACLES: dict[str, str] = {
    "no-doctor": _("pas de médecin traitant, ou il ne peut pas recevoir"),
    "no-equipment": _("pas d’ordinateur, pas de téléphone récent"),
    "no-connection": _("pas d’internet à la maison"),
    "reading": _("lire ou écrire est difficile"),
    "language": _("parler ou lire le français est difficile"),
    "cannot-travel": _("ne peut pas se déplacer"),
    "steps": _("les marches sont un obstacle"),
    "hearing": _("entendre ou parler est difficile"),
    "seeing": _("voir est difficile"),
}

# What one may say first when one calls, so that it goes well.
TO_SAY: dict[str, str] = {
    "no-doctor": _("« Je n’ai pas de médecin traitant. »"),
    "no-equipment": _("« Je ne peux pas aller sur internet : répondez-moi par téléphone ou par courrier. »"),
    "no-connection": _("« Je ne peux pas aller sur internet : répondez-moi par téléphone ou par courrier. »"),
    "reading": _("« J’ai du mal à lire et à écrire : expliquez-moi de vive voix. »"),
    "language": _("« Je parle peu le français : parlez lentement. Y a-t-il un interprète ? »"),
    "cannot-travel": _("« Je ne peux pas me déplacer : pouvez-vous venir ? »"),
    "steps": _("« Les marches sont un obstacle pour moi : comment entrer ? »"),
    "hearing": _("« J’entends mal : parlez lentement, ou écrivez-moi. » Quelqu’un peut appeler pour vous."),
    "seeing": _("« Je vois mal : dites-moi tout de vive voix. »"),
}

# For whom the question is asked.
WHOM: dict[str, str] = {
    "me": _("Pour moi"),
    "other": _("Pour quelqu’un que j’aide"),
}

# What the structure may be told beside the need, to reach the person well.
NOTES: dict[str, str] = {
    "morning": _("plutôt joindre le matin"),
    "afternoon": _("plutôt joindre l’après-midi"),
    "voice": _("préfère qu’on lui parle : ne lit pas les messages"),
    "written": _("préfère qu’on lui écrive"),
    "interpreter": _("a besoin d’un ou d’une interprète"),
    "companion": _("vient avec quelqu’un"),
}

# Why a structure refuses.
REFUSALS: dict[str, str] = {
    "full": _("nous n’avons plus de place en ce moment"),
    "area": _("la personne n’habite pas dans notre secteur"),
    "service": _("ce n’est pas un service que nous rendons"),
    "other-help": _("la personne a besoin d’une autre aide"),
    "unreachable": _("nous n’arrivons pas à joindre la personne"),
}

# How a structure that accepts gets in touch.
MEANS: dict[str, str] = {
    "phone": _("par téléphone"),
    "email": _("par e-mail"),
    "letter": _("par courrier"),
    "visit": _("en passant chez la personne"),
    "expected": _("la personne est attendue sur place"),
}
# The same, said to the person.
MEANS_TOLD: dict[str, str] = {
    "phone": _("on vous appelle"),
    "email": _("on vous écrit un e-mail"),
    "letter": _("on vous envoie un courrier"),
    "visit": _("on passe chez vous"),
    "expected": _("on vous attend sur place"),
}


def known(codes: Iterable[str], of: dict[str, str]) -> tuple[str, ...]:
    """Those of a list, once, in its order: whatever else was said is left out."""
    said = set(codes)
    return tuple(code for code in of if code in said)
