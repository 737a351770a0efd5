"""What is said of an organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..models import Organisation
from ..rules.organisations import CODES, is_code, normal_code


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ("kind", "name", "code")
        widgets = {  # noqa: RUF012 - Django's own manner
            "kind": forms.Select(attrs={"class": "form-select"}),
            "name": forms.TextInput(attrs={"class": "form-control"}),
            "code": forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "Facultatif : INSEE pour une commune ou un département, FINESS pour une MSP ou une CPTS, sinon SIREN."
        )
        # Typed with spaces, as registers print it.
        self.fields["code"].max_length = 30
        self.fields["code"].widget.attrs["maxlength"] = 30

    def clean_code(self) -> str:
        return normal_code(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind, code = said.get("kind"), said.get("code")
        if kind and code and not is_code(kind, code):
            self.add_error("code", _("Ce code ne peut pas être juste.") + " " + _(CODES[kind].form))
        return said
