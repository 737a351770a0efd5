"""One message: where it stands, what can be done, and on demand whom it is for."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import decisions
from ..forms import ResendForm
from ..models import Message
from ..queries.one import find_message, sheet_of, unmasked
from ..rules.channels import Channel
from ..rules.states import Act


@writes()
@needs("messages.read")
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _found(pk))


@writes("POST", reads=False)
@needs("messages.manage")
@never_cache
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with name, address and words: that it was asked for is written down first."""
    message = decisions.read(message=_found(pk), by=request.user, now=timezone.now())
    return _shown(request, message, unmasked=unmasked(message))


@writes("POST", reads=False)
@needs("messages.manage")
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    message, who = _found(pk), {"by": request.user, "now": timezone.now()}
    try:
        if act == Act.CANCEL:
            decisions.cancel(message=message, **who)
        elif act == Act.RESEND:
            form = ResendForm(sheet_of(message).channels, request.POST)
            if not form.is_valid():
                return _shown(request, message, form=form, status=422)
            decisions.resend(message=message, channel=Channel(form.cleaned_data["channel"]), **who)
        elif act in (Act.SAY_SENT, Act.SAY_NOT_SENT):
            decisions.settle(message=message, was_sent=act == Act.SAY_SENT, **who)
        else:
            raise Http404
    except decisions.TooLateError:
        messages.info(request, _("Trop tard : ce message a changé d’état entre-temps. Voici où il en est."))
    return redirect("messages:message", pk)


def _found(pk: int) -> Message:
    message = find_message(pk)
    if message is None:
        raise Http404
    return message


def _shown(request: HttpRequest, message: Message, *, status: int = 200, **more: object) -> HttpResponse:
    sheet = sheet_of(message)
    context = {"sheet": sheet, "form": ResendForm(sheet.channels, initial={"channel": message.channel})} | more
    return render(request, "messages/one.html", context, status=status)
