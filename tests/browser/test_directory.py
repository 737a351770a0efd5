"""A resident finds help: on the smallest telephone, without a mouse or JavaScript, on the site of a town, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import NARROW, Flaws, FlawsOf
from .test_keyboard import press, tab_to, title, write

Open = Callable[..., Page]
PAGES = {
    "search": ("/annuaire/", "/annuaire/?ou=Rambouillet&pour=young", "/annuaire/?q=dantiste"),
    "distress": ("/annuaire/?q=psy&ou=Poissy", "/annuaire/?sujet=mental-health&papier=1"),
    "nothing": ("/annuaire/?q=xylographe&gratuit=1", "/annuaire/?ou=Saint-Martin"),
    "frame": ("/annuaire/cadre/?couleur=framboise", "/annuaire/cadre/?ou=Poissy&couleur=bleu"),
    "town": ("/annuaire/integrer/?ou=Poissy&couleur=bleu", "/annuaire/?ou=Poissy&papier=1"),
    "English": ("/en/annuaire/", "/en/annuaire/?ou=Poissy", "/en/annuaire/integrer/"),
}


@pytest.mark.parametrize("group", PAGES)
def test_pages_of_the_directory_are_accessible_and_fit(open_page: Open, flaws_of: FlawsOf, group: str) -> None:
    assert flaws_of(open_page("/lieux/"), PAGES[group]) == {}


def test_the_card_is_accessible_and_fits(open_page: Open, flaws_of: FlawsOf) -> None:
    page = open_page("/annuaire/?ou=Rambouillet")
    cards = page.locator(".result h2 a").evaluate_all("links => links.slice(0, 2).map(link => link.pathname)")
    assert flaws_of(page, cards) == {}


def test_what_was_found_is_taken_home_as_a_file(open_page: Open, flaws: Flaws) -> None:
    page = open_page("/annuaire/?q=france+services&ou=Rambouillet", viewport=NARROW, java_script_enabled=False)
    found = page.locator(".result h2").all_inner_texts()
    page.get_by_role("link", name="Télécharger").click()
    expect(page.get_by_text("Ces fichiers suivent votre recherche.")).to_be_visible()
    with page.expect_download() as sent:
        page.locator("a[download]").first.click()
    text = sent.value.path().read_text(encoding="utf-8")
    assert found
    assert all(name in text for name in found)
    again = open_page("/annuaire/telecharger/?q=france+services")
    assert flaws(again) == []


def test_a_place_whose_point_nobody_knows_leaves_the_map_to_the_others(open_page: Open) -> None:
    page = open_page("/annuaire/?ou=Rambouillet")
    expect(page.locator(".result:not([data-lat])").first).to_be_visible()
    expect(page.locator(".map-frame.is-live")).to_be_visible()


def test_by_a_picture_on_the_smallest_telephone(open_page: Open) -> None:
    page = open_page("/annuaire/", viewport=NARROW, has_touch=True)
    page.get_by_role("link", name="Démarches et papiers").tap()
    title(page, "Démarches et papiers")
    page.get_by_label("Où ?").fill("78120")
    page.get_by_role("button", name="Chercher", exact=True).tap()
    title(page, "Démarches et papiers près de Rambouillet")
    assert "sujet=procedures" in page.url
    assert "ou=78120" in page.url
    first = page.locator(".result").first
    expect(first).to_contain_text("en voiture")
    page.get_by_role("tab", name="Carte").tap()
    expect(page.locator(".map-frame.is-live")).to_be_visible()
    page.get_by_role("tab", name="Liste").tap()
    name = first.locator("h2").inner_text()
    first.locator("h2 a").tap()
    title(page, name)
    expect(page.get_by_role("heading", name="D’où viennent ces informations")).to_be_visible()


def test_without_a_mouse(open_page: Open) -> None:
    page = open_page("/annuaire/?ou=Poissy")
    every = count(page)
    write(page, "Que cherchez-vous ?", "demarche")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("près de Poissy")
    expect(page.locator("#directory-status")).not_to_be_empty()
    assert 0 < count(page) < every
    free = page.get_by_label("Gratuit", exact=True)
    tab_to(free)
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("gratuit"))
    expect(free).to_be_focused()
    expect(free).to_be_checked()
    press(page.locator(".result h2 a").first)
    press(page.locator(".note-ref").first)
    expect(page.locator(".entry-sources li:target")).to_be_visible()


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".result-count").inner_text().split("lieu")[0]))


def test_without_javascript(open_page: Open) -> None:
    page = open_page("/annuaire/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Autour de moi")).to_be_hidden()
    page.get_by_label("Que cherchez-vous ?").fill("ordinateur")
    page.get_by_label("Où ?").fill("Poissy")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(page.locator(".result").first).to_be_visible()
    expect(page.get_by_text("La carte demande JavaScript.")).to_be_visible()
    page.locator("summary", has_text="Plus de filtres").click()
    page.get_by_label("À combien de minutes en voiture").select_option("30")
    page.get_by_role("button", name="Appliquer").click()
    assert "minutes=30" in page.url
    name = page.locator(".result h2").first.inner_text()
    page.locator(".result h2 a").first.click()
    title(page, name)


def test_around_me_is_asked_on_a_click_and_never_before(open_page: Open) -> None:
    here = {"latitude": 48.6443, "longitude": 1.8293}
    page = open_page("/annuaire/", geolocation=here, permissions=["geolocation"])
    page.get_by_role("button", name="Autour de moi").click()
    title(page, "Aide et soins près de Rambouillet")
    assert "48.64%2C+1.83" in page.url, "to about a kilometre"


@contextmanager
def a_town(page: str) -> Iterator[str]:
    """The site of a town: another origin, which serves one page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_town_shows_the_frame_and_no_other_page(browser: Browser, open_page: Open, site: str) -> None:
    lines = open_page("/annuaire/integrer/?ou=Poissy&couleur=bleu").get_by_label("Les lignes à coller").input_value()
    framed = re.sub(r'src="[^"]*(/annuaire/cadre/[^"]*)"', rf'src="{site}\1" name="good"', lines)
    other = f'<iframe src="{site}/annuaire/" name="bad"></iframe>'
    with a_town(f"<!doctype html><html lang='fr'><title>Ma ville</title>{framed}{other}") as town:
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        refused = []
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.goto(town)
        frame = page.frame_locator("iframe[name=good]")
        expect(frame.get_by_role("heading", level=1)).to_have_text("Aide et soins près de Poissy")
        frame.get_by_label("Gratuit", exact=True).check()
        expect(frame.locator(".result").first).to_be_visible()
        page.frame("good").wait_for_url(re.compile("gratuit="))
        assert any("frame-ancestors 'none'" in text for text in refused), refused
        assert page.frame("bad").url.startswith("chrome-error:")
        assert context.cookies() == []
        with context.expect_page() as opened:
            frame.locator(".result h2 a").first.click()
        expect(opened.value.get_by_role("heading", name="D’où viennent ces informations")).to_be_visible()
        context.close()


def test_the_lines_to_paste_are_copied(open_page: Open) -> None:
    page = open_page("/annuaire/integrer/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_text("Copié.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Les lignes à coller").input_value()


def test_a_list_for_a_counter_is_one_sheet_and_a_card_too(open_page: Open) -> None:
    page = open_page("/annuaire/?ou=Poissy")
    card = page.locator(".result h2 a").first.get_attribute("href")
    page.get_by_role("link", name="Liste à imprimer").click()
    expect(page.locator(".paper-list tbody tr").nth(9)).to_be_visible()
    assert sheets(page) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Revenir à la liste et à la carte")).to_be_hidden()
    page.goto(card)
    assert sheets(page) == 1


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
