"""Letters and calls that people take in batches: print, post, call, say what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import batches as actions
from ..actions.decisions import TooLateError
from ..queries import batches as queries
from ..rules.channels import Channel

CHANNELS = {"courriers": Channel.LETTER, "appels": Channel.CALL}
OUTCOMES = {"joint": actions.reached, "sans-reponse": actions.not_reached, "faux": actions.wrong}


@writes()
@needs("messages.call")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    context = {"waiting": queries.waiting(now=timezone.now()), "batches": queries.open_batches()}
    return render(request, "messages/batches.html", context)


@writes("POST", reads=False)
@needs("messages.call")
def gather(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in CHANNELS:
        raise Http404
    claim = actions.gather(channel=CHANNELS[kind], by=request.user, now=timezone.now())
    if claim is None:
        messages.info(request, _("Rien n’attend : quelqu’un d’autre l’a peut-être pris."))
        return redirect("messages:batches")
    return redirect("messages:batch", claim)


@writes()
@needs("messages.call")
@never_cache
def batch(request: HttpRequest, claim: UUID) -> HttpResponse:
    found = queries.find_batch(claim)
    if found is None:
        messages.success(request, _("Ce lot est terminé."))
        return redirect("messages:batches")
    rows = {"calls": queries.calls_of(found)} if found.is_calls else {"letters": queries.letters_of(found)}
    return render(request, "messages/batch.html", {"batch": found, **rows})


@writes()
@needs("messages.call")
@never_cache
def batch_file(request: HttpRequest, claim: UUID) -> HttpResponse:
    """To print."""
    found = _found(claim)
    name = "appels" if found.is_calls else "courriers"
    headers = {"Content-Disposition": f'inline; filename="{name}-{found.at:%Y-%m-%d}.pdf"'}
    return HttpResponse(queries.printed(found), content_type="application/pdf", headers=headers)


@writes("POST", reads=False)
@needs("messages.call")
def end(request: HttpRequest, claim: UUID, how: str) -> HttpResponse:
    """All of a batch at once: the letters were posted, or it is put back."""
    found, who = _found(claim), {"by": request.user, "now": timezone.now()}
    if how == "faits" and not found.is_calls:
        count = actions.all_given(claim=claim, **who)
        said = ngettext("%(count)d courrier remis.", "%(count)d courriers remis.", count)
    elif how == "remettre":
        count = actions.put_all_back(claim=claim, **who)
        said = ngettext("%(count)d message remis en attente.", "%(count)d messages remis en attente.", count)
    else:
        raise Http404
    messages.success(request, said % {"count": count})
    return redirect("messages:batches")


@writes("POST", reads=False)
@needs("messages.call")
def outcome(request: HttpRequest, claim: UUID, pk: int, how: str) -> HttpResponse:
    """One of a batch: reached, not reached, or a wrong number or address."""
    found = _found(claim)
    message = queries.find_in(found, pk)
    if how not in OUTCOMES or (how != "faux" and not found.is_calls):
        raise Http404
    try:
        if message is None:
            raise TooLateError
        OUTCOMES[how](message=message, by=request.user, now=timezone.now())
    except TooLateError:
        messages.info(request, _("Trop tard : ce message n’est plus dans ce lot."))
    return redirect("messages:batch", claim)


def _found(claim: UUID) -> queries.Batch:
    batch = queries.find_batch(claim)
    if batch is None:
        raise Http404
    return batch
