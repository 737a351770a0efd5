"""What an agent says of a scenario: its beginning, its settings, what to do with a site, its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from secrets import token_hex
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.studies.models import Diagnosis

from .models import Computation
from .models.edit import Verb
from .rules import sites as rules
from .rules.goals import AIMS, GOALS
from .rules.own_list import UnreadableError
from .rules.settings import ASSUMPTIONS, KINDS, LABELS, WISHES, Settings
from .rules.sites import OWN, PARTNER, Site

# Of degrees: a metre or so, finer than any minutes.
DECIMALS = 5
LIST_BYTES = 1_000_000
OWNERS = ((OWN, gettext_lazy("à nous")), (PARTNER, gettext_lazy("chez un partenaire")))
HELP = {
    "budget": gettext_lazy("Vide : sans limite."),
    "count": gettext_lazy("Vide : autant qu’il faut."),
    "cost": gettext_lazy("Hypothèse à remplacer par la vôtre : location, liaison, présence d’un médiateur."),
}
# Of each number: the least and the most that make sense, and how finely it is said.
BOUNDS = {
    "count": (0, 1_000, 0),
    "budget": (0, 1_000_000_000, 0),
    "own_at_least": (0, 1_000, 0),
    "partner_at_least": (0, 1_000, 0),
    "apart_km": (0, 200, 1),
    "stations": (1, 20, 0),
    "hours_a_week": (0, 168, 1),
    "weeks_a_year": (0, 53, 1),
    "acts_an_hour": (0, 20, 1),
    "cost": (0, 10_000_000, 0),
    "within_minutes": (1, 45, 0),
    "threshold": (0.1, 20, 2),
}
OPTIONAL = {"count", "budget", "own_at_least", "partner_at_least", "apart_km"}
WHOLE = {"count", "own_at_least", "partner_at_least", "stations"}


class BeginForm(forms.Form):
    diagnosis = forms.ModelChoiceField(
        label=gettext_lazy("Territoire"),
        queryset=Diagnosis.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Nom du scénario"),
        help_text=gettext_lazy("Par exemple « 50 cabines en 2027 »."),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of all France nothing is planned at once.
        self.fields["diagnosis"].queryset = Diagnosis.objects.exclude(kind="france")


class CopyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nom de la copie"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
    )


class SettingsForm(forms.Form):
    """Goal, wishes, assumptions and kinds of places. Its fields are those of :class:`~.rules.settings.Settings`.

    ``counts``: of the places of each kind that there is; others cannot be chosen.
    """

    def __init__(self, *args: Any, counts: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: _field(name) for name in (*WISHES, *ASSUMPTIONS)}
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_(LABELS["kinds"]),
            choices=[(kind, f"{_(label)} ({counts[kind]})") for kind, label in KINDS.items() if counts.get(kind)],
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        )

    @classmethod
    def of(cls, settings: Settings, *, counts: Mapping[str, int]) -> SettingsForm:
        numbers = {name: _plain(getattr(settings, name)) for name in (*WISHES, *ASSUMPTIONS)}
        return cls(initial=numbers | {"kinds": settings.kinds.split(",")}, counts=counts)

    @property
    def wishes(self) -> list[forms.BoundField]:
        return [self[name] for name in WISHES if name != "goal"]

    @property
    def assumptions(self) -> list[forms.BoundField]:
        return [self[name] for name in ASSUMPTIONS]

    @property
    def said(self) -> dict[str, Any]:
        """As the settings keep it."""
        numbers = {name: _kept(name, self.cleaned_data[name]) for name in (*WISHES, *ASSUMPTIONS)}
        return numbers | {"kinds": ",".join(self.cleaned_data["kinds"])}


class ReasonsForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nom du scénario"), max_length=120, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    reasons = forms.CharField(
        label=gettext_lazy("Raisons de ce choix"),
        help_text=gettext_lazy("Elles sont publiées avec le scénario."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
    )

    @property
    def said(self) -> dict[str, str]:
        return {
            "name": self.cleaned_data["name"].strip(),
            "reasons": self.cleaned_data["reasons"].replace("\r\n", "\n"),
        }


class ComputationForm(forms.Form):
    """``kind``: a proposal, or the front of two goals that differ."""

    kind = forms.ChoiceField(choices=Computation.Kind.choices)
    first = forms.ChoiceField(choices=list(AIMS.items()), required=False)
    second = forms.ChoiceField(choices=list(AIMS.items()), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("kind") == Computation.Kind.FRONT:
            chosen = {said.get("first"), said.get("second")} - {"", None}
            if len(chosen) != 2:
                raise forms.ValidationError(_("Choisissez deux buts différents."))
        return said

    @property
    def kind_asked(self) -> Computation.Kind:
        return Computation.Kind(self.cleaned_data["kind"])

    @property
    def goals(self) -> list[str]:
        """Empty for a proposal, whose goal is the scenario's."""
        said = self.cleaned_data
        return [said["first"], said["second"]] if said["kind"] == Computation.Kind.FRONT else []


