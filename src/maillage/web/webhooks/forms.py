"""What is said of software that is told, and of software that tells."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maillage.web.accounts.models import Organisation

from .models import Endpoint, Source
from .rules.addresses import UNFIT, UnfitAddressError, read_address
from .rules.events import EVENTS, SUBSCRIBED

TEXT = {"class": "form-control", "autocomplete": "off"}
SELECT = {"class": "form-select"}
CHECK = {"class": "form-check-input"}


class EndpointForm(forms.ModelForm):
    """``organisations``: of which one may be chosen; without them it stays that of the endpoint."""

    events = forms.MultipleChoiceField(
        choices=[(name, EVENTS[name].meaning) for name in SUBSCRIBED], widget=forms.CheckboxSelectMultiple(attrs=CHECK)
    )

    class Meta:
        model = Endpoint
        fields = ("organisation", "address", "contact", "events")
        widgets = {  # noqa: RUF012 - Django's own manner
            "organisation": forms.Select(attrs=SELECT),
            "address": forms.URLInput(attrs=TEXT | {"placeholder": "https://"}),
            "contact": forms.EmailInput(attrs=TEXT),
        }

    def __init__(self, *args: Any, organisations: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = _("En https, sur l’internet public. Le nom d’une machine, pas un numéro.")
        self.fields["contact"].help_text = _("Cette adresse e-mail reçoit un message si l’envoi est suspendu.")
        self.fields["events"].label = _("Ce qui lui est dit")
        self.fields["events"].choices = [(name, f"{name} : {_(EVENTS[name].meaning)}") for name in SUBSCRIBED]
        if organisations is None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = organisations
            self.fields["organisation"].empty_label = None

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        try:
            read_address(address)
        except UnfitAddressError as error:
            raise forms.ValidationError(_(UNFIT[error.reason])) from None
        return address


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = ("organisation", "name")
        widgets = {  # noqa: RUF012 - Django's own manner
            "organisation": forms.Select(attrs=SELECT),
            "name": forms.TextInput(attrs=TEXT),
        }

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Par exemple « Supervision des cabines ».")
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
