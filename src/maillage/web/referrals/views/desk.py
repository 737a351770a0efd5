"""Referrals for agents: the list, one of them, sending somebody to a structure and on to the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.privacy.models import Means

from ..actions import answers
from ..actions import referrals as actions
from ..actions.withdrawing import withdraw
from ..forms.answer import AnswerForm
from ..forms.asked import ListForm
from ..forms.orientation import AskForm
from ..forms.referral import ConsentForm, ReferralForm
from ..models import Referral
from ..queries import referrals as queries
from ..queries.notice import text_of
from ..rules.refusals import RefusedError

MEANS = {"counter": Means.COUNTER, "phone": Means.PHONE, "paper": Means.PAPER}


@writes()
@needs("referrals.make")
@never_cache
def referrals(request: HttpRequest) -> HttpResponse:
    """``etat``, ``miennes``, ``avant``: see ListForm."""
    form = ListForm(request.GET)
    said = {"state": form.said("etat") or "", "own": bool(form.said("miennes")), "before": form.said("avant")}
    listed = queries.listed(request.user, **said)
    return render(request, "referrals/referrals.html", {"form": form, "listed": listed, "filtered": any(said.values())})


@writes("POST")
@needs("referrals.make")
@never_cache
def refer(request: HttpRequest) -> HttpResponse:
    """``fiche``: the structure; ``besoin``, ``obstacle``, ``commune``: what was said on the public page."""
    number = request.GET.get("fiche", "")
    structure = queries.find_structure(int(number) if number.isdecimal() and len(number) < 19 else None)
    organisation = queries.sender_of(request.user)
    if structure is None or organisation is None:
        return render(request, "referrals/no_structure.html", status=404)
    asked = AskForm(request.GET)
    known = {
        "need": asked.said("besoin"),
        "obstacles": asked.obstacles,
        "commune": asked.said("commune"),
        "language": get_language(),
    }
    form = ReferralForm(request.POST or None, initial={name: value for name, value in known.items() if value})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.send(
                structure=structure,
                said=form.said(),
                consent=form.consent(),
                organisation=organisation,
                by=request.user,
                now=timezone.now(),
            )
        except RefusedError as refused:
            form.add_error(None, _(refused.words))
        else:
            messages.success(request, _("C’est envoyé : %(structure)s va répondre.") % {"structure": made.structure})
            return redirect("referrals:referral", made.pk)
    context = {"structure": structure, "form": form, "notice": text_of(get_language())}
    return render(request, "referrals/refer.html", context, status=422 if form.errors else 200)


@writes()
@needs("referrals.make")
@never_cache
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _get(request, pk))


@writes("POST", reads=False)
@needs("referrals.make")
def note_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What the structure said on the telephone, or wrote."""
    found, now = _get(request, pk), timezone.now()
    form = AnswerForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, found, reply=form, status=422)
    try:
        answers.answer(referral=found, reply=form.reply(), by=request.user, now=now)
        messages.success(request, _("La réponse est notée."))
    except RefusedError as refused:
        messages.error(request, _(refused.words))
    return redirect("referrals:referral", pk)


@writes("POST", reads=False)
@needs("referrals.make")
def take_back_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """``par``: how the person said that they do not want it any more."""
    means = MEANS.get(request.POST.get("par", ""), Means.COUNTER)
    withdraw(referral=_get(request, pk), means=means, by=request.user, now=timezone.now())
    messages.success(request, _("C’est retiré : la structure ne voit plus rien, et le nom est effacé."))
    return redirect("referrals:referral", pk)


@writes("POST", reads=False)
@needs("referrals.make")
def refer_on(request: HttpRequest, pk: int) -> HttpResponse:
    """``fiche``: the next structure; the person agreed to it."""
    found, form = _get(request, pk), ConsentForm(request.POST)
    number = request.POST.get("fiche", "")
    structure = queries.find_structure(int(number) if number.isdecimal() and len(number) < 19 else None)
    if not form.is_valid() or structure is None:
        return _page(request, found, onward=form, status=422)
    said = {"structure": structure, "consent": form.consent(), "key": form.cleaned_data["key"]}
    try:
        made = actions.send_on(referral=found, **said, by=request.user, now=timezone.now())
    except RefusedError as refused:
        messages.error(request, _(refused.words))
        return redirect("referrals:referral", pk)
    messages.success(request, _("C’est envoyé : %(structure)s va répondre.") % {"structure": made.structure})
    return redirect("referrals:referral", made.pk)


def _page(
    request: HttpRequest,
    found: Referral,
    *,
    reply: AnswerForm | None = None,
    onward: ConsentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "referral": found,
        "words": queries.words_of(found),
        "history": queries.history_of(found),
        "reply": reply or AnswerForm(None, today=timezone.localdate(now)),
        "onward": onward or ConsentForm(),
        "next": queries.next_structures(found, now=now) if queries.may_go_on(found) else [],
        "may_go_on": queries.may_go_on(found),
    }
    return render(request, "referrals/referral.html", context, status=status)


def _get(request: HttpRequest, pk: int) -> Referral:
    found = queries.find(pk, request.user)
    if found is None:
        raise Http404
    return found
