"""Who works here."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..rules.abilities import ABILITIES, Held, able
from ..rules.logins import normal_email
from .membership import roles_that_count
from .organisation import Organisation


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username: str) -> User:
        return self.get(email=normal_email(username))


class User(AbstractBaseUser):
    """A person with a local account. What they may do follows from their memberships alone."""

    # None: a resident who came by a provider of identity, of whom nothing but a pseudonym is known.
    email = models.EmailField(_("adresse e-mail"), unique=True, null=True)  # noqa: DJ001 - two may have none
    name = models.CharField(_("nom"), max_length=120)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(_("actif"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return self.name

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The roles that count now, asked for once: a request has its own instance of the person."""
        if not self.is_active:
            return ()
        return roles_that_count(self.pk, timezone.now())

    def has_perm(self, ability: str, obj: Organisation | str | None = None) -> bool:
        """Whether the person is able to: anywhere, for an organisation, or at a place (the code of a commune).

        Raises KeyError for an ability that ``rules.abilities`` does not know.
        """
        if isinstance(obj, Organisation):
            return able(self.held, ability, organisation=obj.pk)
        return able(self.held, ability, place=obj or "")

    @cached_property
    def can(self) -> dict[str, dict[str, bool]]:
        """For templates: ``{% if user.can.studies.make %}``. A stranger has none of it."""
        found: dict[str, dict[str, bool]] = {}
        for ability in ABILITIES:
            module, _dot, verb = ability.partition(".")
            found.setdefault(module, {})[verb] = self.has_perm(ability)
        return found

    def forget_roles(self) -> None:
        """They changed: the next question asks the database."""
        for kept in ("held", "can"):
            self.__dict__.pop(kept, None)

    def refresh_from_db(self, *args: object, **kwargs: object) -> None:
        self.forget_roles()
        super().refresh_from_db(*args, **kwargs)
