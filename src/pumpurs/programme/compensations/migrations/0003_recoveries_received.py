"""How much of a recovery came back; a statement is known by its hash and not kept; why a bank line is unknown."""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them


class Migration(migrations.Migration):
    """Three columns more, one less."""

    dependencies = [("compensations", "0002_walls")]
    operations = [
        migrations.RemoveField("bankstatement", "file"),
        migrations.AddField(
            "recovery", "received_eur", models.DecimalField(decimal_places=2, default=0, max_digits=10)
        ),
        migrations.AddField(
            "recovery", "form_key", models.UUIDField(default=uuid4, unique=True), preserve_default=False
        ),
        migrations.AddField("bankline", "why", models.CharField(blank=True, max_length=20, default="")),
        migrations.AddConstraint(
            "recovery",
            models.CheckConstraint(
                condition=models.Q(("received_eur__gte", 0), ("received_eur__lte", models.F("demanded_eur"))),
                name="no_more_received_than_demanded",
            ),
        ),
    ]
