"""A file of a source, and what is said of a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.places.forms.fields import SELECT, TEXT

from ..models import Source

FILE_BYTES = 7_500_000
RECOGNISE, NEW = "", "new"


class FileForm(forms.Form):
    """``sources``: those whose files are read."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("CSV, JSON ou tableur, tel que son producteur le publie ; 7,5 Mo au plus."),
        max_length=200,
        widget=forms.FileInput(attrs=TEXT | {"accept": ".csv,.json,.txt,.xlsx,text/csv,application/json"}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("De quelle source"), required=False, widget=forms.Select(attrs=SELECT)
    )
    title = forms.CharField(
        label=gettext_lazy("Nom de la nouvelle source"),
        help_text=gettext_lazy("Seulement pour une nouvelle source."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(source.pk): source for source in sources}
        known = [(key, source.title) for key, source in self.sources.items()]
        first, last = (RECOGNISE, _("celle que le fichier fait reconnaître")), (NEW, _("une nouvelle source"))
        self.fields["source"].choices = [first, *known, last]

    def clean_file(self) -> UploadedFile:
        said = self.cleaned_data["file"]
        if said.size > FILE_BYTES:
            raise forms.ValidationError(
                _("Fichier trop grand pour cette page : 7,5 Mo au plus. Sinon, la commande maillage directory import.")
            )
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("source") == NEW and not said.get("title"):
            self.add_error("title", _("Donnez un nom à cette source."))
        return said

    @property
    def meant(self) -> dict[str, Any]:
        """``source``, None for one that the file tells; ``title`` of a new one."""
        said = self.cleaned_data["source"]
        return {"source": self.sources.get(said), "title": self.cleaned_data["title"] if said == NEW else ""}


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = ("title", "publisher", "licence", "page")
        widgets = {  # noqa: RUF012 - Django's own manner
            "title": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "publisher": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "licence": forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
            "page": forms.URLInput(attrs=TEXT | {"autocomplete": "off"}),
        }
