"""Whoever welcomes people: books in three keys, moves, cancels, looks at the day; wide, narrow, without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from .conftest import NARROW, FlawsOf
from .test_keyboard import press, tab_to

Open = Callable[..., Page]
COUNTER = "/agenda/guichet/"
CODE = re.compile(r"/agenda/rendez-vous/([0-9A-Z]{8})/$")


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def monday() -> date:
    """The next one, on which people come."""
    return today() + timedelta(days=7 - today().weekday())


@pytest.fixture(scope="module")
def full_day(browser: Browser, site: str, agent: StorageState) -> date:
    """Of the days to come, the one with most appointments at the place that the agenda opens on."""
    with browser.new_context(base_url=site, locale="fr-FR", storage_state=agent) as context:
        page = context.new_page()

        def appointments(day: date) -> int:
            page.goto(f"/agenda/?jour={day}")
            return page.locator(".agenda-table tbody tr").count()

        return max((today() + timedelta(days=ahead) for ahead in range(1, 5)), key=appointments)


class Keys:
    """The keyboard of somebody, who counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, *, until: str | re.Pattern[str]) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)
        self.page.wait_for_url(until)


def book(page: Page) -> str:
    """By three keys; the code."""
    keys = Keys(page)
    keys.press("1", until="**/guichet/?motif=*")
    keys.press("1", until="**creneau=*")
    keys.press("Enter", until=CODE)
    assert keys.pressed == 3
    return CODE.search(page.url)[1]


def test_three_keys_book_and_the_rest_goes_without_a_mouse_too(enter: Open) -> None:
    page = enter(COUNTER)
    code = book(page)
    expect(page.get_by_role("status")).to_contain_text("C’est réservé.")
    expect(page.locator(".sheet-code")).to_have_text(f"{code[:4]} {code[4:]}")
    slip = page.request.get(page.locator("[data-key=i]").get_attribute("href"))
    assert (slip.status, slip.headers["content-type"], slip.body()[:5]) == (200, "application/pdf", b"%PDF-")

    keys = Keys(page)
    before = page.locator(".sheet-card .sheet-hour").inner_text()
    keys.press("d", until="**/deplacer/")
    keys.press("2", until=CODE)
    expect(page.locator(".sheet-card .sheet-hour")).not_to_have_text(before)
    expect(page.get_by_text("était prévu")).to_be_visible()
    expect(page.get_by_text("a déplacé le rendez-vous")).to_be_visible()

    press(page.get_by_text("Annuler ce rendez-vous"))
    tab_to(page.get_by_role("radio").first)
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Annuler le rendez-vous"))
    expect(page.locator(".state")).to_contain_text("à la demande de la personne")

    page.keyboard.press("r")
    page.keyboard.insert_text(f"{code[:4]} {code[4:]}".lower())
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-code")).to_have_text(f"{code[:4]} {code[4:]}")


def test_the_keys_are_those_of_a_french_keyboard_too(enter: Open) -> None:
    """There a digit is the capital of its key: what counts is the key."""
    page = enter(COUNTER)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '&', code: 'Digit1', bubbles: true}))"
    )
    page.wait_for_url("**/guichet/?motif=*")


def test_the_commune_is_typed_and_the_help_says_the_keys(enter: Open) -> None:
    page = enter(COUNTER)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("choisir un motif, puis un moment")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator("[data-key=c]")).to_be_focused()
    page.keyboard.insert_text("Rambouillet")
    page.keyboard.press("Enter")
    page.wait_for_url("**commune=Rambouillet*")
    page.keyboard.press("1")
    page.wait_for_url("**motif=*")
    assert "commune=Rambouillet" in page.url
    expect(page.locator(".counter-choice").first).to_contain_text("min")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pour quoi vient la personne ?")


def test_a_day_is_walked_through_by_arrows(enter: Open) -> None:
    page = enter(f"/agenda/?jour={monday()}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**jour={monday() + timedelta(days=1)}*")
    page.keyboard.press("t")
    page.wait_for_url(f"**jour={today()}*")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Semaine du")
    page.keyboard.press("g")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pour quoi vient la personne ?")


def test_what_somebody_else_books_appears_by_itself(enter: Open) -> None:
    """Both look at the day of the same moment; the page is asked to look again, as it does by itself after a while."""
    one = enter(COUNTER)
    code = book(one)
    one.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link").click()
    expect(one.locator(f".card-of[href*='{code}']").first).to_be_visible()
    other = enter(f"/agenda/rendez-vous/{code}/")
    other.get_by_text("Annuler ce rendez-vous").click()
    other.get_by_role("radio").first.check()
    other.get_by_role("button", name="Annuler le rendez-vous").click()
    expect(other.locator(".state")).to_contain_text("Annulé")
    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(one.locator(f".card-of[href*='{code}']")).to_have_count(0)
    expect(one.locator("tr.is-cancelled").first).to_be_visible()


def test_the_list_sorts_by_its_heads(enter: Open, full_day: date) -> None:
    page = enter(f"/agenda/?jour={full_day}")
    head = page.get_by_role("columnheader", name="Personne")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    names = page.locator(".agenda-table tbody td:nth-child(2) > :first-child").all_inner_texts()
    assert len(names) > 1
    assert names == page.evaluate("names => names.sort(new Intl.Collator('fr', {numeric: true}).compare)", names)


def test_without_javascript_the_day_is_drawn_and_somebody_is_booked(enter: Open, full_day: date) -> None:
    page = enter(f"/agenda/?jour={full_day}", java_script_enabled=False)
    tops = [
        [card.bounding_box()["y"] for card in column.locator(".card-of").all()]
        for column in page.locator(".grid-column").all()
    ]
    assert max(map(len, tops)) > 1
    assert tops == [sorted(set(column)) for column in tops]
    page.goto(COUNTER)
    page.locator(".counter-choice").first.click()
    page.locator(".counter-choice").first.click()
    page.get_by_role("button", name="Réserver").click()
    expect(page.locator(".sheet-code")).to_be_visible()


def test_on_a_telephone_the_list_comes_first(enter: Open, full_day: date) -> None:
    page = enter(f"/agenda/?jour={full_day}", viewport=NARROW, has_touch=True)
    first, then = page.locator(".agenda-table"), page.locator(".grid")
    assert first.bounding_box()["y"] < then.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.goto(COUNTER)
    assert page.locator(".counter-choice").first.bounding_box()["height"] >= 60


def test_pages_of_the_agenda_are_accessible_and_fit(enter: Open, full_day: date, flaws_of: FlawsOf) -> None:
    page = enter(COUNTER)
    sheet = f"/agenda/rendez-vous/{book(page)}/"
    page.goto(COUNTER)
    page.locator(".counter-choice").first.click()
    offers = page.url
    who = page.locator(".counter-choice").first.get_attribute("href")
    pages = (
        f"/agenda/?jour={full_day}",
        f"/agenda/?jour={monday() + timedelta(days=6)}",
        f"/agenda/semaine/?jour={monday()}",
        COUNTER,
        offers,
        f"{COUNTER}{who}",
        sheet,
        f"{sheet}deplacer/",
        "/agenda/chercher/?q=rien",
        "/agenda/attente/",
        "/agenda/attente/ajouter/",
        f"/en/agenda/?jour={monday()}",
        f"/en/agenda/guichet/{who}",
        f"/en{sheet}",
    )
    assert flaws_of(page, pages) == {}
