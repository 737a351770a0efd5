"""What is said of a key, and of why an appointment is cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.rules.cancelling import BECAUSE

from .rules.cancelling import FOR_PRACTITIONERS
from .rules.scopes import SCOPES

TEXT = {"class": "form-control", "autocomplete": "off"}
SELECT = {"class": "form-select"}
CHECK = {"class": "form-check-input"}
# A year and a day: whoever renews on the same day each year is never late.
LONGEST_DAYS = 366
DAYS = (30, 90, 180, LONGEST_DAYS)


class KeyForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=None, empty_label=None, widget=forms.Select(attrs=SELECT)
    )
    name = forms.CharField(label=gettext_lazy("Nom"), max_length=80, widget=forms.TextInput(attrs=TEXT))
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qu’elle ouvre"), widget=forms.CheckboxSelectMultiple(attrs=CHECK)
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valable pendant"), coerce=int, initial=LONGEST_DAYS, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["name"].help_text = _("Du logiciel qui s’en servira : « Agenda de l’opérateur ».")
        self.fields["scopes"].choices = [(scope, _(words)) for scope, words in SCOPES.items()]
        self.fields["days"].choices = [
            (days, _("un an") if days == LONGEST_DAYS else _("%(days)d jours") % {"days": days}) for days in DAYS
        ]

    def said(self, now: datetime) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "organisation": said["organisation"],
            "name": said["name"],
            "scopes": said["scopes"],
            "expires_at": now + timedelta(days=said["days"]),
        }


class CancelForm(forms.Form):
    """``code`` and ``version`` of the appointment as it was shown."""

    code = forms.CharField(max_length=8, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    because = forms.ChoiceField(
        label=gettext_lazy("Pourquoi"),
        widget=forms.RadioSelect(attrs=CHECK),
        error_messages={"required": gettext_lazy("Dites pourquoi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = [(code, _(BECAUSE[code][1])) for code in FOR_PRACTITIONERS]
