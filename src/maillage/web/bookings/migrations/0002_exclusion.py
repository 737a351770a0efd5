from django.db import migrations

from maillage.web.bookings.models.exclusion import allow, exclude


class Migration(migrations.Migration):
    """Nothing is taken twice."""

    dependencies = [("bookings", "0001_initial")]

    operations = [migrations.RunPython(exclude, allow)]
