"""Who works here: the list, one person's roles, what is done with them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.methods import needs, writes

from ..actions import memberships as actions
from ..forms.people import ChangeForm, GiveForm, HandOverForm, SuspendForm
from ..models import Membership, Organisation, User
from ..queries import people as queries
from ..queries.organisations import roles_to_give


@writes()
@needs("accounts.people")
def people(request: HttpRequest) -> HttpResponse:
    """``?q=`` looks for a name, an address, an organisation."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:120]
    context = {"people": queries.people_for(request.user, search=words), "words": words, "most": queries.SHOWN}
    return render(request, "accounts/people.html", context)


@writes()
@needs("accounts.people")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _get(request, pk))


@writes("POST", reads=False)
@needs("accounts.manage")
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = GiveForm(request.POST, given=roles_to_give(request.user))
    if not form.is_valid():
        return _page(request, found, give=form, status=422)
    said = {name: form.cleaned_data[name] for name in ("organisation", "role", "place", "until")}
    done = _done(request, lambda: actions.give(person=found, **said, by=request.user, now=timezone.now()))
    if done:
        messages.success(request, _("Le rôle est donné."))
    return redirect("accounts:person", pk)


@writes("POST", reads=False)
@needs("accounts.manage")
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = _get_membership(request, pk)
    given = roles_to_give(request.user).get(held.organisation, [])
    form = ChangeForm(request.POST, membership=held, given=given)
    if not form.is_valid():
        return _page(request, held.person, change={held.pk: form}, status=422)
    role = form.cleaned_data["role"]
    if _done(request, lambda: actions.change(membership=held, role=role, by=request.user, now=timezone.now())):
        messages.success(request, _("Le rôle est changé."))
    return redirect("accounts:person", held.person_id)


@writes("POST", reads=False)
@needs("accounts.manage")
def suspend_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = _get_membership(request, pk)
    form = SuspendForm(request.POST, membership=held)
    if not form.is_valid():
        return _page(request, held.person, suspend={held.pk: form}, status=422)
    why = form.cleaned_data["why"]
    if _done(request, lambda: actions.suspend(membership=held, why=why, by=request.user, now=timezone.now())):
        messages.success(request, _("Le rôle est suspendu : il n’ouvre plus rien."))
    return redirect("accounts:person", held.person_id)


@writes("POST", reads=False)
@needs("accounts.manage")
def reinstate_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = _get_membership(request, pk)
    actions.reinstate(membership=held, by=request.user, now=timezone.now())
    messages.success(request, _("Le rôle compte de nouveau."))
    return redirect("accounts:person", held.person_id)


@writes("POST", reads=False)
@needs("accounts.manage")
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = _get_membership(request, pk)
    if _done(request, lambda: actions.end(membership=held, by=request.user, now=timezone.now())):
        messages.success(request, _("Le rôle est retiré."))
    return redirect("accounts:person", held.person_id)


@writes("POST", reads=False)
@needs("accounts.manage")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = HandOverForm(request.POST, successors=queries.successors_of(found, request.user))
    if not form.is_valid():
        return _page(request, found, handing=form, status=422)
    to = form.cleaned_data["to"]
    count = actions.hand_over(person=found, to=to, by=request.user, now=timezone.now())
    told = ngettext("%(count)d rôle est passé à %(name)s.", "%(count)d rôles sont passés à %(name)s.", count)
    messages.success(request, told % {"count": count, "name": to.name})
    return redirect("accounts:person", to.pk)


@writes()
@needs("")
def my_roles(request: HttpRequest) -> HttpResponse:
    """What I may do here, and why."""
    return render(request, "accounts/my_roles.html", {"memberships": queries.memberships_of(request.user)})


@writes("POST", reads=False)
@needs("")
def leave_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = queries.find_membership(pk)
    if held is None or held.person_id != request.user.pk:
        raise Http404
    if _done(request, lambda: actions.end(membership=held, by=request.user, now=timezone.now())):
        messages.success(request, _("Vous avez quitté ce rôle."))
    return redirect("accounts:my_roles")


def _page(
    request: HttpRequest,
    found: User,
    *,
    give: GiveForm | None = None,
    change: dict[int, ChangeForm] | None = None,
    suspend: dict[int, SuspendForm] | None = None,
    handing: HandOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One person's page, with the form that was not right, if one was sent."""
    given = roles_to_give(request.user)
    context = {
        "person": found,
        "rows": [_row(each, given, change or {}, suspend or {}) for each in queries.memberships_of(found)],
        "give": give or GiveForm(given=given),
        "handing": handing or HandOverForm(successors=queries.successors_of(found, request.user)),
        "opened": status == 422,
    }
    return render(request, "accounts/person.html", context, status=status)


def _row(
    held: Membership,
    given: dict[Organisation, list[str]],
    change: dict[int, ChangeForm],
    suspend: dict[int, SuspendForm],
) -> dict[str, object]:
    """A membership with the forms that its reader may send."""
    roles = given.get(held.organisation, [])
    mine = held.role in roles and held.ended_at is None
    return {
        "held": held,
        "may": mine,
        "change": change.get(held.pk) or ChangeForm(membership=held, given=roles),
        "suspend": suspend.get(held.pk) or SuspendForm(membership=held),
        "opened": held.pk in change or held.pk in suspend,
    }


def _done(request: HttpRequest, action: Callable[[], object]) -> bool:
    """Whether it could be done; otherwise the page says why not."""
    try:
        action()
    except actions.LastAdministratorError:
        messages.error(
            request,
            _("Sans ce rôle, personne n’administrerait plus la plateforme. Donnez-le d’abord à quelqu’un d’autre."),
        )
        return False
    except actions.HeldAlreadyError:
        messages.error(request, _("Cette personne a déjà ce rôle dans cette organisation."))
        return False
    return True


def _get(request: HttpRequest, pk: int) -> User:
    found = queries.find_person(pk, request.user)
    if found is None:
        raise Http404
    return found


def _get_membership(request: HttpRequest, pk: int) -> Membership:
    """Of somebody whom the reader may see."""
    found = queries.find_membership(pk)
    if found is None or queries.find_person(found.person_id, request.user) is None:
        raise Http404
    return found
