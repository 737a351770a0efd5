"""The journal: searched, downloaded, verified."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.jobs.actions.queue import ask
from maillage.web.methods import needs, writes

from ..actions import consultation
from ..actions.verification import verify_journal
from ..forms.journal import JournalForm
from ..queries import journal as queries
from ..queries.persons import Candidate, get_person, search_persons
from ..rules.person import PersonRef
from ..rules.verification import SAID, Verdict

# Rows that are verified while a person waits; a longer journal is verified by a job.
AT_ONCE = 50_000


@writes("GET")
@needs("privacy.journal")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Writes, too: who looked for a person is written down before anything is shown."""
    form = JournalForm(request.GET)
    context = {"form": form, "state": queries.journal_state()}
    if not form.is_valid():
        return render(request, "privacy/journal.html", context, status=422)
    candidates = _candidates(form.cleaned_data["personne"])
    if candidates is not None and len(candidates) != 1:
        return render(request, "privacy/journal.html", context | {"candidates": _choices(form, candidates)})
    person = _person(candidates)
    if person is not None:
        consultation.note_search(person=person, by=request.user, now=timezone.now())
    found = queries.search_journal(_asked(form, candidates))
    context |= {
        "found": found,
        "person": candidates[0] if candidates else None,
        "download": _query(form, avant=""),
        "older": _query(form, avant=found.older) if found.older else "",
        "latest": _query(form, avant="") if form.cleaned_data["avant"] else "",
    }
    return render(request, "privacy/journal.html", context)


@writes("GET")
@needs("privacy.journal")
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    form = JournalForm(request.GET)
    candidates = _candidates(form.cleaned_data["personne"]) if form.is_valid() else []
    if candidates is not None and len(candidates) != 1:
        # The page says what is wrong with the search.
        return redirect(f"{reverse('privacy:journal')}?{request.GET.urlencode()}")
    person = _person(candidates)
    consultation.note_download(person=person, by=request.user, now=timezone.now())
    answer = StreamingHttpResponse(
        queries.journal_csv(_asked(form, candidates)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return answer


@writes("POST", reads=False)
@needs("privacy.journal")
def verify(request: HttpRequest) -> HttpResponse:
    if queries.journal_state().rows > AT_ONCE:
        ask("privacy.verify_journal", now=timezone.now())
        messages.info(request, _("Le journal est long : sa vérification a été demandée. Son résultat s’affichera ici."))
    else:
        verdict = verify_journal(by=request.user, now=timezone.now())
        tell = messages.success if verdict.sound else messages.error
        tell(request, _words(verdict))
    return redirect("privacy:journal")


def _words(verdict: Verdict) -> str:
    if verdict.fault is None:
        return _("Le journal est intact : ses lignes, %(rows)d en tout, se suivent comme elles ont été écrites.") % {
            "rows": verdict.rows
        }
    return _(
        "Le journal est rompu à la ligne %(number)d : %(fault)s. Les lignes d’avant sont intactes (%(rows)d)."
        " Ne corrigez rien : gardez une copie de la base et cherchez qui y a eu accès."
    ) % {"number": verdict.number, "fault": _(SAID[verdict.fault]), "rows": verdict.rows}


def _candidates(text: str) -> list[Candidate] | None:
    """Who may be meant; None if nobody is asked for. A reference means one person, also one who is no more."""
    if not text.strip():
        return None
    try:
        reference = PersonRef.read(text.strip())
    except ValueError:
        return search_persons(text)
    return [Candidate(reference, queries.name_of(reference), "", "")]


def _person(candidates: list[Candidate] | None) -> Model | None:
    """Who is asked for; None too for somebody who was erased."""
    return get_person(candidates[0].ref.kind, candidates[0].ref.number) if candidates else None


def _choices(form: JournalForm, candidates: list[Candidate]) -> list[tuple[Candidate, str]]:
    """With the address of the search for each."""
    return [(candidate, _query(form, personne=candidate.ref)) for candidate in candidates]


def _asked(form: JournalForm, candidates: list[Candidate] | None) -> queries.Asked:
    said = form.cleaned_data
    return queries.Asked(
        person=candidates[0].ref if candidates else None,
        verb=said["acte"],
        kind=said["objet"],
        since=said["du"],
        until=said["au"],
        before=said["avant"],
    )


def _query(form: JournalForm, **other: object) -> str:
    said = {name: value for name, value in (form.cleaned_data | other).items() if value}
    return urlencode(said)
