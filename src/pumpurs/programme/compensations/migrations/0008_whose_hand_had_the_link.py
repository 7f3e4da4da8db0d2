"""An account and a claim keep which member of staff had the family's link in hand through which they came."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.deletion import PROTECT

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them


class Migration(migrations.Migration):
    """Two columns, written once with their row: nobody was given the right to change them."""

    dependencies = [("people", "0001_tables"), ("compensations", "0007_why_a_demand_was_dropped")]
    operations = [
        migrations.AddField(
            table,
            "in_hand_of",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="people.account"),
        )
        for table in ("payee", "claim")
    ]
