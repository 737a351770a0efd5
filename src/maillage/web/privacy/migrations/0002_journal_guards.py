from django.db import migrations

from maillage.web.privacy.models.guards import guard_tables, unguard_tables


class Migration(migrations.Migration):
    """Rows of the journal can be added, and nothing else."""

    dependencies = [("privacy", "0001_journal")]

    operations = [migrations.RunPython(guard_tables, unguard_tables)]
