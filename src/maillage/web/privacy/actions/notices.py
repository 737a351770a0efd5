"""A new version of an information notice; those before it stay as they are."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ..models import Notice
from ..models.classification import classification
from ..rules.notices import digest_of, normal_text
from .journal import record


@transaction.atomic
def publish_notice(*, purpose: str, language: str, text: str, by: AbstractBaseUser | None, now: datetime) -> Notice:
    """The text that is shown from now on; the same text again is the same version. ``by`` None: the machine, for a text
    that comes with the software.

    Raises KeyError for a purpose that the classification does not know, ValidationError for a text that is none.
    """
    purpose, text = classification().purposes[purpose].name, normal_text(text)
    last = Notice.objects.select_for_update().filter(purpose=purpose, language=language).order_by("-version").first()
    if last is not None and last.digest == digest_of(text):
        return last
    notice = Notice(
        purpose=purpose,
        language=language,
        version=1 if last is None else last.version + 1,
        text=text,
        digest=digest_of(text),
        by=by,
        at=now,
    )
    notice.full_clean(exclude={"by"})
    notice.save()
    record(verb="privacy.notice_published", subject=notice, by=by, now=now, fields=["text"])
    return notice
