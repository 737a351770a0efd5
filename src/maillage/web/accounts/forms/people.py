"""What is said of people: whom to invite, which role to give, why one is suspended, who takes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..models import Membership, Organisation, User
from ..rules.abilities import ROLES
from ..rules.organisations import is_commune, normal_code

TEXT = {"class": "form-control"}
SELECT = {"class": "form-select"}
LANGUAGES = [("fr", gettext_lazy("français")), ("en", gettext_lazy("anglais"))]


class RoleForm(forms.Form):
    """A role in an organisation. ``given``: the roles that may be given, by organisation."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=None, empty_label=None, widget=forms.Select(attrs=SELECT)
    )
    role = forms.ChoiceField(label=gettext_lazy("Rôle"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=gettext_lazy("Commune"),
        help_text=gettext_lazy("Facultatif : le code INSEE de la seule commune où ce rôle compte."),
        # Typed with spaces, maybe.
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, given: Mapping[Organisation, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in given])
        some = {role for roles in given.values() for role in roles}
        self.fields["role"].choices = [(code, role) for code, role in ROLES.items() if code in some]

    def clean_place(self) -> str:
        place = normal_code(self.cleaned_data["place"])
        if place and not is_commune(place):
            raise forms.ValidationError(_("Donnez le code INSEE d’une commune : cinq caractères, comme 78586."))
        return place

    def clean(self) -> dict[str, Any]:
        role, organisation = self.cleaned_data.get("role"), self.cleaned_data.get("organisation")
        if role and organisation and role not in self.given.get(organisation, ()):
            self.add_error("role", _("Ce rôle ne se donne que dans l’organisation de la collectivité."))
        if role and self.cleaned_data.get("place") and ROLES[role].central:
            self.add_error("place", _("Ce rôle compte partout : laissez la commune vide."))
        return self.cleaned_data


class GiveForm(RoleForm):
    until = forms.DateField(
        label=gettext_lazy("Jusqu’au"),
        help_text=gettext_lazy("Facultatif : le dernier jour, pour un remplacement ou un stage."),
        required=False,
        widget=forms.DateInput(attrs=TEXT | {"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        if day is None:
            return None
        end = timezone.make_aware(datetime.combine(day, time.max))
        if end <= timezone.now():
            raise forms.ValidationError(_("Ce jour est passé."))
        return end


class InviteForm(RoleForm):
    field_order = ("name", "email", "language", "organisation", "role", "place")

    name = forms.CharField(label=gettext_lazy("Nom de la personne"), max_length=120, widget=forms.TextInput(attrs=TEXT))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        help_text=gettext_lazy("Laissez vide pour imprimer une invitation avec un code."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=TEXT),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue du message"), choices=LANGUAGES, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()


class ChangeForm(forms.Form):
    """Another role in the stead of a membership's."""

    role = forms.ChoiceField(label=gettext_lazy("Nouveau rôle"), widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, membership: Membership, given: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id=f"change-{membership.pk}-%s")
        others = [code for code in given if code != membership.role and not (membership.place and ROLES[code].central)]
        self.fields["role"].choices = [(code, _(ROLES[code].name)) for code in others]


class SuspendForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy("Lue par la personne et par qui administre la plateforme."),
        max_length=200,
        widget=forms.TextInput(attrs=TEXT),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id=f"suspend-{membership.pk}-%s")


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("À qui"), queryset=None, empty_label=None, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args: Any, successors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = successors
