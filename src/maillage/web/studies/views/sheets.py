"""From an address to the sheet that its reader may see, or to the page that says what to do instead."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from maillage.engine.errors import TerritoryError

from ..queries.diagnoses import Sheet, find_sheet, name_of


class NotReadableError(Exception):
    """The territory exists; its diagnosis does not, or is not this reader's to see."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        super().__init__(address)


def get_sheet(request: HttpRequest, address: str) -> Sheet:
    """Raises Http404, carrying the nearest names, for an unknown territory, and NotReadableError."""
    try:
        sheet = find_sheet(address, request.user)
        if sheet is None:
            raise NotReadableError(address, name_of(address))
    except TerritoryError as error:
        raise Http404(error) from error
    return sheet
