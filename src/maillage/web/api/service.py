"""The operations. Each is closed to strangers unless it says otherwise."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.security import django_auth

from maillage.web.isochrones.queries.places import may_ask, place_at
from maillage.web.isochrones.queries.reaches import reach
from maillage.web.isochrones.queries.turns import charged_to
from maillage.web.isochrones.rules import AREAS_AT_MOST, MINUTES_AT_MOST, minutes_of
from maillage.web.networks import networks

from .directory import router as directory
from .partner import router as partner
from .problems import CONTENT_TYPE, Problem, ProblemError, answer_with_problems
from .schemas import IsochroneQuestion, Isochrones, Networks

GEOJSON = "application/geo+json"
DESCRIPTION = """\
Access to care in French territories, for other programs. Coordinates are degrees (EPSG:4326), times minutes. Answers
about territories whose diagnosis is published are open; for the others a session of the platform is needed. The
directory is open to all. What stands under /partner is for operators' software, which shows a key; it says of
appointments what, when and where, never who. Every error is an `application/problem+json` (RFC 9457) whose `detail`
says what to do."""
PROBLEMS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)

CONTENT_TYPES = {"Isochrones": GEOJSON, "Problem": CONTENT_TYPE, "LineProblem": CONTENT_TYPE}


class Api(NinjaAPI):
    """Says in its description which of its answers are more than plain JSON."""

    def get_openapi_schema(self, **asked: Any) -> dict[str, Any]:
        described = super().get_openapi_schema(**asked)
        for operation in (each for path in described["paths"].values() for each in path.values()):
            for response in operation["responses"].values():
                schema = response["content"].pop("application/json")
                name = schema["schema"]["$ref"].rpartition("/")[2]
                response["content"][CONTENT_TYPES.get(name, "application/json")] = schema
        return described


api = Api(
    title="maillage",
    version="1",
    description=DESCRIPTION,
    auth=django_auth,
    docs_url=None,
    urls_namespace="api",
)
answer_with_problems(api)
api.add_router("/directory", directory)
api.add_router("/partner", partner)


@api.get(
    "/isochrone",
    auth=None,
    url_name="isochrone",
    operation_id="isochrone",
    summary="Areas reached from a place within some minutes, and who lives in them",
    response={HTTPStatus.OK: Isochrones, **dict.fromkeys(PROBLEMS, Problem)},
)
def isochrone(request: HttpRequest, asked: Query[IsochroneQuestion]) -> HttpResponse:
    """Open for places in a published territory, and so many times for a stranger; otherwise for who is logged in."""
    minutes = minutes_of(asked.minutes)
    if minutes is None:
        detail = f"minutes: give at most {AREAS_AT_MOST} whole numbers from 1 to {MINUTES_AT_MOST:g}: 10,15,20,30."
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
    if not may_ask(place_at(asked.lat, asked.lon), request.user):
        raise ProblemError(HTTPStatus.FORBIDDEN, "This place is in no published territory. Log in, or ask for another.")
    found = reach(asked.lat, asked.lon, asked.mode, minutes, charge=charged_to(request))
    if found is None:
        detail = (
            f"No road network for {asked.mode} that is installed here has a road within 1 km of {asked.lat:g}, "
            f"{asked.lon:g}. Build one with `maillage roads build FILE.osm.pbf --mode {asked.mode}`."
        )
        raise ProblemError(HTTPStatus.NOT_FOUND, detail)
    return _geojson(found)


@api.get(
    "/networks",
    auth=None,
    url_name="networks",
    operation_id="networks",
    summary="The road networks that are installed here",
    response=Networks,
)
def list_networks(request: HttpRequest) -> dict[str, Any]:
    """Where, and for which modes, areas can be asked for."""
    return {
        "networks": [
            {
                "name": record.name,
                "mode": record.mode,
                "dated": record.dated,
                "bounds": record.cut or record.bounds,
            }
            for record in networks()
        ]
    }


def _geojson(collection: dict[str, Any]) -> HttpResponse:
    """Not checked against its schema at each answer, which would take longer than the rest; the tests do."""
    answer = HttpResponse(json.dumps(collection, ensure_ascii=False), content_type=GEOJSON)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer
