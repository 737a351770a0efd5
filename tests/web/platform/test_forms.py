"""Whatever is typed into whichever form: an answer with words beside the field, never a traceback."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import maillage.web
from maillage.web.accounts.models import User

from .test_every_view import VIEWS, arguments

NASTY = st.sampled_from(
    [
        *("", " ", "\x00", "a\x00b", "\ud7ff", "\u202e", "\x1b[31m", "0", "-1", "1e999", "nan", "9" * 400, "١٢٣", "²"),
        *("2026-02-30", "9999-12-31", "0000-00-00", "25:61", "a@b", "#zzzzzz", "{{ 7 }}", "' OR 1=1 --", "[]", "null"),
        "é" * 5000,
    ]
)
TEXT = NASTY | st.text(max_size=40) | st.text(st.characters(categories=["Cc", "Cf", "Zs", "Nd", "So"]), max_size=10)
FILES = st.sampled_from(
    [b"", b"\x00", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, b"a;b\n1;2\n", "é;\x00\n".encode("utf-16"), b"PK\x03\x04"]
)
# Shares of what the profile says: `--hypothesis-profile=search` tries each view sixty times, each form six hundred.
A_FORM, A_VIEW = settings().max_examples // 3, max(2, settings().max_examples // 30)


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Of every module of the platform."""
    for _finder, name, _package in pkgutil.walk_packages(maillage.web.__path__, "maillage.web."):
        parts = name.split(".")
        if "forms" in parts[3:]:
            for _name, found in inspect.getmembers(import_module(name), inspect.isclass):
                if issubclass(found, forms.BaseForm) and found.__module__ == name:
                    yield found


FORMS = sorted(set(form_classes()), key=lambda found: (found.__module__, found.__name__))


def made_of_data_alone(form: type[forms.BaseForm]) -> bool:
    """Others want a person or a diagnosis: their views are tried below."""
    try:
        form(QueryDict(), MultiValueDict())
    except (AttributeError, TypeError):
        return False
    return True


@st.composite
def typed(draw: st.DrawFn, names: list[str]) -> QueryDict:
    """Any of the fields, once, several times or not at all; and one that nobody asked for."""
    data = QueryDict(mutable=True)
    for name in draw(st.lists(st.sampled_from([*names, "other"]), max_size=len(names) + 2)):
        data.setlist(name, draw(st.lists(TEXT, min_size=1, max_size=2)))
    return data


@st.composite
def uploaded(draw: st.DrawFn, names: list[str]) -> MultiValueDict:
    files = MultiValueDict()
    for name in draw(st.lists(st.sampled_from(names), max_size=2)) if names else ():
        files[name] = SimpleUploadedFile(draw(st.sampled_from(["a.csv", "logo.png", "x", "é.xlsx"])), draw(FILES))
    return files


def test_every_module_that_has_a_form_is_found() -> None:
    assert {form.__module__.split(".")[2] for form in FORMS} >= {"accounts", "scenarios", "studies"}


@pytest.mark.django_db
@pytest.mark.parametrize("form", [form for form in FORMS if made_of_data_alone(form)], ids=lambda form: form.__name__)
@settings(max_examples=A_FORM, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_form_is_valid_or_says_what_is_wrong(form: type[forms.BaseForm], data: st.DataObject) -> None:
    fields = form.base_fields
    file_names = [name for name, field in fields.items() if isinstance(field, forms.FileField)]
    filled = form(data.draw(typed(list(fields))), data.draw(uploaded(file_names)))
    if filled.is_valid():
        assert not filled.errors
    else:
        assert all(str(message).strip() for messages in filled.errors.values() for message in messages)


WRITING = [name for name, pattern in VIEWS.items() if "POST" in pattern.callback.writes]
NAMES = [
    *("name", "email", "password", "present", "code", "language", "role", "roles", "organisation", "place", "until"),
    *("why", "kind", "next", "session", "words", "text", "subject", "accent", "contact", "logo", "languages", "number"),
    *("person", "answer", "fields", "channel", "days", "file", "version", "verb", "value", "site"),
]


@pytest.mark.parametrize("name", WRITING)
def test_nothing_that_is_posted_breaks_a_page(
    client: Client, person: Callable[..., User], request: pytest.FixtureRequest, name: str
) -> None:
    """As an administrator, and each time on a platform as it was before."""
    administrator = person("administrator")
    if name.startswith(("studies:", "scenarios:")):
        request.getfixturevalue("yvelines")
    client.raise_request_exception = False

    @settings(max_examples=A_VIEW, suppress_health_check=list(HealthCheck))
    @given(data=typed(NAMES))
    def post(data: QueryDict) -> None:
        with transaction.atomic():
            client.force_login(administrator)
            answer = client.post(reverse(name, kwargs=arguments(name)), data)
            answer.close()
            transaction.set_rollback(True)
        assert answer.status_code < 500, (name, dict(data.lists()))

    post()
