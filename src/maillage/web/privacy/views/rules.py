"""What holds for everybody: what there is to do, durations, the register, notices."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions.notices import publish_notice
from ..actions.retention import choose_days
from ..forms.rules import DaysForm, NoticeForm
from ..queries import consents, desk, register
from ..queries.retention import Kind, retention_kinds
from ..rules.classification import Purpose


@writes()
@needs("privacy.person")
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {"waiting": desk.waiting_requests(now=now), "expiries": desk.waiting_expiries(now=now)}
    return render(request, "privacy/desk.html", context)


@writes()
@needs("privacy.retention")
def retention(request: HttpRequest) -> HttpResponse:
    return _durations(request)


@writes("POST", reads=False)
@needs("privacy.retention")
def choose(request: HttpRequest, name: str) -> HttpResponse:
    kind = next((kind for kind in retention_kinds(now=timezone.now()) if kind.name == name and kind.usual), None)
    if kind is None:
        raise Http404
    form = _days_form(kind, request.POST)
    if not form.is_valid():
        return _durations(request, wrong={name: form}, status=422)
    choose_days(name=name, days=form.cleaned_data["days"], by=request.user, now=timezone.now())
    messages.success(request, _("La durée est enregistrée. Elle s’applique la nuit prochaine."))
    return redirect("privacy:retention")


@writes()
@needs("privacy.register")
def registered(request: HttpRequest) -> HttpResponse:
    context = {
        "processings": register.processings(),
        "measures": register.measures(),
        "controller": register.controller(),
    }
    return render(request, "privacy/register.html", context)


@writes()
@needs("privacy.register")
def register_file(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    name = f"registre-{timezone.localdate(now)}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(register.register_document(now=now), content_type="application/pdf", headers=headers)


@writes()
@needs("privacy.notices")
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/notices.html", {"purposes": register.processings()})


@writes("POST")
@needs("privacy.notices")
def write(request: HttpRequest, purpose: str, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    name = _purpose(purpose).name
    last = consents.shown_notice(name, language=language)
    form = NoticeForm(request.POST or None, initial={"text": last.text if last else ""})
    if request.method == "POST" and form.is_valid():
        publish_notice(
            purpose=name, language=language, text=form.cleaned_data["text"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("La notice est publiée. Les versions précédentes sont gardées."))
        return redirect("privacy:write_notice", name, language)
    context = {
        "processing": register.get_processing(name),
        "language": dict(settings.LANGUAGES)[language],
        "form": form,
        "versions": consents.versions_of(name, language=language),
    }
    return render(request, "privacy/write.html", context, status=422 if form.errors else 200)


@login_not_required
@writes()
def informations(request: HttpRequest) -> HttpResponse:
    """For everybody: one leaflet a purpose."""
    context = {"purposes": register.processings(), "controller": register.controller()}
    return render(request, "privacy/informations.html", context)


@login_not_required
@writes()
def notice(request: HttpRequest, purpose: str) -> HttpResponse:
    """For everybody. Until the authority published a text, what the register says."""
    name = _purpose(purpose).name
    context = {
        "processing": register.get_processing(name),
        "notice": consents.shown_notice(name),
        "controller": register.controller(),
    }
    return render(request, "privacy/notice.html", context)


def _purpose(name: str) -> Purpose:
    found = consents.find_purpose(name)
    if found is None:
        raise Http404
    return found


def _durations(request: HttpRequest, *, wrong: dict[str, DaysForm] | None = None, status: int = 200) -> HttpResponse:
    kinds = retention_kinds(now=timezone.now())
    lines = [(kind, (wrong or {}).get(kind.name) or (_days_form(kind) if kind.usual else None)) for kind in kinds]
    return render(request, "privacy/retention.html", {"lines": lines}, status=status)


def _days_form(kind: Kind, data: object = None) -> DaysForm:
    return DaysForm(
        data,
        at_least=kind.at_least,
        at_most=kind.at_most,
        initial={"days": kind.chosen},
        auto_id=f"{kind.name}-%s",
    )
