"""What an agent says to have a diagnosis made, and a reader to have the priority weighed otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.access.priority import PriorityWeights
from maillage.engine.errors import TerritoryError, TravelError
from maillage.engine.territory.territory import FRANCE, Territory
from maillage.web.networks import label_of, networks
from maillage.web.territories.queries import get_territory, reference

from .models.roads import parameters_on
from .rules.addresses import words_of
from .rules.indicators import PRIORITY_PARTS
from .rules.roads import numbers_of
from .rules.weights import texts_of, written


class StudyForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Codes du territoire"),
        help_text=gettext_lazy(
            "Un département (78), une intercommunalité (SIREN) ou des communes (codes INSEE), séparés par des espaces, "
            "des virgules ou des lignes."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Nom à afficher"),
        help_text=gettext_lazy("Facultatif : par exemple « Bassin de vie de Mantes »."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    roads = forms.ChoiceField(
        label=gettext_lazy("Temps de trajet"),
        help_text=gettext_lazy(
            "Sur un réseau routier, tout ce qui est calculé repose sur des temps réels là où il va, et sur le modèle "
            "au-delà."
        ),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    factors = forms.CharField(
        label=gettext_lazy("Heures de pointe"),
        help_text=gettext_lazy(
            "Facultatif : par combien multiplier les temps de la route, pour chacune des sept classes de densité, de "
            "la plus dense à la plus dispersée. Par exemple 1,5 1,4 1,2 1,2 1,1 1 1. Vide : routes libres."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {f"{record.name}/{record.mode}": record for record in networks()}
        if not self.networks:
            del self.fields["roads"], self.fields["factors"]
            return
        on_roads = [(key, label_of(record)) for key, record in self.networks.items()]
        self.fields["roads"].choices = [("", _("Modèle à vol d’oiseau, en voiture")), *on_roads]

    def clean_words(self) -> list[str]:
        return words_of(self.cleaned_data["words"])

    def clean_factors(self) -> str | None:
        """As the engine writes them: ``1.5,1.4,...``."""
        text = self.cleaned_data["factors"]
        if not text.strip():
            return None
        from maillage.engine.travel.roads.factors import TimeFactors

        try:
            factors = TimeFactors(tuple(numbers_of(text)))
        except (ValueError, TravelError):
            raise forms.ValidationError(
                _("Donnez sept nombres plus grands que zéro, séparés par des espaces.")
            ) from None
        return ",".join(f"{factor:g}" for factor in factors.by_density)

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data.get("words")
        if words is not None:
            try:
                self.cleaned_data["territory"] = get_territory(words)
            except TerritoryError as error:
                self.add_error("words", _told(error))
        if self.cleaned_data.get("factors") and not self.cleaned_data.get("roads"):
            self.add_error("factors", _("Choisissez d’abord un réseau routier : le modèle ne connaît pas les heures."))
        self._check_roads()
        return self.cleaned_data

    def _check_roads(self) -> None:
        """Refuses what a page cannot wait for, and a network that knows nothing of the territory."""
        territory, record = self.cleaned_data.get("territory"), self.networks.get(self.cleaned_data.get("roads") or "")
        if territory is None or record is None:
            return
        if territory.kind == FRANCE:
            self.add_error("roads", _("La France entière sur les routes se calcule en ligne de commande."))
        elif not _meets(territory, record.cut or record.bounds):
            self.add_error("roads", _("Ce réseau ne contient aucune mairie de ce territoire. Choisissez-en un autre."))

    @property
    def parameters(self) -> dict[str, Any]:
        """What the engine is asked beside the territory."""
        record = self.networks.get(self.cleaned_data.get("roads") or "")
        return parameters_on(record, self.cleaned_data["factors"]) if record else {}


class WeightsForm(forms.Form):
    """One number a part of the priority: ``poids-access``, ... when it is sent, ``poids`` (40-20-20-20) afterwards."""

    prefix = "poids"

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__({f"{self.prefix}-{part}": text for part, text in texts.items()})
        self.fields |= {part: _weight(_(label)) for part, label in PRIORITY_PARTS.items()}

    @classmethod
    def asked(cls, address: Mapping[str, str]) -> WeightsForm | None:
        """What the address says of the weights; None if it says nothing."""
        sent = {part: address[name] for part in PRIORITY_PARTS if (name := f"{cls.prefix}-{part}") in address}
        texts = sent or (texts_of(address[cls.prefix]) if address.get(cls.prefix) else None)
        return None if texts is None else cls(texts)

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> WeightsForm:
        """Filled with the weights in use, in hundredths."""
        return cls({part: f"{100 * weight:.3g}" for part, weight in weights.items()})

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Donnez un poids à une part au moins."))
        return self.cleaned_data

    @property
    def weights(self) -> PriorityWeights:
        return PriorityWeights(**{part: float(weight) for part, weight in self.cleaned_data.items()})

    @property
    def written(self) -> str:
        return written(self.cleaned_data)


def _weight(label: str) -> forms.DecimalField:
    wrong = _("Donnez un nombre de 0 à 100.")
    codes = ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        error_messages=dict.fromkeys(codes, wrong),
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm", "inputmode": "decimal"}),
    )


def _meets(territory: Territory, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    halls = reference().communes.loc[list(territory.codes), ["lat", "lon"]]
    return bool((halls["lat"].between(south, north) & halls["lon"].between(west, east)).any())


def _told(error: TerritoryError) -> str:
    """In the reader's language: the engine's own words are for engineers."""
    near = ", ".join(f"{name} ({code})" for code, name in error.suggestions)
    if near:
        return _("Un de ces codes ne désigne aucun territoire. Vouliez-vous dire : %(near)s ?") % {"near": near}
    return _("Un de ces codes ne désigne aucun territoire. Vérifiez-les un par un.")
