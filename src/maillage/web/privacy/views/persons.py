"""One page a person, for the data protection officer. It opens once the reason is written into the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import consents as consenting
from ..actions import persons as actions
from ..actions.erasure import CannotBeErasedError, erase
from ..forms.persons import ConsentForm, ReasonForm, RectifyForm, RequestForm
from ..models import Request
from ..models.person import reference_of
from ..queries import consents, persons
from ..queries.access import CONTENT_TYPES, access_file
from ..queries.erasure import fates_of
from ..queries.held import held_about


def of_a_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its person, if a reason was written down a short while ago; otherwise asks for one."""

    @wraps(view)
    def answer(request: HttpRequest, kind: str, number: int, **rest: object) -> HttpResponse:
        person = _get(kind, number)
        if not persons.is_open_to(person, request.user, now=timezone.now()):
            if request.method == "POST":
                return redirect("privacy:person", kind, number)
            return _asked(request, person, ReasonForm())
        return view(request, person, **rest)

    return answer


@writes()
@needs("privacy.person")
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:200]
    context = {"text": text, "found": persons.search_persons(text)}
    return render(request, "privacy/persons.html", context)


@writes()
@needs("privacy.person")
@of_a_person
def page(request: HttpRequest, person: models.Model) -> HttpResponse:
    return _shown(request, person)


@writes("POST", reads=False)
@needs("privacy.person")
def consult(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    person, form = _get(kind, number), ReasonForm(request.POST)
    if not form.is_valid():
        return _asked(request, person, form, status=422)
    actions.consult(person=person, why=form.why, by=request.user, now=timezone.now())
    return redirect("privacy:person", kind, number)


@writes("POST", reads=False)
@needs("privacy.person")
@of_a_person
def file(request: HttpRequest, person: models.Model, form: str) -> HttpResponse:
    return export(request, person, form)


@writes("POST", reads=False)
@needs("privacy.person")
@of_a_person
def rectify(request: HttpRequest, person: models.Model) -> HttpResponse:
    form = RectifyForm(person, request.POST)
    if form.is_valid() and _rectified(request, person, form):
        messages.success(request, _("Les données sont corrigées."))
        return _back(person)
    # The row as it is, not as it was refused.
    person.refresh_from_db()
    return _shown(request, person, status=422, rectify=form)


@writes("POST", reads=False)
@needs("privacy.person")
@of_a_person
def receive(request: HttpRequest, person: models.Model) -> HttpResponse:
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _shown(request, person, status=422, ask=form)
    kind = Request.Kind(form.cleaned_data["kind"])
    actions.receive_request(person=person, kind=kind, by=request.user, now=timezone.now())
    messages.success(request, _("La demande est enregistrée."))
    return _back(person)


@writes("POST", reads=False)
@needs("privacy.person")
@of_a_person
def close(request: HttpRequest, person: models.Model, pk: int) -> HttpResponse:
    asked = next((asked for asked in persons.requests_of(person) if asked.pk == pk), None)
    if asked is None:
        raise Http404
    actions.close_request(request=asked, person=person, by=request.user, now=timezone.now())
    messages.success(request, _("La demande est close."))
    return _back(person)


@writes("POST", reads=False)
@needs("privacy.person")
@of_a_person
def consent(request: HttpRequest, person: models.Model) -> HttpResponse:
    """Given, or taken back if the button says so."""
    form, now = _consent_form(person, request.POST), timezone.now()
    if not form.is_valid():
        return _shown(request, person, status=422, consent=form)
    purpose, means = form.cleaned_data["purpose"], form.cleaned_data["means"]
    if "withdraw" in request.POST:
        consenting.withdraw_consent(person=person, purpose=purpose, means=means, by=request.user, now=now)
        messages.success(request, _("Le retrait du consentement est enregistré."))
        return _back(person)
    notice = consents.shown_notice(purpose)
    if notice is None:
        form.add_error("purpose", _("Publiez d’abord la notice d’information : personne n’a encore pu la lire."))
        return _shown(request, person, status=422, consent=form)
    consenting.give_consent(person=person, notice=notice, means=means, by=request.user, now=now)
    messages.success(request, _("Le consentement est enregistré."))
    return _back(person)


@writes("POST")
@needs("privacy.person")
@of_a_person
def erasure(request: HttpRequest, person: models.Model) -> HttpResponse:
    """What would become of everything; then, once the button is pressed, what became of it."""
    if request.method == "POST":
        try:
            erase(person=person, by=request.user, now=timezone.now())
        except PermissionDenied:
            messages.error(request, _("Personne ne s’efface seul : demandez à une autre personne de le faire."))
            return _back(person)
        except CannotBeErasedError as refused:
            messages.error(request, str(refused))
            return _back(person)
        messages.success(request, _("La personne est effacée."))
        return _back(person)
    context = {"person": persons.candidate(person), "fates": fates_of(person), "itself": _is_me(request, person)}
    return render(request, "privacy/erasure.html", context)


def export(request: HttpRequest, person: models.Model, form: str) -> HttpResponse:
    """A download of everything; the journal knows of it."""
    if form not in CONTENT_TYPES:
        raise Http404
    now = timezone.now()
    content = access_file(person, form, now=now)
    actions.note_export(person=person, by=request.user, now=now)
    name = f"donnees-{reference_of(person).number}-{timezone.localdate(now)}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def _get(kind: str, number: int) -> models.Model:
    person = persons.get_person(kind, number)
    if person is None:
        raise Http404
    return person


def _back(person: models.Model) -> HttpResponse:
    ref = reference_of(person)
    return redirect("privacy:person", ref.kind, ref.number)


def _is_me(request: HttpRequest, person: models.Model) -> bool:
    return isinstance(request.user, type(person)) and request.user.pk == person.pk


def _asked(request: HttpRequest, person: models.Model, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    context = {"person": persons.candidate(person), "form": form}
    return render(request, "privacy/reason.html", context, status=status)


def _shown(request: HttpRequest, person: models.Model, *, status: int = 200, **forms: object) -> HttpResponse:
    context = {
        "person": persons.candidate(person),
        "held": held_about(person),
        "lines": persons.journal_about(person),
        "requests": persons.requests_of(person),
        "consents": persons.consents_of(person),
        "erased": persons.erasure_of(person),
        "formats": CONTENT_TYPES,
        "rectify": RectifyForm(person),
        "ask": RequestForm(),
        "consent": _consent_form(person),
    }
    return render(request, "privacy/person.html", context | forms, status=status)


def _consent_form(person: models.Model, data: object = None) -> ConsentForm:
    choices = consents.choices_of(reference_of(person))
    return ConsentForm([(choice.purpose, choice.label) for choice in choices], data)


def _rectified(request: HttpRequest, person: models.Model, form: RectifyForm) -> bool:
    try:
        actions.rectify(person=person, values=form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        for name, said in error.message_dict.items():
            form.add_error(name if name in form.fields else None, said)
        return False
    return True
