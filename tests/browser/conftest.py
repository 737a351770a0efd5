"""A real browser on the real server: `maillage demo` in a folder of its own, Debian's Chromium, axe.

Each worker of pytest-xdist has its own server, data and browser. Whatever a page writes to the console as an
error, whatever it asks of another machine, fails the test that opened it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, StorageState, expect, sync_playwright

type Flaws = Callable[[Page], list[str]]
type FlawsOf = Callable[[Page, Iterable[str]], dict[str, list[str]]]

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL for the map, drawn by the processor
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 120
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = "options => axe.run({exclude: ['tbody tr:nth-child(n + 9)']}, options)"
# What stands out of the screen on the right, unless its container scrolls or it is there for screen readers only.
SPILT = """() => [...document.querySelectorAll("main *")]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
    .filter(node => !node.closest(".table-scroll, .visually-hidden, svg"))
    .map(node => node.outerHTML.slice(0, 160))"""
# What the colours and the width of the screen have a say in; the rest of a page is the same in the light and the dark.
LOOKS = (
    "color-contrast",
    "link-in-text-block",
    "target-size",
    "scrollable-region-focusable",
    "landmark-unique",
    "duplicate-id-aria",
    "aria-hidden-focus",
    "button-name",
    "link-name",
)
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 720}
# A desk of 1440 by 900 at 200 %.
ZOOMED = {"width": 720, "height": 450}
# What a page shows in the end is tested here, not how fast a busy machine shows it.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def data(streets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this worker's own, copied from the one that the first worker prepared: the demo, and roads."""
    own = tmp_path_factory.mktemp("demo") / "data"
    workers = tmp_path_factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else own.parent
    first = workers / "prepared"
    with (workers / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            # While the demo computes, the other core builds its roads.
            demo = [sys.executable, str(HERE / "prepare.py")]
            with subprocess.Popen(demo, env=_environment(first)) as preparing:
                for mode in ("car", "foot"):
                    command = [sys.executable, "-m", "maillage", "roads", "build", str(streets), "--mode", mode]
                    subprocess.run(command, env=_environment(first), check=True, capture_output=True)
            assert preparing.returncode == 0
    shutil.copytree(first, own)
    return own


@pytest.fixture(scope="session")
def site(data: Path) -> Iterator[str]:
    """Address of a running demo, without the final slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = data.with_name("log")
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "maillage", "demo", "--port", str(port)],
            env=_environment(data),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://localhost:{port}"
        _wait_for(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {"MAILLAGE_DATA": str(data), "MAILLAGE_DEMO": "1"}


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=30).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"`maillage demo` did not answer on {address}:\n{log.read_text()[-2000:]}")


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """``open_page(path, **context)`` opens a page of the site; see Playwright's `new_context` for the options."""
    contexts = []
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console, {message.location.get('url', '')}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            complaints.append(f"asked another machine: {request.url}")

    def open_(path: str = "/", **options) -> Page:
        context = browser.new_context(base_url=site, **{"locale": "fr-FR", "viewport": WIDE} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("request", on_request)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def agent(browser: Browser, site: str) -> StorageState:
    """The cookies of the agent of the demo, who came in once. The agent is the administrator, too."""
    context = browser.new_context(base_url=site, locale="fr-FR")
    page = context.new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill("demo@maillage.example")
    page.get_by_label("Mot de passe").fill("territoire-en-commun")
    page.locator("main button").click()
    page.wait_for_url(f"{site}/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def enter(open_page: Callable[..., Page], agent: StorageState) -> Callable[..., Page]:
    """Opens a page as the agent of the demo."""
    return lambda path, **options: open_page(path, storage_state=agent, **options)


@pytest.fixture
def wide(open_page: Callable[..., Page]) -> Page:
    """The front page on a desk."""
    return open_page(viewport=WIDE)


@pytest.fixture
def narrow(open_page: Callable[..., Page]) -> Page:
    """The front page on the smallest telephone, by touch."""
    return open_page(viewport=NARROW, has_touch=True)


@pytest.fixture
def dark(open_page: Callable[..., Page]) -> Page:
    """The front page for somebody whose machine is set to dark."""
    return open_page(viewport=WIDE, color_scheme="dark")


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[..., list[str]]:
    """``axe(page)`` lists what stands between a page and WCAG 2.2 AA, one line an element; empty is good.

    ``axe(page, "color-contrast")`` asks for some rules only. Of a long table the first rows are looked at: the others
    are made the same, and every look at a colour costs.
    """
    script = (root / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def run(page: Page, *rules: str) -> list[str]:
        # Evaluated by the debugger, which the page's content security policy does not bind.
        page.evaluate(script)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
        found = page.evaluate(RUN_AXE, {"runOnly": only, "resultTypes": ["violations"]})
        return [
            f"{rule['id']}: {node['html'][:160]} ({rule['help']})"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run


@pytest.fixture(scope="session")
def flaws(axe: Callable[..., list[str]]) -> Flaws:
    """``flaws(page)``: what is wrong with it in the light on a desk, enlarged twice, and in the dark on the smallest
    telephone."""

    def look(page: Page) -> list[str]:
        found = list(_unlike_a_page(page))
        page.set_viewport_size(WIDE)
        # Without motion no colour is on its way to another while it is measured.
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += axe(page)
        page.set_viewport_size(ZOOMED)
        found += [f"wider than the zoomed screen: {html}" for html in page.evaluate(SPILT)]
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        return found + axe(page, *LOOKS) + [f"wider than the screen: {html}" for html in page.evaluate(SPILT)]

    return look


@pytest.fixture(scope="session")
def flaws_of(flaws: Flaws) -> FlawsOf:
    """``flaws_of(page, paths)``: what is wrong, by address, with those that have a flaw; empty is good."""

    def walk(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
        found = {}
        for path in paths:
            answer = page.goto(path)
            wrong = [] if answer.status == 200 else [f"answers {answer.status}"]
            if wrong := wrong + flaws(page):
                found[path] = wrong
        return found

    return walk


def _unlike_a_page(page: Page) -> Iterator[str]:
    """In the language of its address, under one title."""
    language = page.locator("html").get_attribute("lang")
    if language != ("en" if page.evaluate("location.pathname").startswith("/en/") else "fr"):
        yield f"is said to be in {language}"
    if (titles := page.locator("h1").count()) != 1:
        yield f"{titles} titles"
