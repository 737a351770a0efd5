"""What the addresses of the pages may carry: weights, assumptions, points of help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.fragility.axes import Axis
from maillage.engine.fragility.mediation import Mediation
from maillage.engine.fragility.weights import Weights

CODES = ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


def _number(label: str, most: int, *, least: int = 0, decimals: int = 1, help_text: str = "") -> forms.DecimalField:
    wrong = _("Donnez un nombre de %(least)d à %(most)d.") % {"least": least, "most": most}
    return forms.DecimalField(
        label=label,
        min_value=Decimal(least),
        max_value=Decimal(most),
        max_digits=6,
        decimal_places=decimals,
        help_text=help_text,
        error_messages=dict.fromkeys(CODES, wrong),
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm", "inputmode": "decimal"}),
    )


class AxisWeightsForm(forms.Form):
    """One number an axis that is known: ``poids-age``, ... Those of the method if the address says nothing."""

    prefix = "poids"

    def __init__(self, asked: Mapping[str, str], axes: Sequence[Axis]) -> None:
        sent = any(f"{self.prefix}-{axis.name}" in asked for axis in axes)
        usual = {f"{self.prefix}-{axis.name}": f"{axis.weight:g}" for axis in axes}
        super().__init__({name: asked.get(name, "") for name in usual} if sent else usual)
        self.is_usual = not sent
        self.fields |= {axis.name: _number(_(axis.label), 100) for axis in axes}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Donnez un poids à un axe au moins."))
        return self.cleaned_data

    @property
    def weights(self) -> Weights:
        """The usual ones if what was sent cannot be used."""
        if self.is_usual or not self.is_valid():
            return Weights()
        return Weights({axis: float(weight) for axis, weight in self.cleaned_data.items()})

    @property
    def query(self) -> str:
        """What the addresses of other pages end with, so that they show the same figures."""
        if self.is_usual or not self.is_valid():
            return ""
        return "?" + "&".join(f"poids-{axis}={weight.normalize():f}" for axis, weight in self.cleaned_data.items())


class MediationForm(forms.Form):
    """The assumptions about mediation: those of the method if the address says nothing."""

    NAMES = ("part", "seances", "minutes", "heures")

    def __init__(self, asked: Mapping[str, str]) -> None:
        usual = Mediation()
        filled = {
            "part": f"{100 * usual.uptake:g}",
            "seances": f"{usual.sessions:g}",
            "minutes": f"{usual.minutes:g}",
            "heures": f"{usual.hours_a_mediator:g}",
        }
        sent = any(name in asked for name in self.NAMES)
        super().__init__({name: asked.get(name, "") for name in self.NAMES} if sent else filled)
        self.is_usual = not sent
        self.fields |= {
            "part": _number(_("Part des personnes qui viennent (%)"), 100),
            "seances": _number(_("Séances par personne et par an"), 100),
            "minutes": _number(_("Minutes par séance"), 480),
            "heures": _number(
                _("Heures d’un poste avec le public, par an"), 2000, least=1, help_text=_("sur 1 607 heures de travail")
            ),
        }

    @property
    def mediation(self) -> Mediation:
        """The usual one if what was sent cannot be used."""
        if self.is_usual or not self.is_valid():
            return Mediation()
        said = {name: float(value) for name, value in self.cleaned_data.items()}
        return Mediation(said["part"] / 100, said["seances"], said["minutes"], said["heures"])


class OpeningForm(forms.Form):
    """Communes where help would open, and points that would close. ``communes``: (code, name) that may be chosen."""

    commune = forms.MultipleChoiceField(
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": "8"}),
        label=gettext_lazy("Ouvrir un point d’aide à"),
        error_messages={"invalid_choice": gettext_lazy("Cette commune n’est pas dans le territoire.")},
    )
    fermer = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Sans ces points d’aide"),
        error_messages={"invalid_choice": gettext_lazy("Ce point d’aide n’existe pas.")},
    )

    def __init__(self, asked: Any, communes: Sequence[tuple[str, str]], points: Sequence[tuple[str, str]]) -> None:
        super().__init__(asked)
        self.fields["commune"].choices = communes
        self.fields["fermer"].choices = points
