"""Sources and their files: sent, looked at, decided about."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.engine.sources.directory.shipped import SHIPPED
from maillage.web.methods import needs, writes

from ..actions import imports
from ..actions import sources as actions
from ..forms.sources import FileForm, SourceForm
from ..models import Delivery, Source
from ..queries import sources as queries
from ..queries.problems import problems_csv
from ..rules.deliveries import DeliveryError

DECISIONS = {"reprendre": imports.apply, "ecarter": imports.refuse, "annuler": imports.undo}


@writes("POST")
@needs("directory.manage")
@never_cache
def sources(request: HttpRequest) -> HttpResponse:
    """Whom to believe, and the form to send a file."""
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None, sources=queries.lists())
    if posted and form.is_valid() and (made := _received(request, form)):
        return redirect("directory:delivery", made.pk)
    context = {"form": form, "lines": queries.lines(), "held": queries.held(), "shipped": queries.shipped_forms()}
    return render(request, "directory/keep/sources.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("directory.manage")
def take_shipped(request: HttpRequest) -> HttpResponse:
    """A list that ships with the software."""
    form = request.POST.get("form", "")
    if form not in SHIPPED:
        raise Http404
    try:
        made = imports.receive_shipped(form=form, by=request.user, now=timezone.now())
    except DeliveryError as error:
        messages.error(request, _(error.words))
        return redirect("directory:sources")
    return redirect("directory:delivery", made.pk)


@writes("POST")
@needs("directory.manage")
@never_cache
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it, and what is said of it."""
    found = _get_source(pk)
    form = SourceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.correct(source=found, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("C’est enregistré."))
        return redirect("directory:source", pk)
    context = {"source": _get_source(pk), "form": form, "deliveries": queries.deliveries_of(found)}
    return render(request, "directory/keep/source.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("directory.manage")
def move_source(request: HttpRequest, pk: int) -> HttpResponse:
    way = "up" if request.POST.get("way") == "up" else "down"
    actions.move(source=_get_source(pk), way=way, by=request.user, now=timezone.now())
    messages.success(request, _("L’ordre est changé. Les fiches suivent dans la minute."))
    return redirect("directory:sources")


@writes()
@needs("directory.manage")
@never_cache
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, what it changes, what was wrong in it."""
    return render(request, "directory/keep/delivery.html", {"whole": queries.whole(_get_delivery(pk))})


@writes("POST", reads=False)
@needs("directory.manage")
def decide_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes over what was held, puts it aside, or undoes what was taken over."""
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Http404
    try:
        decision(delivery=_get_delivery(pk), by=request.user, now=timezone.now())
        messages.success(request, _("C’est noté."))
    except DeliveryError as error:
        messages.error(request, _(error.words))
    return redirect("directory:delivery", pk)


@writes()
@needs("directory.manage")
def delivery_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever mends the file."""
    found = _get_delivery(pk)
    headers = {"Content-Disposition": f'attachment; filename="problemes-{found.source.slug}-{found.pk}.csv"'}
    return HttpResponse(problems_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


def _received(request: HttpRequest, form: FileForm) -> Delivery | None:
    """None if it was refused: the form then says why."""
    file = form.cleaned_data["file"]
    try:
        return imports.receive(**form.meant, file=file.chunks(), name=file.name, by=request.user, now=timezone.now())
    except DeliveryError as error:
        form.add_error("file", _(error.words))
    return None


def _get_source(pk: int) -> Source:
    found = queries.find_source(pk)
    if found is None:
        raise Http404
    return found


def _get_delivery(pk: int) -> Delivery:
    found = queries.find_delivery(pk)
    if found is None:
        raise Http404
    return found
