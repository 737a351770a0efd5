"""What the authority says of itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.appearance import problem
from ..rules.contrast import rgb
from ..rules.logo import MOST_BYTES, PictureError, drawn_anew

TEXT = {"class": "form-control"}


class AuthorityForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nom affiché"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT)
    )
    contact = forms.EmailField(
        label=gettext_lazy("Adresse e-mail pour les questions"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=TEXT),
    )
    accent = forms.CharField(
        label=gettext_lazy("Couleur d’accent"),
        help_text=gettext_lazy("Comme #0b6e69. Vide : la couleur d’origine."),
        max_length=7,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "spellcheck": "false"}),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Langues proposées"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG, JPEG ou WebP, 1 Mo au plus ; il sera réduit à 96 pixels de haut."),
        required=False,
        widget=forms.FileInput(attrs=TEXT | {"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(
        label=gettext_lazy("Retirer le logo"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"].strip().lower()
        if not accent:
            return ""
        try:
            rgb(accent)
        except ValueError:
            raise forms.ValidationError(_("Écrivez un dièse et six chiffres de 0 à f, comme #0b6e69.")) from None
        found = problem(accent)
        if found:
            ratio, nearest = found
            raise forms.ValidationError(
                _(
                    "Cette couleur se lit mal sur le papier : un contraste de %(ratio)s, il en faut 4,5. "
                    "La plus proche qui convient : %(nearest)s."
                )
                % {"ratio": number_format(Decimal(ratio), 1), "nearest": nearest}
            )
        return accent

    def clean_languages(self) -> list[str]:
        chosen = self.cleaned_data["languages"]
        if settings.LANGUAGE_CODE not in chosen:
            raise forms.ValidationError(_("Le français est toujours proposé."))
        return chosen

    def clean_logo(self) -> bytes | None:
        """The picture drawn anew; None if there is none."""
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            return drawn_anew(file.read(MOST_BYTES + 1))
        except PictureError as error:
            raise forms.ValidationError(_told(error.reason)) from error

    @property
    def said(self) -> dict[str, Any]:
        """What the action wants: a logo of no bytes is one that is taken away."""
        kept = {field: self.cleaned_data[field] for field in ("name", "contact", "accent", "languages")}
        removed = b"" if self.cleaned_data["no_logo"] else None
        return kept | {"logo": self.cleaned_data["logo"] or removed}


def _told(reason: str) -> str:
    return {
        "large": _("Ce fichier est trop lourd : 1 Mo au plus."),
        "pixels": _("Cette image est trop grande : 16 millions de pixels au plus."),
        "format": _("Ce fichier n’est pas une image PNG, JPEG ou WebP. Un SVG n’est pas accepté."),
    }[reason]
