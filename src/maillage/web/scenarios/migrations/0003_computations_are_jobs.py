from django.db import migrations, models


def stop_what_went_on(apps, schema_editor):
    """Nothing works on it any more."""
    going = apps.get_model("scenarios", "Computation").objects.filter(status__in=("waiting", "running"))
    going.update(status="stopped", ended_at=models.F("seen_at"))


class Migration(migrations.Migration):
    # PostgreSQL does not change a table in the transaction that wrote its rows.
    atomic = False

    dependencies = [("scenarios", "0002_own_lists")]

    operations = [
        migrations.RunPython(stop_what_went_on, migrations.RunPython.noop, atomic=True),
        migrations.RemoveConstraint("computation", "progress_is_a_share"),
        migrations.RemoveField("computation", "progress"),
        migrations.RemoveField("computation", "seen_at"),
        migrations.AddField("computation", "job", models.UUIDField(blank=True, null=True)),
        migrations.AddField("computation", "began_at", models.DateTimeField(blank=True, null=True)),
    ]
