from django.urls import path, register_converter

from .views import atlas, cards, comparison, desk, downloads, method


class AddressConverter:
    """A code (78, 2A, 200059889), several (78380+78440), france, or the short name of a long list."""

    regex = r"[0-9A-Za-z]+(?:[+-][0-9A-Za-z]+)*"

    def to_python(self, value: str) -> str:
        return value if value.startswith(("liste-", "france")) else value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(AddressConverter, "address")

app_name = "studies"
urlpatterns = [
    path("diagnostics/", desk.page, name="desk"),
    path("diagnostics/calculer/", desk.make, name="make"),
    path("diagnostics/<address:address>/", atlas.page, name="atlas"),
    path("diagnostics/<address:address>/carte.svg", atlas.drawn_map, name="map"),
    path("diagnostics/<address:address>/dessins/<slug:drawing>.svg", atlas.drawing, name="drawing"),
    path("diagnostics/<address:address>/contours-<slug:version>.json", atlas.outlines, name="outlines"),
    path("diagnostics/<address:address>/communes-<slug:departement>.json", atlas.communes_in_departement, name="bands"),
    path("diagnostics/<address:address>/communes/<slug:code>/", cards.page, name="card"),
    path("diagnostics/<address:address>/methode/", method.page, name="method"),
    path("diagnostics/<address:address>/telecharger/<slug:form>/", downloads.file, name="download"),
    path("diagnostics/<address:address>/publier/", desk.publish, name="publish"),
    path("diagnostics/<address:address>/depublier/", desk.unpublish, name="unpublish"),
    path("comparer/", comparison.page, name="compare"),
]