class OwnListForm(forms.Form):
    """The authority's own places, as a file. ``read`` it: raises UnreadableError. ``sites``: what it says."""

    file = forms.FileField(
        label=gettext_lazy("Vos propres lieux (fichier CSV)"),
        max_length=200,
        widget=forms.FileInput(attrs={"class": "form-control form-control-sm", "accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, read: Callable[[Iterable[bytes]], list[Site]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read, self.sites = read, []

    def clean_file(self) -> UploadedFile:
        said = self.cleaned_data["file"]
        if said.size > LIST_BYTES:
            raise forms.ValidationError(_("Ce fichier est trop grand pour une liste de lieux."))
        try:
            self.sites = self.read(said.chunks())
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return said


class SiteForm(forms.Form):
    """``do``: what, and with which site ("lock:mairie-78410"); where to, for those that move or begin."""

    do = forms.RegexField(regex=r"^[a-z_]+:[\w.-]{0,80}$")
    to = forms.CharField(max_length=80, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(min_value=-180, max_value=180, required=False)
    name = forms.CharField(max_length=120, required=False)
    owner = forms.ChoiceField(choices=OWNERS, required=False)
    cost = forms.FloatField(min_value=0, max_value=10_000_000, required=False)
    acts = forms.FloatField(min_value=0, max_value=1_000_000, required=False)
    version = forms.IntegerField(min_value=0, required=False)

    def __init__(
        self,
        *args: Any,
        sites: Mapping[str, Site],
        candidates: Mapping[str, Site],
        commune_at: Callable[[float, float], str | None],
        names: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sites, self.candidates, self.commune_at, self.names = sites, candidates, commune_at, names

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        verb, _colon, key = said.get("do", ":").partition(":")
        if verb not in VERBS:
            raise forms.ValidationError(_("Dites ce qu’il faut faire de ce site."))
        said["verb"], said["to_site"] = VERBS[verb][0], self._destination()
        said["site"] = self.sites.get(key) or self.candidates.get(key) or (said["to_site"] if verb == "add" else None)
        if said["site"] is None:
            raise forms.ValidationError(_("Ce site n’est pas dans ce scénario : choisissez-en un de la liste."))
        if verb == "move" and said["to_site"] is None:
            raise forms.ValidationError(_("Dites où déplacer ce site."))
        return said

    def wish(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The changes that are asked for, on the values that the person saw."""
        said = self.cleaned_data
        if said["verb"] == Verb.MOVE:
            return rules.move(values, said["site"], to=self._moved())
        if said["verb"] == Verb.DESCRIBE:
            return rules.describe(values, said["site"], **self._described())
        verbs = dict(VERBS.values())
        return verbs[said["verb"]](values, said["site"])

    def _destination(self) -> Site | None:
        """A candidate of the list, or any point of the territory."""
        said = self.cleaned_data
        if said.get("to"):
            found = self.candidates.get(said["to"])
            if found is None:
                self.add_error("to", _("Choisissez un lieu de la liste."))
            return found
        lat, lon = said.get("lat"), said.get("lon")
        if lat is None or lon is None:
            return None
        commune = self.commune_at(lat, lon)
        if commune is None:
            self.add_error("lat", _("Ce point est hors du territoire."))
            return None
        called = said.get("name") or self._called(commune)
        owner = said.get("owner") or PARTNER
        point = round(lat, DECIMALS), round(lon, DECIMALS)
        return Site(f"point-{token_hex(4)}", called, commune, *point, owner=owner, cost=said.get("cost"))

    def _called(self, commune: str) -> str:
        return _("Point à %(commune)s") % {"commune": self.names.get(commune, commune)}

    def _moved(self) -> Site:
        """A point that stands anywhere stays the same site, and keeps a name that somebody gave it; a candidate stays
        where it is, and another takes over."""
        moved, to = self.cleaned_data["site"], self.cleaned_data["to_site"]
        if to.key in self.candidates:
            return to
        taken_over = replace(to, owner=moved.owner, cost=moved.cost, acts=moved.acts, open=True)
        if moved.key in self.candidates:
            return taken_over
        named = moved.name != self._called(moved.commune)
        return replace(taken_over, key=moved.key, name=moved.name if named else to.name)

    def _described(self) -> dict[str, Any]:
        said, site = self.cleaned_data, self.cleaned_data["site"]
        return {
            "name": said["name"] or site.name,
            "owner": said["owner"] or site.owner,
            "cost": said["cost"],
            "acts": said["acts"],
        }


VERBS: dict[str, tuple[Verb, Callable[..., Any]]] = {
    "add": (Verb.ADD, rules.add),
    "remove": (Verb.REMOVE, rules.remove),
    "move": (Verb.MOVE, rules.move),
    "lock": (Verb.LOCK, rules.lock),
    "forbid": (Verb.FORBID, rules.forbid),
    "release": (Verb.RELEASE, rules.release),
    "exist": (Verb.EXIST, rules.declare_existing),
    "take_off": (Verb.TAKE_OFF, rules.take_off),
    "describe": (Verb.DESCRIBE, rules.describe),
}


def _field(name: str) -> forms.Field:
    label = _(LABELS[name])
    if name == "goal":
        choices = [(key, _(text)) for key, text in GOALS.items()]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.Select(attrs={"class": "form-select"}))
    if name in {"one_per_commune", "each_epci"}:
        return forms.BooleanField(
            label=label, required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
        )
    least, most, decimals = BOUNDS[name]
    wrong = _("Donnez un nombre de %(least)s à %(most)s.") % {"least": least, "most": f"{most:g}"}
    codes = ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=label,
        help_text=HELP.get(name, ""),
        required=name not in OPTIONAL,
        min_value=least,
        max_value=most,
        max_digits=14,
        decimal_places=decimals,
        error_messages=dict.fromkeys(codes, wrong),
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm", "inputmode": "decimal"}),
    )


def _kept(name: str, value: Any) -> Any:
    if value is None or name == "goal" or isinstance(value, bool):
        return value
    return int(value) if name in WHOLE else float(value)


def _plain(value: Any) -> Any:
    """30.0 is written 30."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
