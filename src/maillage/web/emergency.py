"""Whom to call when it cannot wait: fixed wording, in both languages side by side, on every page that touches mental
health and above everything else there.

It is not in the catalogues of words: what stands here was compared with what each service says of itself, and a test
holds it to the letter. Templates show it with ``{% emergency_numbers %}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Words:
    """The same in French and in English; as a string, in the language of the page."""

    fr: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.fr


@dataclass(frozen=True)
class Number:
    """``why``: when to use it. ``who``: who answers. ``hours``: when, and that it is free. ``by_text``: one writes."""

    digits: str
    name: Words
    why: Words
    who: Words
    hours: Words
    by_text: bool = False

    @property
    def link(self) -> str:
        return f"{'sms' if self.by_text else 'tel'}:{self.digits}"


@dataclass(frozen=True)
class Group:
    title: Words
    numbers: tuple[Number, ...]


TITLE = Words("Les numéros d’urgence", "Emergency numbers")
HESITATING = Words(
    "Vous ne savez pas lequel choisir ? Appelez le 15. On vous aide, et on ne vous reprochera pas d’avoir appelé.",
    "Not sure which one? Call 15. You will be helped, and nobody will blame you for calling.",
)
DAY_AND_NIGHT = Words("Jour et nuit, tous les jours. Gratuit.", "Day and night, every day. Free of charge.")

GROUPS = (
    Group(
        Words("En danger, maintenant", "In danger, now"),
        (
            Number(
                "15",
                Words("SAMU", "Ambulance (SAMU)"),
                Words(
                    "Une vie est en danger, la vôtre ou celle de quelqu’un d’autre.",
                    "A life is in danger: yours, or somebody else’s.",
                ),
                Words("Une équipe médicale répond.", "A medical team answers."),
                DAY_AND_NIGHT,
            ),
            Number(
                "112",
                Words("Urgences en Europe", "Emergencies in Europe"),
                Words(
                    "Toute urgence, partout en Europe, avec tout téléphone.",
                    "Any emergency, anywhere in Europe, from any phone.",
                ),
                Words("On vous passe le bon secours.", "You are put through to the right service."),
                DAY_AND_NIGHT,
            ),
            Number(
                "114",
                Words("Urgences par SMS", "Emergencies by text message"),
                Words(
                    "Vous entendez mal, ou vous ne pouvez pas parler : écrivez un SMS et dites où vous êtes.",
                    "You cannot hear well, or cannot speak: send a text message and say where you are.",
                ),
                Words(
                    "On vous répond par SMS et on prévient les secours.",
                    "You are answered by text message, and help is called.",
                ),
                DAY_AND_NIGHT,
                by_text=True,
            ),
            Number(
                "17",
                Words("Police, gendarmerie", "Police"),
                Words(
                    "Quelqu’un vous frappe, vous menace, ou menace un proche.",
                    "Somebody is hitting or threatening you, or somebody close to you.",
                ),
                Words("La police ou la gendarmerie répond.", "The police answer."),
                DAY_AND_NIGHT,
            ),
        ),
    ),
    Group(
        Words("Pour en parler, tout de suite", "To talk about it, right away"),
        (
            Number(
                "3114",
                Words("Prévention du suicide", "Suicide prevention"),
                Words(
                    "Vous pensez au suicide, vous avez peur pour quelqu’un, ou vous avez perdu quelqu’un.",
                    "You are thinking of suicide, you fear for somebody, or you have lost somebody.",
                ),
                Words(
                    "Des soignants formés répondent, sous le sceau du secret.",
                    "Trained care professionals answer, in confidence.",
                ),
                DAY_AND_NIGHT,
            ),
            Number(
                "119",
                Words("Enfance en danger", "Children in danger"),
                Words(
                    "Un enfant ou un adolescent est en danger, ou risque de l’être. Les enfants peuvent appeler.",
                    "A child or a teenager is in danger, or may be. Children can call.",
                ),
                Words(
                    "Des professionnels de l’enfance répondent. L’appel n’est pas écrit sur la facture.",
                    "Professionals of child protection answer. The call is not on the phone bill.",
                ),
                DAY_AND_NIGHT,
            ),
            Number(
                "3919",
                Words("Violences femmes info", "Violence against women"),
                Words(
                    "Une femme subit des violences : vous, ou quelqu’un que vous connaissez.",
                    "A woman suffers violence: you, or somebody you know.",
                ),
                Words(
                    "Des écoutantes formées répondent. L’appel est anonyme et n’est pas écrit sur la facture.",
                    "Trained listeners answer. The call is anonymous and is not on the phone bill.",
                ),
                DAY_AND_NIGHT,
            ),
            Number(
                "3977",
                Words("Maltraitance", "Abuse of elderly or disabled people"),
                Words(
                    "Une personne âgée ou en situation de handicap est maltraitée.",
                    "An elderly or disabled person is abused.",
                ),
                Words("Des professionnels écoutent et conseillent.", "Professionals listen and advise."),
                Words(
                    "De 9 h à 19 h ; le samedi et le dimanche, de 9 h à 13 h et de 14 h à 19 h. Gratuit.",
                    "From 9 am to 7 pm; on Saturday and Sunday, 9 am to 1 pm and 2 pm to 7 pm. Free of charge.",
                ),
            ),
        ),
    ),
)
