"""What is said of mediators: who they are, their hours, their absences, their leaving, a roster that was computed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation, User
from maillage.web.messages.forms import PhoneField
from maillage.web.messages.rules.phone import readable_phone

from ..models import Mediator, Place, WorkingHours
from ..rules.roster import PROBLEMS, ByName, Problem, Session, UnreadableError, lines_of, read_roster
from ..rules.weeks import DAYS, Line
from .fields import CHECK, SELECT, TEXT, clock, day

ROSTER_BYTES = 1_000_000
# More than this of one kind of problem says nothing new.
PROBLEMS_SHOWN = 20
# What a week may hold, and nobody works on.
WEEK_HOURS = 48


class MediatorForm(forms.ModelForm):
    phone = PhoneField(label=gettext_lazy("Téléphone professionnel"))

    class Meta:
        model = Mediator
        fields = ("name", "organisation", "person", "phone", "contract_hours", "since")
        widgets = {  # noqa: RUF012 - Django's own manner
            "name": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "organisation": forms.Select(attrs=SELECT),
            "person": forms.Select(attrs=SELECT),
        }

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], accounts: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label = _("Organisation")
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
        self.fields["person"].label = _("Compte")
        self.fields["person"].queryset = accounts
        self.fields["person"].empty_label = _("aucun")
        self.fields["person"].help_text = _("Facultatif : cette personne note alors ses absences elle-même.")
        self.fields["contract_hours"] = forms.DecimalField(
            label=_("Heures par semaine au contrat"),
            help_text=_("Facultatif : sert à prévenir quand une semaine le dépasse."),
            required=False,
            min_value=1,
            max_value=WEEK_HOURS,
            max_digits=4,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs=TEXT | {"inputmode": "decimal", "autocomplete": "off"}),
        )
        self.fields["since"] = day(_("Dans l’équipe depuis le"), initial=timezone.localdate())
        if self.instance.pk:
            self.initial["phone"] = readable_phone(self.instance.phone)


class HoursForm(forms.Form):
    """The same hours on one day of the week or several."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Jours"),
        coerce=int,
        choices=[(number, gettext_lazy(name)) for number, name in DAYS],
        widget=forms.CheckboxSelectMultiple(attrs=CHECK),
        error_messages={"required": gettext_lazy("Cochez au moins un jour.")},
    )
    begins = clock(gettext_lazy("De"))
    ends = clock(gettext_lazy("À"))
    place = forms.ModelChoiceField(label=gettext_lazy("Lieu"), queryset=None, widget=forms.Select(attrs=SELECT))
    weeks = forms.ChoiceField(
        label=gettext_lazy("Semaines"), choices=WorkingHours.Weeks, widget=forms.Select(attrs=SELECT)
    )
    first_day = day(gettext_lazy("À partir du"))
    last_day = day(gettext_lazy("Jusqu’au"), required=False, help_text=gettext_lazy("Vide : sans fin."))

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
        self.fields["first_day"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(self, "begins", "ends", _("L’heure de fin doit suivre l’heure de début."))
        refuse_reversed(self, "first_day", "last_day", _("Ce jour est avant le premier."), same=True)
        return said


class AbsenceForm(forms.Form):
    """Whole days, or from one hour to another."""

    first_day = day(gettext_lazy("Du"))
    begins = clock(gettext_lazy("à partir de"), required=False, help_text=gettext_lazy("Vide : dès le matin."))
    last_day = day(gettext_lazy("Au"), help_text=gettext_lazy("Ce jour compris."))
    ends = clock(gettext_lazy("jusqu’à"), required=False, help_text=gettext_lazy("Vide : toute la journée."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day", _("Ce jour est avant le premier."), same=True)
        if not self.errors and self.span[0] >= self.span[1]:
            self.add_error("ends", _("L’heure de fin doit suivre l’heure de début."))
        return said

    @property
    def span(self) -> tuple[datetime, datetime]:
        said = self.cleaned_data
        begins = datetime.combine(said["first_day"], said["begins"] or time.min)
        if said["ends"]:
            ends = datetime.combine(said["last_day"], said["ends"])
        else:
            ends = datetime.combine(said["last_day"] + timedelta(days=1), time.min)
        return timezone.make_aware(begins), timezone.make_aware(ends)


class LeaveForm(forms.Form):
    last_day = day(gettext_lazy("Dernier jour de travail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()


class RosterForm(forms.Form):
    """A file of ``maillage hours plan``. ``mediators`` and ``sites``: as :func:`by_name` gives them."""

    file = forms.FileField(
        label=gettext_lazy("Planning calculé"),
        help_text=gettext_lazy("duties.csv ou hours.json, comme « maillage hours plan » les écrit."),
        widget=forms.FileInput(attrs=TEXT | {"accept": ".csv,.json,text/csv,application/json"}),
    )
    first_day = day(
        gettext_lazy("À partir du lundi"), help_text=gettext_lazy("Premier jour de la première semaine du planning.")
    )
    last_day = day(gettext_lazy("Jusqu’au"), required=False, help_text=gettext_lazy("Vide : sans fin."))

    def __init__(self, *args: Any, mediators: ByName, sites: ByName, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mediators, self.sites = mediators, sites
        self.weeks: dict[int, list[Line]] = {}
        today = timezone.localdate()
        self.fields["first_day"].initial = today + timedelta(days=(7 - today.weekday()) % 7)

    def clean_first_day(self) -> date:
        found = self.cleaned_data["first_day"]
        if found.weekday():
            raise forms.ValidationError(_("Ce jour n’est pas un lundi."))
        if found < timezone.localdate():
            raise forms.ValidationError(_("Ce jour est passé."))
        return found

    def clean_file(self) -> list[Session]:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size > ROSTER_BYTES:
            raise forms.ValidationError(_("Ce fichier est trop grand : un planning tient dans 1 Mo."))
        try:
            return read_roster(file.read())
        except UnreadableError as error:
            raise forms.ValidationError(_said(error)) from None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day", _("Ce jour est avant le premier."), same=True)
        if not self.errors:
            try:
                self.weeks = lines_of(
                    said["file"],
                    mediators=self.mediators,
                    sites=self.sites,
                    first_day=said["first_day"],
                    last_day=said["last_day"],
                    named=same_name,
                )
            except UnreadableError as error:
                self.add_error("file", forms.ValidationError(_said(error)))
        return said


def same_name(text: str) -> str:
    """Under which two spellings of a name are one."""
    return " ".join(text.casefold().split())


def by_name(rows: Iterable[Mediator | Place]) -> dict[str, int | None]:
    """Numbers of rows by their names; None where several have the same."""
    found: dict[str, int | None] = {}
    for row in rows:
        name = same_name(row.name)
        found[name] = None if name in found else row.pk
    return found


def refuse_reversed(form: forms.Form, first: str, second: str, words: str, *, same: bool = False) -> None:
    """``same``: the two may be one."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(second)
    if begins is not None and ends is not None and (ends < begins or (ends == begins and not same)):
        form.add_error(second, words)


def _said(error: UnreadableError) -> list[str]:
    shown = [_sentence(each) for each in error.problems[:PROBLEMS_SHOWN]]
    more = len(error.problems) - PROBLEMS_SHOWN
    return [*shown, _("… et %(count)d autres.") % {"count": more}] if more > 0 else shown


def _sentence(problem: Problem) -> str:
    said = _(PROBLEMS[problem.code]) % {"line": problem.line, "value": problem.value[:80]}
    return said[0].upper() + said[1:]
