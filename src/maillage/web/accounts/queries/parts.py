"""The top bar as one person sees it, from one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from ..models import User
from ..rules.parts import PARTS, is_at, pages_for

# Where everybody arrives: the first part.
HOME = "home"


@dataclass(frozen=True)
class Link:
    """``name`` of the address to which it leads; ``here``: whether one is there."""

    name: str
    title: str
    here: bool


@dataclass(frozen=True)
class Bar:
    """``parts`` of the platform, and the ``pages`` of the part where one is, if there is a choice."""

    parts: tuple[Link, ...]
    pages: tuple[Link, ...]


def bar_for(reader: User | AnonymousUser, view_name: str) -> Bar:
    """What the reader can open, seen from the page of that name (``"places:card"``)."""
    module = view_name.partition(":")[0]
    known = reader.has_perm if reader.is_authenticated else (lambda _ability: False)
    parts, pages = [], []
    for part in PARTS:
        open_ones = pages_for(part, known)
        if not open_ones:
            continue
        here = module in part.modules or (view_name == HOME and part is PARTS[0])
        parts.append(Link(open_ones[0].name, part.title, here))
        if here and len(open_ones) > 1:
            pages = [Link(page.name, page.title, is_at(page, view_name)) for page in open_ones]
    return Bar(tuple(parts), tuple(pages))
