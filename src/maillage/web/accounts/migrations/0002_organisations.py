"""Organisations, memberships, invitations, the authority's settings; who was agent or reader stays so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

KINDS = [
    ("commune", "commune"),
    ("epci", "intercommunalité"),
    ("departement", "département"),
    ("ccas", "CCAS ou CIAS"),
    ("france-services", "espace France services"),
    ("cpts", "CPTS"),
    ("msp", "maison de santé (MSP)"),
    ("operator", "opérateur de téléconsultation"),
]


def give_memberships(apps, schema_editor):
    user = apps.get_model("accounts", "User")
    if not user.objects.exists():
        return
    now = timezone.now()
    own = apps.get_model("accounts", "Organisation").objects.create(
        kind="commune", name=settings.AUTHORITY or "Notre collectivité", is_own=True, created_at=now
    )
    membership = apps.get_model("accounts", "Membership")
    membership.objects.bulk_create(
        membership(person_id=pk, organisation=own, role=role, since=created_at)
        for pk, role, created_at in user.objects.order_by("pk").values_list("pk", "role", "created_at")
    )
    # PostgreSQL alters no table while a foreign key to it waits to be checked.
    schema_editor.connection.check_constraints()


def give_roles_back(apps, schema_editor):
    membership = apps.get_model("accounts", "Membership")
    working = {"administrator", "manager", "agent"}
    agents = membership.objects.filter(role__in=working, ended_at=None, suspended_at=None).values("person")
    apps.get_model("accounts", "User").objects.filter(pk__in=agents).update(role="agent")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("contact", models.EmailField(blank=True, max_length=254)),
                ("accent", models.CharField(blank=True, max_length=7)),
                ("languages", models.JSONField(default=list)),
                ("logo", models.BinaryField(blank=True, default=b"")),
                ("revision", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_authority"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20, verbose_name="genre")),
                ("name", models.CharField(max_length=160, verbose_name="nom")),
                ("code", models.CharField(blank=True, max_length=14, verbose_name="code officiel")),
                ("is_own", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-is_own", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_own", True)),
                        fields=("is_own",),
                        name="one_organisation_runs_the_platform",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("kind", "code"),
                        name="organisation_has_its_own_code",
                        violation_error_message="Une organisation de ce genre a déjà ce code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_own", False), ("closed_at__isnull", True), _connector="OR"),
                        name="own_organisation_stays_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                    ),
                ),
                ("role", models.CharField(max_length=20)),
                ("place", models.CharField(blank=True, max_length=5)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["organisation__name", "role", "place", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person", "organisation", "role", "place"),
                        name="membership_is_held_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("suspended_at__isnull", True), ("suspended_why", "")),
                            models.Q(
                                ("suspended_at__isnull", False),
                                models.Q(("suspended_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suspended_membership_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="accounts.organisation",
                    ),
                ),
                ("role", models.CharField(max_length=20)),
                ("place", models.CharField(blank=True, max_length=5)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations_taken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-invited_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("accepted_by__isnull", False), _connector="OR"
                        ),
                        name="accepted_invitation_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.RunPython(give_memberships, give_roles_back),
        migrations.RemoveConstraint(model_name="user", name="user_role_is_known"),
        migrations.RemoveField(model_name="user", name="role"),
    ]
