"""The top bar as one person sees it, from one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from ..models import User
from ..rules.parts import PARTS, Page, nearest_above, pages_for

# Where everybody arrives: the first part.
HOME = "home"


@dataclass(frozen=True)
class Link:
    """``here``: whether one is there, or at a page that one reaches from it."""

    path: str
    title: str
    here: bool


@dataclass(frozen=True)
class Bar:
    """``parts`` of the platform, and the ``pages`` of the part where one is, if there is a choice."""

    parts: tuple[Link, ...]
    pages: tuple[Link, ...]


def bar_for(reader: User | AnonymousUser, view_name: str, path: str) -> Bar:
    """What the reader can open, seen from the page of that name (``"places:place"``) and path."""
    module = view_name.partition(":")[0]
    may = reader.has_perm if reader.is_authenticated else (lambda _ability: False)
    parts, shown = [], ()
    for part in PARTS:
        open_ones = pages_for(part, may)
        if not open_ones:
            continue
        pages = _pages(open_ones, path)
        here = module in part.modules or any(page.here for page in pages) or (view_name == HOME and part is PARTS[0])
        parts.append(Link(pages[0].path, part.title, here))
        if here and len(pages) > 1:
            shown = pages
    return Bar(tuple(parts), shown)


def _pages(open_ones: list[Page], path: str) -> tuple[Link, ...]:
    paths = [reverse(page.name) for page in open_ones]
    at = nearest_above(path, paths)
    return tuple(Link(paths[number], page.title, number == at) for number, page in enumerate(open_ones))
