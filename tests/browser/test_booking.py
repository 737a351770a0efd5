"""A resident finds a moment, books, moves, cancels: on the smallest telephone, without a mouse, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import NARROW, SPILT, WIDE, Flaws
from .test_keyboard import press, tab_to, title, write

Open = Callable[..., Page]
FIND = "/rendez-vous/"
HELP = "Aide pour une démarche de santé en ligne"
OWN = re.compile(r"/rendez-vous/suivre/[^/]+/$")
# Numbers that are given to nobody.
PHONES = (f"06 39 98 {pair:02} {pair:02}" for pair in range(100))


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """``visit(path)``: as `open_page`, where refusals are what is looked at: a browser writes them to its console."""
    contexts = []

    def open_(path: str, **options) -> Page:
        context = browser.new_context(base_url=site, locale="fr-FR", viewport=WIDE, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def offers(page: Page, town: str = "Poissy") -> None:
    """From the first page to what is free near a town."""
    page.goto(FIND)
    page.get_by_role("link", name=HELP).click()
    page.get_by_label("Où habitez-vous ?").fill(town)
    page.get_by_role("button", name="Voir les rendez-vous").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Rendez-vous près de {town}")


def booked(page: Page) -> str:
    """The first that is offered; its code."""
    offers(page)
    page.locator(".best").first.click()
    page.get_by_label("Comment vous appeler ?").fill("Jeanne")
    page.get_by_label("Votre téléphone").fill(next(PHONES))
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    page.wait_for_url(OWN)
    return page.locator(".slip-code strong").inner_text()


def test_on_the_smallest_telephone_and_without_javascript(open_page: Open) -> None:
    page = open_page(FIND, viewport=NARROW, has_touch=True, java_script_enabled=False)
    offers(page)
    expect(page.get_by_role("button", name="Près de moi")).to_be_hidden()
    page.locator(".best").first.tap()
    # Neither name nor telephone nor e-mail: the page is the slip.
    page.get_by_role("button", name="Prendre ce rendez-vous").tap()
    title(page, "Votre rendez-vous")
    code = page.locator(".slip-code strong").inner_text()
    expect(page.get_by_text("notez le code ou imprimez")).to_be_visible()
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()

    page.goto("/rendez-vous/retrouver/")
    page.get_by_label("Le code de votre rendez-vous").fill(code.lower())
    page.get_by_role("button", name="Retrouver").tap()
    page.get_by_text("Je ne peux plus venir").tap()
    page.get_by_role("button", name="Annuler ce rendez-vous").tap()
    title(page, "Rendez-vous annulé")


def test_by_keyboard_alone_one_books_moves_and_cancels(open_page: Open) -> None:
    page = open_page(FIND)
    press(page.get_by_role("link", name=HELP))
    write(page, "Où habitez-vous ?", "Poissy")
    page.keyboard.press("Enter")
    press(page.locator(".best").first)
    title(page, "Prendre ce rendez-vous")
    write(page, "Comment vous appeler ?", "Ali")
    write(page, "Votre téléphone", next(PHONES))
    tab_to(page.get_by_label("Me le rappeler la veille"))
    page.keyboard.press("Space")
    press(page.get_by_text("Un besoin pour bien vous accueillir"))
    tab_to(page.get_by_label("une aide pour lire et écrire"))
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Prendre ce rendez-vous"))
    title(page, "Votre rendez-vous")
    expect(page.locator(".slip")).to_contain_text("une aide pour lire et écrire")
    press(page.get_by_role("button", name="Ne plus me le rappeler"))
    expect(page.get_by_text("Vous n’avez pas demandé de rappel.")).to_be_visible()
    before = page.locator(".slip-when").inner_text()
    press(page.get_by_role("link", name="Déplacer"))
    press(page.locator(".hour").first)
    title(page, "Votre rendez-vous")
    expect(page.get_by_text("Déplacé : c’était")).to_be_visible()
    assert page.locator(".slip-when").inner_text() != before
    press(page.get_by_text("Je ne peux plus venir"))
    press(page.get_by_role("button", name="Annuler ce rendez-vous"))
    title(page, "Rendez-vous annulé")


def test_where_one_is_is_rounded_before_it_leaves_the_browser(open_page: Open) -> None:
    here = {"latitude": 48.929171, "longitude": 2.045213}
    page = open_page(FIND, geolocation=here, permissions=["geolocation"])
    page.get_by_role("link", name=HELP).click()
    page.get_by_role("button", name="Près de moi").click()
    page.wait_for_url(re.compile(r"ou=48\.93%2C(\+|%20)2\.05"))
    expect(page.locator(".best").first).to_be_visible()
    assert "48.929" not in page.url


def test_a_calendar_and_a_sheet_of_paper_take_it_over(open_page: Open) -> None:
    page = open_page(FIND)
    code = booked(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    assert "BEGIN:VEVENT" in saved.value.path().read_text(encoding="utf-8")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".slip-code strong")).to_have_text(code)
    for hidden in (".top", ".bottom", ".actions", "details", "form"):
        assert not page.locator(hidden).first.is_visible(), hidden
    ink = page.locator(".slip-when").evaluate("node => getComputedStyle(node).color")
    assert ink == "rgb(0, 0, 0)"


def test_every_page_of_a_resident_is_accessible_and_fits(visit: Callable[..., Page], flaws: Flaws) -> None:
    page = visit(FIND)
    wrong = {}

    def look(name: str) -> None:
        page.mouse.move(0, 0)
        if found := flaws(page):
            wrong[name] = found
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")

    look("reasons")
    page.get_by_role("link", name=HELP).click()
    look("where")
    page.get_by_label("Où habitez-vous ?").fill("Nullepart-sur-Rien")
    page.get_by_role("button", name="Voir les rendez-vous").click()
    expect(page.get_by_role("alert")).to_contain_text("Nous ne connaissons pas")
    look("unknown town")
    page.get_by_label("Où habitez-vous ?").fill("Saint-Denis")
    page.get_by_role("button", name="Voir les rendez-vous").click()
    look("which town")
    page.get_by_role("link", name="Seine-Saint-Denis").click()
    look("near")
    page.get_by_label("Où habitez-vous ?").fill("Marseille")
    page.get_by_role("button", name="Voir les rendez-vous").click()
    look("nothing near")
    offers(page)
    page.get_by_role("link", name="Tous les horaires").first.click()
    look("one place")
    moment = page.locator(".hour").last.get_attribute("href")
    page.goto(moment)
    look("form")
    page.get_by_label("Votre téléphone").fill("0639")
    page.get_by_text("Un besoin pour bien vous accueillir").click()
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    expect(page.get_by_role("alert")).to_contain_text("dix chiffres")
    look("form with an error")
    page.get_by_label("Votre téléphone").fill(next(PHONES))
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    look("own")
    own = page.url
    page.get_by_role("link", name="Déplacer").click()
    look("move")
    page.goto(moment)
    title(page, "Ce moment vient d’être pris")
    look("taken")
    page.goto(own)
    page.get_by_text("Je ne peux plus venir").click()
    page.get_by_role("button", name="Annuler ce rendez-vous").click()
    look("cancelled")
    page.goto("/rendez-vous/retrouver/")
    page.get_by_label("Le code de votre rendez-vous").fill("K7M2 QXB4")
    page.get_by_role("button", name="Retrouver").click()
    expect(page.get_by_role("alert")).to_contain_text("Nous ne trouvons pas")
    look("not found again")
    offers(page)
    page.get_by_role("link", name="S’inscrire sur la liste d’attente").click()
    look("join")
    page.get_by_label("Comment vous appeler ?").fill("Inès")
    page.get_by_role("button", name="M’inscrire").click()
    expect(page.get_by_role("alert")).to_contain_text("il nous faut un téléphone")
    look("join with an error")
    page.get_by_label("Votre téléphone").fill(next(PHONES))
    page.get_by_role("button", name="M’inscrire").click()
    page.wait_for_url(re.compile(r"/attente/.+:.+/"))
    look("waiting")
    for path in ("suivre/nothing/", "reserver/nothing/", "attente/nothing/"):
        page.goto(FIND + path)
        look(path)
    assert wrong == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_at_twice_the_size_nothing_is_lost(open_page: Open, axe: Callable[..., list[str]], language: str) -> None:
    """A desk of 1280 pixels at 200 %: half as many, each of them twice."""
    start = FIND if language == "fr" else f"/en{FIND}"
    page = open_page(start, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    assert page.locator("html").get_attribute("lang") == language
    page.locator(".choice").last.click()
    page.locator("#id_ou").fill("Versailles")
    page.locator(".where .btn-primary").click()
    page.locator(".hour").first.click()
    for step in ("form", "own"):
        assert page.evaluate(SPILT) == [], step
        assert axe(page) == [], step
        if step == "form":
            page.locator("#id_phone").fill(next(PHONES))
            page.locator("main form .btn-primary").click()
            page.wait_for_url(OWN)
