"""What the environment says, taken together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks

from maillage.web.accounts.oidc.errors import DeclarationError
from maillage.web.accounts.oidc.providers import providers

from .problem import Level, Problem

# TLS ends at the proxy, which redirects; HSTS for the whole domain is the authority's to decide; key, debug mode and
# cookies, which go with MAILLAGE_HTTPS, are told in our own words.
OTHERS_DO = {f"security.W{number}" for number in ("004", "005", "008", "009", "012", "016", "018", "021")}
# One of the files that `make assets` puts into the package.
BUILT = "vendor/bootstrap.css"
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def check(now: datetime) -> Iterator[Problem]:
    yield from modes(debug=settings.DEBUG, demo=settings.DEMO)
    yield from addresses(settings.ALLOWED_HOSTS, settings.URL, https=settings.HTTPS, proxies=settings.PROXIES)
    yield from _assets()
    yield from _providers()
    for said in checks.run_checks(include_deployment_checks=True):
        if said.level >= checks.WARNING and said.id not in OTHERS_DO and not (settings.DEBUG or settings.DEMO):
            mend = str(said.hint or "See the settings in docs/operations.md.")
            yield Problem(Level.WRONG, said.id or "Django", " ".join(str(said.msg).split()), " ".join(mend.split()))


def modes(*, debug: bool, demo: bool) -> Iterator[Problem]:
    if debug:
        yield Problem(Level.WRONG, "MAILLAGE_DEBUG", "strangers see our code and settings.", "Unset it.")
    if demo:
        yield Problem(Level.WRONG, "MAILLAGE_DEMO", "everybody can log in with the account that is shown.", "Unset it.")


def addresses(hosts: list[str], url: str, *, https: bool, proxies: int) -> Iterator[Problem]:
    """Names, TLS and proxies have to fit."""
    public = sorted({*hosts} - LOCAL)
    if "*" in hosts:
        mend = "Name the hosts, for example sante.exemple.fr."
        yield Problem(Level.WRONG, "MAILLAGE_HOSTS", "it answers to any name, also to one that deceives.", mend)
    elif public and not proxies:
        mend = "Say how many there are, for example MAILLAGE_PROXIES=1."
        what = "no reverse proxy is declared: every visitor has the same address, and TLS is not seen."
        yield Problem(Level.WRONG, "MAILLAGE_PROXIES", what, mend)
    if public and not https:
        yield Problem(Level.WRONG, "MAILLAGE_HTTPS", "passwords and sessions travel in clear.", "Unset it, behind TLS.")
    parts = urlsplit(url)
    if public and "*" not in hosts and not any(_fits(parts.hostname or "", host) for host in hosts):
        what = f"links in messages lead to {parts.hostname}, which is none of MAILLAGE_HOSTS."
        yield Problem(Level.WRONG, "MAILLAGE_URL", what, f"Set it, for example to https://{public[0].lstrip('.')}")
    elif public and https and parts.scheme != "https":
        yield Problem(Level.WRONG, "MAILLAGE_URL", "links in messages are not https.", "Begin it with https://.")


def _fits(name: str, host: str) -> bool:
    return name not in LOCAL and (name == host or (host.startswith(".") and f".{name}".endswith(host)))


def _assets() -> Iterator[Problem]:
    if finders.find(BUILT) is None:
        what = "the front-end libraries are missing: pages have no style and no map."
        yield Problem(Level.WRONG, "static/vendor", what, "Say `make assets` in the clone, then install again.")


def _providers() -> Iterator[Problem]:
    try:
        providers()
    except DeclarationError as error:
        yield Problem(Level.WRONG, "MAILLAGE_OIDC", str(error), "See docs/sign-in.md.")
