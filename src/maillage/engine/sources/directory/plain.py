"""Plain text out of cells that people or programs filled: no markup, no control characters, no formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

# What a spreadsheet takes for a formula when a cell begins with it.
SIGNS = ("=", "+", "@", "-")
FORMULA = re.compile(r"\s*[=+@\-]\s*")
# Characters that are not seen: controls, soft hyphens, joints of no width, and those that turn the text around.
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
)
UNSEEN = re.compile(rf"[{_INVISIBLE}]")
BREAK = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
BLANK = re.compile(r"[^\S\n]+")
SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
# Markup inside markup inside markup: nobody writes that by accident.
PASSES = 5


@dataclass(frozen=True, slots=True)
class Plain:
    """``text``; and whether something was taken out: tags and unseen characters, or the first signs of a formula."""

    text: str
    markup: bool = False
    formula: bool = False


def plain(cell: str, *, breaks: bool = False) -> Plain:
    """``breaks``: lines stay lines; otherwise they become spaces.

    >>> plain(" <b>Maison</b>  du\\u200b lac ").text
    'Maison du lac'
    """
    text, markup = cell, False
    if not _simple(cell):
        text, markup = _without_markup(text)
        text = BLANK.sub(" ", BREAK.sub("\n" if breaks else " ", text))
    text = text.strip()
    if not text.startswith(SIGNS):
        return Plain(text, markup)
    # A dash and a space begin a list; what comes after every other sign may be computed.
    rest = text
    while found := FORMULA.match(rest):
        rest = rest[found.end() :]
    return Plain(rest, markup, formula=not text.startswith("- "))


def _simple(text: str) -> bool:
    """Whether it can be taken as it stands: nothing that is not seen, no space but single ones, no markup."""
    return text.isprintable() and not ("<" in text or ">" in text or "&" in text or "  " in text)


def _without_markup(text: str) -> tuple[str, bool]:
    seen = UNSEEN.sub("", text)
    markup = seen != text
    for _ in range(PASSES):
        # How keyboards without them write quotation marks.
        seen = seen.replace("<<", "«").replace(">>", "»")
        if "<" not in seen and "&" not in seen:
            return seen, markup
        reader = _Text()
        reader.feed(seen)
        reader.close()
        found = "".join(reader.parts)
        markup = markup or found != unescape(seen)
        if found == seen:
            return found, markup
        seen = UNSEEN.sub("", found)
    return seen.replace("<", " ").replace(">", " "), True


class _Text(HTMLParser):
    """The text between tags; scripts and styles are none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in SILENT and not self._silent:
            self._silent = tag
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
