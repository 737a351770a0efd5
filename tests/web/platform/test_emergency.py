"""Whom to call when it cannot wait: the wording, to the letter. Change it only after reading what the service says."""

from __future__ import annotations

import re

import pytest
from django.template import engines
from django.utils import translation

from maillage.web import emergency

FRENCH = """\
Les numéros d’urgence
En danger, maintenant
15 : SAMU. Une vie est en danger, la vôtre ou celle de quelqu’un d’autre. Une équipe médicale répond. \
Jour et nuit, tous les jours. Gratuit.
112 : Urgences en Europe. Toute urgence, partout en Europe, avec tout téléphone. On vous passe le bon secours. \
Jour et nuit, tous les jours. Gratuit.
114 : Urgences par SMS. Vous entendez mal, ou vous ne pouvez pas parler : écrivez un SMS et dites où vous êtes. \
On vous répond par SMS et on prévient les secours. Jour et nuit, tous les jours. Gratuit.
17 : Police, gendarmerie. Quelqu’un vous frappe, vous menace, ou menace un proche. La police ou la gendarmerie répond. \
Jour et nuit, tous les jours. Gratuit.
Pour en parler, tout de suite
3114 : Prévention du suicide. Vous pensez au suicide, vous avez peur pour quelqu’un, ou vous avez perdu quelqu’un. \
Des soignants formés répondent, sous le sceau du secret. Jour et nuit, tous les jours. Gratuit.
119 : Enfance en danger. Un enfant ou un adolescent est en danger, ou risque de l’être. Les enfants peuvent appeler. \
Des professionnels de l’enfance répondent. L’appel n’est pas écrit sur la facture. \
Jour et nuit, tous les jours. Gratuit.
3919 : Violences femmes info. Une femme subit des violences : vous, ou quelqu’un que vous connaissez. \
Des écoutantes formées répondent. L’appel est anonyme et n’est pas écrit sur la facture. \
Jour et nuit, tous les jours. Gratuit.
3977 : Maltraitance. Une personne âgée ou en situation de handicap est maltraitée. \
Des professionnels écoutent et conseillent. \
De 9 h à 19 h ; le samedi et le dimanche, de 9 h à 13 h et de 14 h à 19 h. Gratuit.
Vous ne savez pas lequel choisir ? Appelez le 15. On vous aide, et on ne vous reprochera pas d’avoir appelé.
"""
ENGLISH = """\
Emergency numbers
In danger, now
15 : Ambulance (SAMU). A life is in danger: yours, or somebody else’s. A medical team answers. \
Day and night, every day. Free of charge.
112 : Emergencies in Europe. Any emergency, anywhere in Europe, from any phone. \
You are put through to the right service. Day and night, every day. Free of charge.
114 : Emergencies by text message. You cannot hear well, or cannot speak: send a text message and say where you are. \
You are answered by text message, and help is called. Day and night, every day. Free of charge.
17 : Police. Somebody is hitting or threatening you, or somebody close to you. The police answer. \
Day and night, every day. Free of charge.
To talk about it, right away
3114 : Suicide prevention. You are thinking of suicide, you fear for somebody, or you have lost somebody. \
Trained care professionals answer, in confidence. Day and night, every day. Free of charge.
119 : Children in danger. A child or a teenager is in danger, or may be. Children can call. \
Professionals of child protection answer. The call is not on the phone bill. Day and night, every day. Free of charge.
3919 : Violence against women. A woman suffers violence: you, or somebody you know. \
Trained listeners answer. The call is anonymous and is not on the phone bill. Day and night, every day. Free of charge.
3977 : Abuse of elderly or disabled people. An elderly or disabled person is abused. \
Professionals listen and advise. \
From 9 am to 7 pm; on Saturday and Sunday, 9 am to 1 pm and 2 pm to 7 pm. Free of charge.
Not sure which one? Call 15. You will be helped, and nobody will blame you for calling.
"""


def spoken(language: str) -> str:
    """All that is said, a line each."""
    with translation.override(language):
        lines = [str(emergency.TITLE)]
        for group in emergency.GROUPS:
            lines.append(str(group.title))
            lines += [f"{n.digits} : {n.name}. {n.why} {n.who} {n.hours}" for n in group.numbers]
        return "\n".join([*lines, str(emergency.HESITATING), ""])


@pytest.mark.parametrize(("language", "wording"), [("fr", FRENCH), ("en", ENGLISH)])
def test_the_wording_is_the_one_that_was_read_again(language: str, wording: str) -> None:
    assert spoken(language) == wording


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_template_leaves_nothing_out_and_every_number_is_a_link(language: str) -> None:
    with translation.override(language):
        page = engines["django"].from_string("{% emergency_numbers %}").render()
    links = re.findall(r'href="(\w+:\d+)"', page)
    assert links == ["tel:15", "tel:112", "sms:114", "tel:17", "tel:3114", "tel:119", "tel:3919", "tel:3977"]
    said = [text for line in spoken(language).splitlines() for text in re.split(r"(?<=[.?:;]) ", line)]
    shown = " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("&#x27;", "'")
    assert [text for text in said if text.rstrip(" .:") not in shown] == []
