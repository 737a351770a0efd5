"""Places that come from a list: the file or the scenario, what it would bring, and then the decision."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.accounts.models import Organisation
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.methods import needs, writes
from maillage.web.scenarios.queries.scenarios import published_scenarios

from ..actions.imports import bring
from ..forms.imports import FileForm, ScenarioForm
from ..queries.imports import Preview, model, preview, preview_of
from ..rules.imports.drafts import Draft
from ..rules.imports.table import REFUSALS, FileError

SALT = "places.import"
# How long one may look at what would come.
SECONDS = 3600


@writes("POST")
@needs("places.manage")
def import_places(request: HttpRequest) -> HttpResponse:
    organisations = organisations_of(request.user, "places.manage")
    scenarios = {each.pk: each for each in published_scenarios()}
    named = [(pk, f"{each.diagnosis.name} : {each.name}") for pk, each in scenarios.items()]
    by_file = "form" in request.POST
    by_scenario = request.method == "POST" and not by_file
    file_form = FileForm(
        request.POST if by_file else None, request.FILES if by_file else None, organisations=organisations
    )
    scenario_form = ScenarioForm(
        request.POST if by_scenario else None, organisations=organisations, scenarios=named, auto_id="scenario-%s"
    )
    if by_file and file_form.is_valid():
        said = file_form.cleaned_data
        try:
            found = preview(said["file"].read(), form=said["form"], organisation=said["organisation"].pk)
        except FileError as error:
            file_form.add_error("file", _(REFUSALS[error.reason]) % error.told)
        else:
            return _show(request, found, said["organisation"])
    if by_scenario and scenario_form.is_valid():
        said = scenario_form.cleaned_data
        return _show(request, preview_of(scenarios[said["scenario"]]), said["organisation"])
    context = {"file_form": file_form, "scenario_form": scenario_form, "has_scenarios": bool(scenarios)}
    status = 422 if file_form.errors or scenario_form.errors else 200
    return render(request, "places/desk/import.html", context, status=status)


@writes("POST", reads=False)
@needs("places.manage")
def bring_places(request: HttpRequest) -> HttpResponse:
    """What was shown, as it was shown: it comes back signed, to the same person, within the hour."""
    try:
        held = signing.loads(request.POST.get("held", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        messages.error(request, _("Cet aperçu n’est plus valable : envoyez la liste de nouveau."))
        return redirect("places:import_places")
    organisation = organisations_of(request.user, "places.manage").filter(pk=held["organisation"]).first()
    if organisation is None or held["by"] != request.user.pk:
        messages.error(request, _("Cet aperçu n’est plus valable : envoyez la liste de nouveau."))
        return redirect("places:import_places")
    drafts = {origin: Draft(**draft) for origin, draft in held["drafts"].items()}
    new = bring(drafts=drafts, organisation=organisation, by=request.user, now=timezone.now())
    messages.success(request, ngettext("%(count)d lieu ajouté.", "%(count)d lieux ajoutés.", new) % {"count": new})
    return redirect("places:places_desk")


@writes()
@needs("places.manage")
def import_model(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    answer = HttpResponse(model(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="lieux.csv"'
    return answer


def _show(request: HttpRequest, found: Preview, organisation: Organisation) -> HttpResponse:
    held = {
        "by": request.user.pk,
        "organisation": organisation.pk,
        "drafts": {origin: asdict(draft) for origin, draft in found.drafts.items()},
    }
    context = {
        "preview": found,
        "organisation": organisation,
        "held": signing.dumps(held, salt=SALT, compress=True) if found.drafts else "",
    }
    return render(request, "places/desk/preview.html", context)
