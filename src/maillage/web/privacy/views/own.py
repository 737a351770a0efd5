"""What is held about oneself: read, taken along, corrected on request, agreed to and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import consents as consenting
from ..actions import persons as actions
from ..forms.persons import RequestForm
from ..models import Means, Request
from ..models.person import find_person, reference_of
from ..queries import consents, persons
from ..queries.access import CONTENT_TYPES
from ..queries.held import held_about
from .persons import export


@writes()
@needs("")
def page(request: HttpRequest) -> HttpResponse:
    return _shown(request)


@writes("POST", reads=False)
@needs("")
def file(request: HttpRequest, form: str) -> HttpResponse:
    return export(request, _self(request), form)


@writes("POST", reads=False)
@needs("")
def ask(request: HttpRequest) -> HttpResponse:
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _shown(request, form=form, status=422)
    kind = Request.Kind(form.cleaned_data["kind"])
    asked = actions.receive_request(person=_self(request), kind=kind, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("Votre demande est enregistrée. Une réponse vous est due avant le %(day)s.")
        % {"day": f"{asked.due_on:%d/%m/%Y}"},
    )
    return redirect("privacy:own_data")


@writes("POST", reads=False)
@needs("")
def agree(request: HttpRequest, purpose: str) -> HttpResponse:
    """Only to the very text that the page showed: if it changed meanwhile, it is shown again."""
    choice = _choice(request, purpose)
    if choice.notice is None:
        raise Http404
    if request.POST.get("notice") != str(choice.notice.pk):
        messages.error(request, _("Le texte vient de changer : relisez-le avant d’accepter."))
        return redirect("privacy:own_data")
    consenting.give_consent(
        person=_self(request), notice=choice.notice, means=Means.WEB, by=request.user, now=timezone.now()
    )
    messages.success(request, _("Votre accord est enregistré. Vous pouvez le retirer ici à tout moment."))
    return redirect("privacy:own_data")


@writes("POST", reads=False)
@needs("")
def withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    choice = _choice(request, purpose)
    consenting.withdraw_consent(
        person=_self(request), purpose=choice.purpose, means=Means.WEB, by=request.user, now=timezone.now()
    )
    messages.success(request, _("Votre accord est retiré."))
    return redirect("privacy:own_data")


def _self(request: HttpRequest) -> models.Model:
    """The row itself: the request has it behind a proxy."""
    person = find_person(reference_of(request.user))
    assert person is not None
    return person


def _choice(request: HttpRequest, purpose: str) -> consents.Choice:
    found = next((each for each in consents.choices_of(reference_of(request.user)) if each.purpose == purpose), None)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, *, form: RequestForm | None = None, status: int = 200) -> HttpResponse:
    person = _self(request)
    context = {
        "held": held_about(person),
        "lines": persons.journal_about(person, acts=True),
        "requests": persons.requests_of(person),
        "choices": consents.choices_of(reference_of(person)),
        "formats": CONTENT_TYPES,
        "form": form or RequestForm(),
    }
    return render(request, "privacy/own.html", context, status=status)
