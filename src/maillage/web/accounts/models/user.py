"""Who works here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.logins import normal_email


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username: str) -> User:
        return self.get(email=normal_email(username))


class User(AbstractBaseUser):
    """A person with a local account."""

    class Role(models.TextChoices):
        READER = "reader", _("lecture")
        AGENT = "agent", _("agent")

    email = models.EmailField(_("adresse e-mail"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    role = models.CharField(_("rôle"), max_length=10, choices=Role, default=Role.READER)
    is_active = models.BooleanField(_("actif"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        app_label = "accounts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=("reader", "agent")), name="user_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_agent(self) -> bool:
        return self.is_active and self.role == self.Role.AGENT

    def has_perm(self, ability: str, obj: object = None) -> bool:
        """Whether the person is able to; see ``rules.abilities``."""
        return self.is_agent
