"""Links of referrals that are opened are counted like guesses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_bookings_are_counted")]

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
                    ("referral", "referral"),
                ],
                max_length=12,
            ),
        ),
    ]
