"""The agenda: a day of some places, a week of one place or of one mediator, and the search for an appointment."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes
from maillage.web.places.models import Place

from ..forms.agenda import DayForm
from ..queries import agenda
from ..queries.day_csv import day_csv
from ..queries.finding import search
from ..queries.sight import Choice, places_for

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# The session remembers which places somebody looks at.
CHOSEN = "agenda_places"


@writes()
@needs("bookings.read")
@never_cache
def day(request: HttpRequest) -> HttpResponse:
    choice, form, places, shown = _asked(request)
    if not choice:
        return render(request, "bookings/agenda/nothing.html")
    now = timezone.now()
    context = {
        "choice": choice,
        "form": form,
        "places": places,
        "day": shown,
        "today": agenda.today_at(places, now),
        "before": shown - DAY,
        "after": shown + DAY,
        "page": agenda.day_page(places, shown, reader=request.user, now=now),
        "where": urlencode([("lieu", place.pk) for place in places]),
    }
    return render(request, "bookings/agenda/day.html", context, status=422 if form.errors else 200)


@writes()
@needs("bookings.read")
@never_cache
def day_file(request: HttpRequest) -> HttpResponse:
    """The list of the day, for a spreadsheet."""
    _choice, _form, places, shown = _asked(request)
    page = agenda.day_page(places, shown, reader=request.user, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="agenda-{shown}.csv"'}
    return HttpResponse(day_csv(page.cards, shown), content_type="text/csv; charset=utf-8", headers=headers)


@writes()
@needs("bookings.read")
@never_cache
def week(request: HttpRequest) -> HttpResponse:
    choice, form, places, shown = _asked(request)
    if not choice:
        return render(request, "bookings/agenda/nothing.html")
    now, place = timezone.now(), places[0]
    days = [shown - shown.weekday() * DAY + number * DAY for number in range(7)]
    mediators = agenda.mediators_at(place)
    mediator = next((each for each in mediators if str(each.pk) == request.GET.get("mediation")), None)
    context = {
        "choice": choice,
        "form": form,
        "places": [place],
        "place": place,
        "mediators": mediators,
        "mediator": mediator,
        "day": shown,
        "days": days,
        "today": agenda.today_at(places, now),
        "before": shown - WEEK,
        "after": shown + WEEK,
        "page": agenda.week_page(place, days, reader=request.user, now=now, mediator=mediator),
        "where": urlencode({"lieu": place.pk} | ({"mediation": mediator.pk} if mediator else {})),
    }
    return render(request, "bookings/agenda/week.html", context, status=422 if form.errors else 200)


@writes()
@needs("bookings.read")
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """By code, telephone number or e-mail address: the one that there is, or those among which to choose."""
    text = request.GET.get("q", "").replace("\0", "")
    found = search(text, reader=request.user)
    if len(found) == 1:
        return redirect("bookings:appointment", found[0].code)
    return render(request, "bookings/agenda/found.html", {"q": text, "found": found})


def _asked(request: HttpRequest) -> tuple[Choice, DayForm, list[Place], date]:
    """What the address asks for; what it leaves open is as it was before, else the first place of one's own, today."""
    choice = places_for(request.user)
    form = DayForm(request.GET, places=[(place.pk, place.name) for place in (*choice.own, *choice.others)])
    form.is_valid()
    chosen = set(form.cleaned_data.get("lieu") or request.session.get(CHOSEN, ()))
    places = choice.find(chosen) or [*choice.own, *choice.others][:1]
    if form.cleaned_data.get("lieu"):
        request.session[CHOSEN] = sorted(place.pk for place in places)
    return choice, form, places, form.cleaned_data.get("jour") or agenda.today_at(places, timezone.now())
