"""Who consults from afar: the link that a manager sends, and everything behind it, without an account; software."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, SPILT, Flaws

Open = Callable[..., Page]
APPLICATIONS = "/administration/applications/"
LINK = re.compile(r"http://\S+(/partenaires/lien/\S+/)")
# A Monday, with time to publish before it.
TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
MONDAY = TODAY + timedelta(days=21 - TODAY.weekday())


def written_to(data: Path, address: str) -> str:
    """The latest e-mail to somebody, as soon as a worker has sent it."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        for file in sorted((data / "outbox" / "email").glob("*.eml"), key=lambda each: each.stat().st_mtime)[::-1]:
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            if address in letter["To"]:
                return letter.get_body().get_content()
        time.sleep(0.5)
    raise AssertionError(f"no e-mail to {address}")


@pytest.fixture
def link(enter: Open, data: Path, request: pytest.FixtureRequest) -> str:
    """Where the page of a new practitioner is: an agent entered them, and sent them their link."""
    page, address = enter("/equipes/"), f"{re.sub(r'[^a-z]', '', request.node.name)[4:40]}@medecins.example"
    page.get_by_role("link", name="Professionnels à distance").click()
    page.get_by_role("link", name="Ajouter un professionnel").click()
    page.get_by_label("Nom", exact=True).fill(f"Dr {request.node.name}"[:40])
    page.get_by_label("Adresse e-mail").fill(address)
    page.locator("main form button.btn-primary").click()
    page.get_by_role("link", name="Ouvrir sa page, envoyer le lien").click()
    page.get_by_role("button", name="Envoyer son lien").click()
    expect(page.locator(".messages")).to_contain_text("Le lien part par e-mail.")
    return LINK.search(written_to(data, address))[1]


def publish(page: Page, day: date, begins: str = "09:00", ends: str = "12:00") -> None:
    form = page.get_by_role("form", name=re.compile("Publier des disponibilités|Publish availability"))
    form.get_by_label(re.compile("^(De|From)$")).fill(begins)
    form.get_by_label(re.compile("^(À|To)$")).fill(ends)
    form.get_by_label(re.compile("Le, ou à partir du|On, or from")).fill(day.isoformat())
    form.get_by_role("button").click()


def test_a_practitioner_publishes_and_withdraws_without_account_nor_javascript(open_page: Open, link: str) -> None:
    page = open_page(link, viewport=NARROW, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dr test_a_practitioner")
    publish(page, MONDAY)
    expect(page.get_by_text("1 disponibilité est publiée.")).to_be_visible()
    page.get_by_label(re.compile("09:00–12:00")).check()
    page.get_by_role("button", name="Retirer ce qui est coché").click()
    expect(page.get_by_text("1 disponibilité est retirée.")).to_be_visible()


def test_a_calendar_program_reads_the_address_on_the_page(open_page: Open, link: str) -> None:
    page = open_page(link)
    address = page.locator("#feed").inner_text()
    answer = page.request.get(re.sub(r"^https?://[^/]+", "", address))
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text().startswith("BEGIN:VCALENDAR")


def test_the_page_of_a_practitioner_is_accessible_in_both_languages(open_page: Open, link: str, flaws: Flaws) -> None:
    for path in (link, "/en" + link):
        page = open_page(path)
        publish(page, MONDAY)
        assert flaws(page) == []


def test_an_appointment_is_cancelled_with_a_reason_from_the_keyboard(enter: Open, flaws: Flaws) -> None:
    page = enter("/partenaires/")
    assert flaws(page) == []
    page.locator("li", has_text=re.compile(r"[1-9]\d* rendez-vous à venir")).first.get_by_role("link").click()
    visits = page.locator(".visit", has=page.locator("details"))
    before, code = visits.count(), visits.last.locator(".visit-code").inner_text()
    assert flaws(page) == []
    page.set_viewport_size(NARROW)
    visits.last.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert flaws(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Le rendez-vous est annulé.")
    assert page.locator(".visit", has=page.locator("details")).count() == before - 1
    expect(page.locator(".visit", has_text=code)).to_have_count(0)


def test_a_key_is_made_shown_once_and_revoked(enter: Open, flaws: Flaws) -> None:
    page = enter(APPLICATIONS)
    page.get_by_role("link", name="Créer une clé").click()
    assert flaws(page) == []
    page.get_by_label("Nom", exact=True).fill("Agenda de l’essai")
    page.get_by_label("Lire les rendez-vous, sans les noms").check()
    page.get_by_role("button", name="Créer la clé").click()
    token = page.locator("#token").inner_text()
    answer = page.request.get("/api/v1/partner/appointments", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 200
    assert flaws(page) == []
    page.get_by_role("link", name="C’est copié").click()
    assert token not in page.content()
    page.get_by_role("button", name="Révoquer Agenda de l’essai").click()
    expect(page.locator(".messages")).to_contain_text("La clé n’ouvre plus rien.")
    again = page.request.get("/api/v1/partner/appointments", headers={"Authorization": f"Bearer {token}"})
    assert again.status == 401


def test_software_is_connected_tried_out_and_suspended(enter: Open, flaws: Flaws) -> None:
    page = enter(APPLICATIONS)
    page.get_by_role("link", name="Prévenir un logiciel").click()
    page.get_by_label("Adresse à prévenir").fill("https://partenaire.invalid/hooks")
    page.get_by_label("Qui prévenir en cas de panne").fill("astreinte@partenaire.example")
    page.get_by_label("appointment.booked : un rendez-vous est pris").check()
    assert flaws(page) == []
    page.get_by_role("button", name="Relier ce logiciel").click()
    expect(page.locator("#secret")).to_contain_text("whsec_")
    page.get_by_role("link", name="C’est copié").click()
    page.get_by_role("button", name="Envoyer un essai").click()
    expect(page.locator(".deliveries")).to_contain_text("ping")
    assert flaws(page) == []
    page.get_by_role("button", name="Suspendre").click()
    expect(page.get_by_text("L’envoi est suspendu depuis")).to_be_visible()
    page.get_by_role("button", name="Retirer ce logiciel").click()
    page.get_by_role("link", name="Entendre un logiciel").click()
    page.get_by_label("Nom", exact=True).fill("Supervision de l’essai")
    page.get_by_role("button", name="Relier ce logiciel").click()
    expect(page.get_by_text("/api/v1/partner/sources/")).to_be_visible()
    page.goto(APPLICATIONS)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SPILT) == []
    assert flaws(page) == []
