"""All pages. French at the plain address, English under /en/: the language is in the address, so pages cache well.
The API speaks English at its one address."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from .api.views import page as api_page
from .pages import accessibility
from .studies.views.atlas import home

urlpatterns = [path("api/v1/", include("maillage.web.api.urls"))]
urlpatterns += i18n_patterns(
    path("", home, name="home"),
    # Addresses are gone through one by one: what most people ask for comes first.
    path("annuaire/", include("maillage.web.directory.urls")),
    path("", include("maillage.web.bookings.urls")),
    path("api/", api_page, name="api-page"),
    path("accessibilite/", accessibility, name="accessibility"),
    path("", include("maillage.web.accounts.urls")),
    path("", include("maillage.web.messages.urls")),
    path("", include("maillage.web.privacy.urls")),
    path("", include("maillage.web.jobs.urls")),
    path("", include("maillage.web.territories.urls")),
    path("", include("maillage.web.studies.urls")),
    path("", include("maillage.web.scenarios.urls")),
    path("", include("maillage.web.isochrones.urls")),
    path("", include("maillage.web.places.urls")),
    path("", include("maillage.web.webhooks.urls")),
    path("", include("maillage.web.partners.urls")),
    path("", include("maillage.web.mediation.urls")),
    path("", include("maillage.web.activity.urls")),
    path("", include("maillage.web.distress.urls")),
    path("", include("maillage.web.fragility.urls")),
    path("", include("maillage.web.referrals.urls")),
    path("", include("maillage.web.operations.urls")),
    prefix_default_language=False,
)

handler403 = "maillage.web.pages.forbidden"
handler404 = "maillage.web.pages.not_found"
handler500 = "maillage.web.pages.broken"
