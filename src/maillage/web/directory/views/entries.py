"""The authority's own work on the directory: find an entry, add, correct, take off, have it looked through."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.places.queries.communes import communes_called
from maillage.web.places.queries.listing import seen
from maillage.web.territories.queries import reference_version

from ..actions import asking, own
from ..forms.entry import EntryForm, UnlistForm
from ..forms.hours import hours_form, hours_of
from ..models import Entry
from ..queries import entries as queries
from ..rules.trust import OWN, PROVIDER


@writes()
@needs("directory.edit")
@never_cache
def entries(request: HttpRequest) -> HttpResponse:
    """Those that are meant by some words, or in some state."""
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("etat", "")
    state = state if state in queries.STATES else "listed"
    found = queries.search(text=text, state=state, now=timezone.now())
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/keep/entries.html", {"page": page, "text": text, "state": state})


@writes()
@needs("directory.edit")
@never_cache
def keep_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Each field with where it comes from."""
    context = {"whole": queries.whole(get_entry(pk)), "unlisting": UnlistForm()}
    return render(request, "directory/keep/entry.html", context)


@writes("POST")
@needs("directory.edit")
@never_cache
def describe_entry(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, communes=communes_called, placed=True)
    hours = hours_form(request, "")
    if request.method == "POST" and form.is_valid() and hours.is_valid():
        said = form.said | {"hours": hours.hours}
        made = own.describe(said=said, offer=form.offer, by=request.user, now=timezone.now())
        messages.success(request, _("La fiche est dans l’annuaire."))
        return redirect("directory:keep_entry", made.pk)
    return _form(request, form, hours, None)


@writes("POST")
@needs("directory.edit")
@never_cache
def correct_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What the authority writes is believed before any list, whose values stay underneath."""
    found = queries.whole(get_entry(pk))
    known = EntryForm.as_it_is(found.entry, found.commune, queries.help_said(found.entry, OWN))
    form = EntryForm(request.POST or None, communes=communes_called, initial=known)
    hours = hours_form(request, found.entry.hours)
    if request.method == "POST" and form.is_valid() and hours.is_valid():
        said = form.said | {"hours": hours_of(hours, found.entry.hours)}
        changed = own.correct(entry=found.entry, said=said, offer=form.offer, by=request.user, now=timezone.now())
        messages.success(request, _("C’est enregistré.") if changed else _("Rien n’a changé."))
        return redirect("directory:keep_entry", pk)
    return _form(request, form, hours, found.entry)


@writes("POST", reads=False)
@needs("directory.edit")
def unlist_entry(request: HttpRequest, pk: int) -> HttpResponse:
    form = UnlistForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites pourquoi cette fiche est retirée."))
    else:
        because = form.cleaned_data["because"]
        own.unlist(entry=get_entry(pk), because=because, by=request.user, now=timezone.now())
        messages.success(request, _("La fiche n’est plus dans l’annuaire. Aucune liste ne l’y remettra."))
    return redirect("directory:keep_entry", pk)


@writes("POST", reads=False)
@needs("directory.edit")
def relist_entry(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_entry(pk)
    if found.unlisted_because == Entry.Unlisted.CONSENT:
        messages.error(request, _("La personne n’est plus d’accord : elle seule peut revenir, par un nouvel accord."))
    else:
        own.relist(entry=found, by=request.user, now=timezone.now())
        messages.success(request, _("La fiche est de nouveau dans l’annuaire."))
    return redirect("directory:keep_entry", pk)


@writes("POST", reads=False)
@needs("directory.manage")
def take_back_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What the authority, or the place, said of it counts no more."""
    source = PROVIDER if request.POST.get("source") == PROVIDER else OWN
    own.take_back(entry=get_entry(pk), source=source, by=request.user, now=timezone.now())
    messages.success(request, _("Ces corrections ne comptent plus : les listes sont crues de nouveau."))
    return redirect("directory:keep_entry", pk)


@writes("POST", reads=False)
@needs("directory.edit")
def ask_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the place the link that opens its card."""
    try:
        asking.ask(entry=get_entry(pk), by=request.user, now=timezone.now())
        messages.success(request, _("Le lien part à l’adresse e-mail de la fiche."))
    except asking.NoAddressError:
        messages.error(request, _("Cette fiche n’a pas d’adresse e-mail : ajoutez-la d’abord."))
    return redirect("directory:keep_entry", pk)


def get_entry(pk: int) -> Entry:
    found = queries.find_entry(pk)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, form: EntryForm, hours, entry: Entry | None) -> HttpResponse:
    context = {"form": form, "hours": hours, "entry": entry, "view": seen(), "version": reference_version()}
    status = 422 if form.errors or hours.errors else 200
    return render(request, "directory/keep/form.html", context, status=status)
