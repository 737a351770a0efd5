"""Appointments that are made, and looked for by their code, are counted like guesses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_second_factors")]

    operations = [
        migrations.AlterField(
            "attempt",
            "guess",
            models.CharField(
                choices=[
                    ("password", "password"),
                    ("code", "code"),
                    ("reset", "reset"),
                    ("invitation", "invitation"),
                    ("booking", "booking"),
                    ("appointment", "appointment"),
                ],
                max_length=12,
            ),
        ),
    ]
