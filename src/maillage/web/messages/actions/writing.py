"""A message in words: subject, text and short text, from the templates of the module that sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.web.authority import authority

from ..rules.sms_text import fits, plain

# A character that nobody writes: a variable that is missing shows itself, and the message is refused.
MISSING = "\ue000"


class WordsError(ValueError):
    """The template cannot be written with these words: one is missing, or the template itself is."""


@dataclass(frozen=True)
class Written:
    """``short`` is empty if the template has no words for an SMS."""

    subject: str
    text: str
    short: str


def write(
    template: str, words: Mapping[str, str | int], *, language: str, short: bool = True, optional: bool = False
) -> Written:
    """``template``: ``"accounts/invitation"`` has its words in ``accounts/messages/invitation.subject.txt``,
    ``.text.txt`` and, if it is also sent by SMS, ``.sms.txt``. ``short``: whether they take one. ``optional``: it says
    how to have no more of them.

    With words too long for an SMS there is none: another channel is found. Raises WordsError.
    """
    module, _slash, name = template.partition("/")
    path = f"{module}/messages/{name}"
    with translation.override(language):
        ours = authority()
        words = dict(words) | {"authority": ours.name, "contact": ours.contact}
        subject = " ".join(_filled(f"{path}.subject.txt", words).split())
        text = _filled(f"{path}.text.txt", words).strip() + "\n"
        return Written(subject, text, _short(f"{path}.sms.txt", words, optional=optional) if short else "")


def _short(path: str, words: dict[str, str | int], *, optional: bool) -> str:
    try:
        _engine().get_template(path)
    except TemplateDoesNotExist:
        return ""
    refusal = _("Répondez STOP pour ne plus en recevoir.") if optional else ""
    text = plain(" ".join(f"{_filled(path, words)} {refusal}".split()))
    return text if fits(text) else ""


def _filled(path: str, words: dict[str, str | int]) -> str:
    try:
        found = _engine().get_template(path)
    except TemplateDoesNotExist as error:
        raise WordsError(f"There is no template {path}.") from error
    text = found.render(words)
    if MISSING in text:
        raise WordsError(
            f"{path} wants words that were not given: {', '.join(sorted(set(text.split(MISSING)[1::2])))}."
        )
    return text


@lru_cache(maxsize=1)
def _engine() -> DjangoTemplates:
    """Plain text: nothing is escaped. A variable that is missing is marked by what stands around its name."""
    return DjangoTemplates(
        {
            "NAME": "messages",
            "DIRS": [],
            "APP_DIRS": True,
            "OPTIONS": {
                "autoescape": False,
                "string_if_invalid": f"{MISSING}%s{MISSING}",
                "builtins": ["django.templatetags.i18n", "django.templatetags.l10n"],
            },
        }
    )
