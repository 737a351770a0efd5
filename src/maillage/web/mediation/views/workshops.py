"""Workshops for those who hold them: planned, filled, counted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import enrolments, sheets
from ..actions import workshops as actions
from ..forms.enrolment import EnrolForOthersForm
from ..forms.workshop import WorkshopForm
from ..models import Workshop
from ..queries import workshops as queries
from ..queries.attendance import attendance_pdf
from ..queries.certificates import certificates_pdf, who_came
from ..queries.programmes import lessons_of, offers, plan_of
from ..queries.scope import mediators_of, rooms_of
from ..queries.stranded import trouble_of
from ..rules.programmes import find_programme, lessons_for
from ..rules.refusals import RefusedError

# Beside which field a refusal stands.
FIELDS = {"past": "day", "room": "room", "mediator": "mediators", "full": "capacity"}


@writes()
@needs("mediation.workshops")
@never_cache
def organise(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {"to_come": queries.to_come(request.user, now=now), "past": queries.past(request.user, now=now)}
    return render(request, "mediation/organise.html", context)


@writes()
@needs("mediation.workshops")
@never_cache
def programmes(request: HttpRequest) -> HttpResponse:
    """What is ready to be held, where and when it could be."""
    found = [(each, _form(request, None, initial=each.said)) for each in offers(request.user, now=timezone.now())]
    return render(request, "mediation/programmes.html", {"offers": found})


@writes("POST")
@needs("mediation.workshops")
@never_cache
def plan(request: HttpRequest) -> HttpResponse:
    """``?programme=``: of which the form has the words already."""
    programme = find_programme(request.GET.get("programme", ""))
    form = _form(request, request.POST or None, initial=plan_of(programme) if programme else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(said=actions.Plan(**form.said()), by=request.user, now=timezone.now())
        except RefusedError as refused:
            form.add_error(FIELDS.get(refused.code), _(refused.words))
        else:
            messages.success(request, _("L’atelier est prévu : la salle et les personnes sont prises."))
            return redirect("mediation:hold", made.pk)
    return render(request, "mediation/plan.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST")
@needs("mediation.workshops")
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = _get(request, pk)
    form = _form(request, request.POST or None, initial=WorkshopForm.as_it_is(workshop))
    if request.method == "POST" and form.is_valid():
        try:
            said, version = actions.Plan(**form.said()), form.cleaned_data["version"] or 0
            actions.change(workshop=workshop, said=said, version=version, by=request.user, now=timezone.now())
        except RefusedError as refused:
            form.add_error(FIELDS.get(refused.code), _(refused.words))
        else:
            messages.success(request, _("L’atelier est modifié. Si l’heure ou la salle change, chacun est prévenu."))
            return redirect("mediation:hold", pk)
    context = {"form": form, "workshop": workshop}
    return render(request, "mediation/plan.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("mediation.workshops")
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = _get(request, pk)
    try:
        actions.call_off(workshop=workshop, by=request.user, now=timezone.now())
        messages.success(request, _("L’atelier est annulé. Chacun est prévenu."))
    except RefusedError as refused:
        messages.error(request, _(refused.words))
    return redirect("mediation:hold", pk)


@writes()
@needs("mediation.workshops")
@never_cache
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, who waits, the sheet."""
    return _page(request, _get(request, pk), EnrolForOthersForm())


@writes("POST", reads=False)
@needs("mediation.workshops")
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    workshop, form = _get(request, pk), EnrolForOthersForm(request.POST)
    if not form.is_valid():
        return _page(request, workshop, form, status=422)
    said = {"person": form.person(), "via": form.cleaned_data["via"], "key": form.cleaned_data["key"]}
    try:
        made = enrolments.enrol(workshop=workshop, **said, by=request.user, now=timezone.now())
    except RefusedError as refused:
        form.add_error(None, _(refused.words))
        return _page(request, workshop, form, status=422)
    seated = _("%(name)s a une place.") if made.is_seated else _("%(name)s est sur la liste d’attente.")
    messages.success(request, seated % {"name": made.called})
    return redirect("mediation:hold", pk)


@writes("POST", reads=False)
@needs("mediation.workshops")
def unenrol(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.find_enrolment(pk, request.user)
    if found is None:
        raise Http404
    try:
        enrolments.leave(enrolment=found, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s ne vient plus. La place va à qui attend.") % {"name": found.called})
    except RefusedError as refused:
        messages.error(request, _(refused.words))
    return redirect("mediation:hold", found.workshop_id)


@writes("POST", reads=False)
@needs("mediation.workshops")
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet, filled in: ``came``, a number each."""
    workshop = _get(request, pk)
    came = [int(text) for text in request.POST.getlist("came") if text.isdecimal() and len(text) < 19]
    try:
        enrolments.mark(workshop=workshop, came=came, by=request.user, now=timezone.now())
        messages.success(request, _("Les présences sont notées."))
    except RefusedError as refused:
        messages.error(request, _(refused.words))
    return redirect("mediation:hold", pk)


@writes("POST", reads=False)
@needs("mediation.workshops")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To print: the names leave the platform, which is written down."""
    workshop = _get(request, pk)
    sheets.printed(workshop=workshop, by=request.user, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="presences-{workshop.begins:%Y-%m-%d}.pdf"'}
    return HttpResponse(attendance_pdf(workshop), content_type="application/pdf", headers=headers)


@writes("POST", reads=False)
@needs("mediation.workshops")
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Of who came to a training: the names leave the platform, which is written down."""
    workshop = _get(request, pk)
    if not (workshop.is_training and who_came(workshop)):
        messages.error(request, _("Notez d’abord qui est venu : chacun aura son attestation."))
        return redirect("mediation:hold", pk)
    sheets.certified(workshop=workshop, by=request.user, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="attestations-{workshop.begins:%Y-%m-%d}.pdf"'}
    pdf = certificates_pdf(workshop, today=timezone.localdate(timezone=workshop.zone))
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _form(request: HttpRequest, data: QueryDict | None, **known: Any) -> WorkshopForm:
    return WorkshopForm(data, rooms=rooms_of(request.user), mediators=mediators_of(request.user), **known)


def _page(request: HttpRequest, workshop: Workshop, form: EnrolForOthersForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "workshop": workshop,
        "trouble": trouble_of(workshop, now=now),
        "sheet": queries.sheet_of(workshop),
        "form": form,
        "lessons": lessons_of(lessons_for(workshop.theme, workshop.audience)),
        "now": now,
        "may_mark": not workshop.is_called_off and workshop.begins.date() <= timezone.localdate(timezone=workshop.zone),
    }
    return render(request, "mediation/hold.html", context, status=status)


def _get(request: HttpRequest, pk: int) -> Workshop:
    found = queries.find(pk, request.user)
    if found is None:
        raise Http404
    return found
