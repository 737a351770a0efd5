"""Somebody without a mouse invites, comes, takes a second factor and comes back."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Callable

from django_otp.oath import totp
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
MOST_TABS = 60
PASSWORD = "une phrase à retenir"
# null: the page has put something else in its place.
HAS_FOCUS = "node => node.isConnected ? node === document.activeElement : null"
IS_RINGED = "node => getComputedStyle(node).outlineStyle !== 'none' || getComputedStyle(node).boxShadow !== 'none'"


def tab_to(target: Locator) -> None:
    """Tab until the focus is on it, where it is seen. It is looked for by its name once: that costs."""
    node = target.element_handle()
    for _ in range(MOST_TABS):
        has_focus = node.evaluate(HAS_FOCUS)
        if has_focus is None:
            node = target.element_handle()
            continue
        if has_focus:
            assert node.evaluate(IS_RINGED), f"no focus to be seen on {target}"
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by Tab")


def press(target: Locator) -> None:
    tab_to(target)
    target.page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page.get_by_label(label, exact=True))
    page.keyboard.insert_text(text)


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def log_in(page: Page, email: str, password: str) -> None:
    write(page, "Adresse e-mail", email)
    write(page, "Mot de passe", password)
    page.keyboard.press("Enter")


def in_the_menu(page: Page, role: str, name: str) -> None:
    press(page.locator(".account summary"))
    press(page.get_by_role(role, name=name))


def test_a_person_is_invited_joins_and_comes_back_with_a_code_by_keyboard_alone(open_page: Open) -> None:
    host = open_page("/connexion/")
    log_in(host, "demo@maillage.example", "territoire-en-commun")
    in_the_menu(host, "link", "Administration")
    press(host.get_by_role("link", name="Invitations"))
    write(host, "Nom de la personne", "Hugo Blanc")
    tab_to(host.get_by_role("radio").first)
    for _ in range(host.get_by_role("radio").count()):
        if not host.get_by_role("radio", name="Informatique").is_checked():
            host.keyboard.press("ArrowDown")
    press(host.get_by_role("button", name="Inviter"))
    title(host, "Invitation à imprimer")

    guest = open_page("/invitation/")
    guest.keyboard.insert_text(host.locator(".paper-code").inner_text())
    guest.keyboard.press("Enter")
    write(guest, "Votre adresse e-mail", "hugo@maillage.example")
    write(guest, "Choisissez un mot de passe", PASSWORD)
    guest.keyboard.press("Enter")
    title(guest, "Se connecter")
    log_in(guest, "hugo@maillage.example", PASSWORD)

    press(guest.get_by_role("button", name="Installer une application"))
    press(guest.get_by_text("Je ne peux pas scanner"))
    key = b32decode(guest.locator(".key").inner_text().replace(" ", ""))
    write(guest, "Code", f"{totp(key):06}")
    guest.keyboard.press("Enter")
    title(guest, "Vos codes de secours")
    press(guest.get_by_role("link", name="continuer"))
    in_the_menu(guest, "button", "Se déconnecter")

    press(guest.get_by_role("link", name="Se connecter"))
    log_in(guest, "hugo@maillage.example", PASSWORD)
    title(guest, "Votre code")
    # No code opens twice: the next one, as a telephone shows it whose clock is half a minute early.
    guest.keyboard.insert_text(f"{totp(key, drift=1):06}")
    guest.keyboard.press("Enter")
    expect(guest.locator(".account-name")).to_have_text("Hugo Blanc")
