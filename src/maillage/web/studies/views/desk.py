"""Where diagnoses are listed, made, published."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.engine.errors import MaillageError
from maillage.web.methods import needs, writes

from .. import actions
from ..forms import StudyForm
from ..models import Diagnosis
from ..queries.diagnoses import diagnoses_for, figures_version, find_diagnosis
from .public import cached_for_the_public


@login_not_required
@writes()
@cached_for_the_public
def page(request: HttpRequest) -> HttpResponse:
    """What may be read, and for agents the form that makes one more."""
    form = StudyForm(initial={"words": request.GET.get("territoire", "")})
    return render(request, "studies/desk.html", {"diagnoses": diagnoses_for(request.user), "form": form})


@writes("POST", reads=False)
@needs("studies.make")
def make(request: HttpRequest) -> HttpResponse:
    form = StudyForm(request.POST)
    diagnosis = _made(request, form) if form.is_valid() else None
    if diagnosis is None:
        context = {"diagnoses": diagnoses_for(request.user), "form": form}
        return render(request, "studies/desk.html", context, status=422)
    messages.success(request, _("Le diagnostic est fait. Seuls les agents le voient tant qu’il n’est pas publié."))
    return redirect("studies:atlas", diagnosis.address)


@writes("POST", reads=False)
@needs("studies.publish")
def publish(request: HttpRequest, address: str) -> HttpResponse:
    actions.publish(diagnosis=_get(address), by=request.user, now=timezone.now())
    messages.success(request, _("Le diagnostic est publié : tout le monde peut le lire."))
    return redirect("studies:atlas", address)


@writes("POST", reads=False)
@needs("studies.publish")
def unpublish(request: HttpRequest, address: str) -> HttpResponse:
    actions.unpublish(diagnosis=_get(address), by=request.user)
    messages.success(request, _("Le diagnostic n’est plus publié."))
    return redirect("studies:atlas", address)


def _get(address: str) -> Diagnosis:
    diagnosis = find_diagnosis(address)
    if diagnosis is None:
        raise Http404
    return diagnosis


def _made(request: HttpRequest, form: StudyForm) -> Diagnosis | None:
    try:
        return actions.make_diagnosis(
            territory=form.cleaned_data["territory"],
            words=form.cleaned_data["words"],
            name=form.cleaned_data["name"],
            parameters=form.parameters,
            reference=figures_version(),
            by=request.user,
            now=timezone.now(),
        )
    except MaillageError as error:
        form.add_error("words", str(error))
        return None
