"""Opinions: on a tablet by whoever came, from paper by who holds the workshop, and what they say together."""

from __future__ import annotations

from io import BytesIO

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import opinions as actions
from ..forms.opinion import OpinionForm, PaperForm
from ..models import Workshop
from ..models.opinion_link import find_by_opinion_token, opinion_link, opinion_token
from ..queries import opinions as queries
from ..queries.opinion_cards import cards_pdf
from ..queries.workshops import find
from ..rules.opinions import AFTER, MOMENTS, cards_for
from ..rules.refusals import RefusedError


@login_not_required
@writes("POST")
@never_cache
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """By whoever holds a card, without an account; the next one finds the page empty again."""
    found = find_by_opinion_token(token)
    if found is None:
        return render(request, "mediation/public/opinion_unknown.html", status=404)
    workshop, moment = found
    form = OpinionForm(request.POST or None, cards=cards_for(workshop.capacity))
    if request.method == "POST" and form.is_valid():
        said = {"card": form.cleaned_data["card"], "answers": form.answers()}
        try:
            actions.give(workshop=workshop, moment=moment, **said, now=timezone.now())
        except RefusedError as refused:
            form.add_error("card", _(refused.words))
        else:
            return redirect("mediation:opinion_given", token)
    context = {"workshop": workshop, "is_after": moment == AFTER, "form": form}
    return render(request, "mediation/public/opinion.html", context, status=422 if form.errors else 200)


@login_not_required
@writes()
@never_cache
def opinion_given(request: HttpRequest, token: str) -> HttpResponse:
    if find_by_opinion_token(token) is None:
        return render(request, "mediation/public/opinion_unknown.html", status=404)
    return render(request, "mediation/public/opinion_given.html", {"token": token})


@writes("POST")
@needs("mediation.workshops")
@never_cache
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a workshop: the links, the cards on paper, and what was answered."""
    workshop = _get(request, pk)
    form = PaperForm(request.POST or None, cards=cards_for(workshop.capacity))
    if request.method == "POST" and form.is_valid() and _copied(request, workshop, form):
        return redirect("mediation:opinions", pk)
    context = {
        "workshop": workshop,
        "form": form,
        "told": queries.of_workshop(workshop),
        "links": [(moment, _(words), opinion_token(workshop, moment)) for moment, words in MOMENTS.items()],
    }
    return render(request, "mediation/opinions.html", context, status=422 if form.errors else 200)


@writes()
@needs("mediation.workshops")
@never_cache
def opinion_qr(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """The link as a drawing, for a telephone's camera. Black on white in the dark as well: cameras want it so."""
    if moment not in MOMENTS:
        raise Http404
    drawing = BytesIO()
    link = opinion_link(_get(request, pk), moment)
    segno.make(link, error="m").save(drawing, kind="svg", scale=6, border=4, light="#fff")
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@writes()
@needs("mediation.workshops")
@never_cache
def opinion_cards(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = _get(request, pk)
    headers = {"Content-Disposition": f'inline; filename="cartes-{workshop.begins:%Y-%m-%d}.pdf"'}
    return HttpResponse(cards_pdf(workshop), content_type="application/pdf", headers=headers)


@writes()
@needs("mediation.workshops")
@never_cache
def opinion_results(request: HttpRequest) -> HttpResponse:
    kinds = queries.of_themes(request.user, now=timezone.now())
    return render(request, "mediation/opinion_results.html", {"kinds": kinds})


def _copied(request: HttpRequest, workshop: Workshop, form: PaperForm) -> bool:
    """False if it was refused: the form then says why."""
    card = form.cleaned_data["card"]
    try:
        actions.copy(workshop=workshop, card=card, said=form.said(), by=request.user, now=timezone.now())
    except RefusedError as refused:
        form.add_error("card", _(refused.words))
        return False
    messages.success(request, _("La carte n° %(card)s est notée.") % {"card": card})
    return True


def _get(request: HttpRequest, pk: int) -> Workshop:
    found = find(pk, request.user)
    if found is None:
        raise Http404
    return found
