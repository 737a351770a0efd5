"""What an authority says of itself: a colour that can be read, a logo that is a picture, a name on every page."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import maillage.web
from maillage.web.accounts.actions.authority import change_appearance
from maillage.web.accounts.actions.organisations import correct
from maillage.web.accounts.models import Authority, Organisation, User
from maillage.web.accounts.rules import appearance
from maillage.web.accounts.rules.contrast import (
    READABLE,
    contrast,
    is_readable,
    luminance,
    nearest_readable,
    rgb,
    written,
)  # fmt: skip
from maillage.web.accounts.rules.logo import HEIGHT, MOST_BYTES, WIDTH, PictureError, drawn_anew
from maillage.web.privacy.models import Entry

from ..conftest import NOW

PAGE = "/administration/reglages/"
GROUNDS = [appearance.PAPER, appearance.DARK_PAPER]
colours = st.tuples(*[st.integers(0, 255)] * 3).map(written)


def picture(form: str = "PNG", size: tuple[int, int] = (1200, 300), **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#0b6e69").save(file, form, **more)
    return file.getvalue()


@pytest.fixture
def change(as_boss: Client, django_capture_on_commit_callbacks: Callable) -> Callable:
    """Sends the form, and what follows a transaction follows."""

    def sent(**more: object):
        with django_capture_on_commit_callbacks(execute=True):
            return as_boss.post(PAGE, said(**more))

    return sent


def said(**more: object) -> dict[str, object]:
    return {
        "name": "Ville de Poissy",
        "contact": "sante@poissy.example",
        "accent": "",
        "languages": ["fr", "en"],
    } | more


# Published by the W3C and by those who test contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00), ("#0000ff", "#ffffff", 8.59), ("#ffff00", "#000000", 19.56),
    ],
)  # fmt: skip
def test_contrast_is_that_of_the_recommendation(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(one=colours, other=colours)
def test_contrast_lies_between_the_same_and_black_on_white(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) <= 21 + 1e-9
    assert contrast(one, one) == 1


@given(colour=colours, ground=st.sampled_from(GROUNDS))
def test_the_nearest_colour_can_be_read_and_a_readable_one_is_itself(colour: str, ground: str) -> None:
    nearest = nearest_readable(colour, on=ground)
    assert is_readable(nearest, on=ground)
    assert (nearest == colour) == is_readable(colour, on=ground)
    assert nearest_readable(nearest, on=ground) == nearest


@given(colour=colours)
def test_the_nearest_colour_is_just_enough_darker_and_has_its_hue(colour: str) -> None:
    nearest = nearest_readable(colour, on=appearance.PAPER)
    if nearest == colour:
        return
    assert luminance(nearest) < luminance(colour)
    # One step of 255 lighter would not do: the eye sees no difference between the two.
    assert contrast(nearest, appearance.PAPER) < READABLE * 1.03
    before, after = (colorsys.rgb_to_hls(*(part / 255 for part in rgb(each))) for each in (colour, nearest))
    if before[2] > 0.2 and after[1] > 0.1:
        turn = abs(before[0] - after[0])
        assert min(turn, 1 - turn) < 0.02


@given(colour=colours)
def test_every_style_sheet_can_be_read_light_and_dark(colour: str) -> None:
    sheet = appearance.style_sheet(colour)
    light, dark = (dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", part)) for part in sheet.split("@media"))
    for tokens, ground in ((light, appearance.PAPER), (dark, appearance.DARK_PAPER)):
        assert contrast(tokens["accent"], ground) >= READABLE
        assert contrast(tokens["accent-ink"], tokens["accent"]) >= READABLE
    assert contrast(light["accent-soft"], "#17212b") >= READABLE
    assert contrast(dark["accent-soft"], "#eef1f2") >= READABLE


def test_grounds_are_those_of_the_tokens() -> None:
    tokens = (Path(maillage.web.__file__).parent / "static" / "css" / "tokens.css").read_text()
    light, dark = tokens.split("prefers-color-scheme: dark", 1)
    assert f"--paper: {appearance.PAPER}" in light
    assert f"--paper: {appearance.DARK_PAPER}" in dark


@pytest.mark.parametrize("text", ["", "0b6e69", "#0b6e6", "#0b6e6g", "#0b6e690", "red", "#٠٠٠٠٠٠"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        rgb(text)


def test_a_colour_that_reads_badly_is_refused_with_the_nearest_that_passes(change: Callable) -> None:
    answer = change(accent="#ffcc00")
    assert answer.status_code == 422
    (told,) = answer.context["form"].errors["accent"]
    nearest = re.search(r"#[0-9a-f]{6}", told).group()
    assert "un contraste de 1,4" in told
    assert change(accent=nearest).status_code == 302
    assert Authority.objects.get().accent == nearest


def test_every_page_shows_name_colour_and_logo(change: Callable) -> None:
    logo = SimpleUploadedFile("logo.png", picture(), content_type="image/png")
    change(accent="#7a1f5c", logo=logo)
    visitor = Client()
    page = visitor.get("/connexion/").content.decode()
    assert "Ville de Poissy" in page
    sheet, drawn = re.search(r"/apparence-\d+\.css", page).group(), re.search(r"/logo-\d+\.png", page).group()
    answered = visitor.get(sheet)
    assert "--accent:#7a1f5c" in answered.content.decode()
    assert "immutable" in answered.headers["Cache-Control"]
    answered = visitor.get(drawn)
    assert Image.open(BytesIO(answered.content)).size == (384, 96)
    assert answered.headers["Content-Type"] == "image/png"
    assert answered.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    told = Entry.objects.get(verb="accounts.appearance_changed")
    assert told.fields == "accent contact languages logo name"


def test_a_change_has_another_address_and_the_old_one_answers_no_more(as_boss: Client, change: Callable) -> None:
    change(accent="#7a1f5c")
    assert as_boss.get("/apparence-1.css").status_code == 200
    change(accent="#0b6e69")
    assert as_boss.get("/apparence-1.css").status_code == 404
    assert as_boss.get("/apparence-2.css").status_code == 200


def test_what_stays_empty_is_as_the_it_department_said(change: Callable, settings) -> None:
    settings.AUTHORITY = "Communauté de communes"
    assert "Communauté de communes" in Client().get("/connexion/").content.decode()
    change(name="")
    assert "Communauté de communes" in Client().get("/connexion/").content.decode()


def test_a_language_that_is_not_offered_has_no_link(change: Callable) -> None:
    assert 'hreflang="en"' in Client().get("/connexion/").content.decode()
    change(languages=["fr"])
    assert 'hreflang="en"' not in Client().get("/connexion/").content.decode()
    assert change(languages=["en"]).status_code == 422


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (1200, 300), (40, 900)])
def test_a_picture_is_drawn_anew_within_the_bar(form: str, size: tuple[int, int]) -> None:
    drawn = Image.open(BytesIO(drawn_anew(picture(form, size))))
    assert drawn.format == "PNG"
    assert drawn.width <= WIDTH
    assert drawn.height <= HEIGHT


def test_nothing_of_the_file_but_its_picture_is_kept() -> None:
    hidden = picture("JPEG", comment=b"<script>alert(1)</script>") + b"PK\x03\x04<script>alert(2)</script>"
    assert b"script" not in drawn_anew(hidden)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "format"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (b"GIF89a\x01\x00\x01\x00", "format"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "format"), (b"x" * (MOST_BYTES + 1), "large"),
        (picture(size=(5000, 4000)), "pixels"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(PictureError) as refused:
        drawn_anew(content)
    assert refused.value.reason == reason


@given(cut=st.integers(0, 400), noise=st.binary(max_size=40))
def test_a_broken_picture_is_refused_or_drawn_never_a_crash(cut: int, noise: bytes) -> None:
    whole = picture("PNG", (60, 20))
    at = min(cut, len(whole))
    with suppress(PictureError):
        assert drawn_anew(whole[:at] + noise + whole[at + len(noise) :]).startswith(b"\x89PNG")


def test_a_drawing_that_can_run_is_refused_beside_its_field(change: Callable) -> None:
    svg = SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")
    answer = change(logo=svg)
    assert answer.status_code == 422
    assert "SVG" in answer.context["form"].errors["logo"][0]
    assert not Authority.objects.exists()


def test_a_logo_stays_until_it_is_taken_away(change: Callable) -> None:
    change(logo=SimpleUploadedFile("logo.webp", picture("WEBP")))
    change(name="Poissy")
    assert bytes(Authority.objects.get().logo)
    change(no_logo="on")
    assert not bytes(Authority.objects.get().logo)


@pytest.mark.parametrize("role", ["manager", "agent", "dpo", "it"])
def test_only_an_administrator_changes_it(person: Callable[..., User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        change_appearance(
            name="Autre", contact="", accent="", languages=["fr"], logo=None, by=person(role=role), now=NOW
        )


def test_the_authority_is_called_the_same_in_the_list_of_organisations_until_it_is_named_there(
    change: Callable, boss: User
) -> None:
    change(name="Ville de Poissy")
    own = Organisation.objects.get(is_own=True)
    assert own.name == "Ville de Poissy"
    correct(organisation=own, kind="commune", name="Commune de Poissy", code="78498", by=boss, now=NOW)
    change(name="Poissy, ma ville")
    own.refresh_from_db()
    assert own.name == "Commune de Poissy"


def test_saying_the_same_again_changes_nothing(change: Callable) -> None:
    for _ in range(2):
        change(accent="#7a1f5c")
    assert Authority.objects.get().revision == 1
    assert Entry.objects.filter(verb="accounts.appearance_changed").count() == 1
