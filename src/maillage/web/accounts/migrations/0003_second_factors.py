"""Second factors, sessions that know whose they are, identities at providers, resets, guesses."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import maillage.web.privacy.fields.sealed

PERSON = settings.AUTH_USER_MODEL


def person(**more):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=PERSON, **more)


def identifier():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_organisations")]

    operations = [
        migrations.AlterField(
            "user", "email", models.EmailField(max_length=254, null=True, unique=True, verbose_name="adresse e-mail")
        ),
        migrations.AddField(
            "user",
            "language",
            models.CharField(
                choices=[("fr", "Français"), ("en", "English")], default="fr", max_length=2, verbose_name="langue"
            ),
        ),
        migrations.AddField("authority", "second_factor_roles", models.JSONField(default=list)),
        # Wrong passwords count for minutes: none is carried over.
        migrations.DeleteModel("FailedLogin"),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", identifier()),
                (
                    "guess",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("code", "code"),
                            ("reset", "reset"),
                            ("invitation", "invitation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("account", models.CharField(max_length=64)),
                ("address", models.CharField(max_length=64)),
                ("network", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["guess", "account", "at"], name="attempt_account"),
                    models.Index(fields=["guess", "address", "at"], name="attempt_address"),
                    models.Index(fields=["guess", "network", "at"], name="attempt_network"),
                    models.Index(fields=["at"], name="attempt_at"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("device", models.CharField(blank=True, max_length=60)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("person", person(null=True, related_name="sessions")),
            ],
            options={"indexes": [models.Index(fields=["person", "expire_date"], name="session_person")]},
        ),
        migrations.CreateModel(
            name="Authenticator",
            fields=[
                ("id", identifier()),
                ("key", maillage.web.privacy.fields.sealed.SealedTextField()),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("last_step", models.BigIntegerField(null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="authenticator", to=PERSON
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", identifier()),
                (
                    "kind",
                    models.CharField(
                        choices=[("card", "carte de codes"), ("recovery", "codes de secours")], max_length=10
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("person", person(related_name="sheets")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["person", "kind"], name="sheet_one_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=("card", "recovery")), name="sheet_kind_is_known"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="SheetCode",
            fields=[
                ("id", identifier()),
                ("number", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="accounts.sheet"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_code_number")],
            },
        ),
        migrations.CreateModel(
            name="PasswordReset",
            fields=[
                ("id", identifier()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("person", person(related_name="password_resets")),
            ],
            options={"indexes": [models.Index(fields=["expires_at"], name="password_reset_expires")]},
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", identifier()),
                ("provider", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=255)),
                ("rpps", models.CharField(blank=True, max_length=11)),
                ("siret", models.CharField(blank=True, max_length=14)),
                ("linked_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("person", person(related_name="identities")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["provider", "subject"], name="identity_is_one_person"),
                    models.UniqueConstraint(fields=["person", "provider"], name="identity_one_a_provider"),
                ]
            },
        ),
    ]
