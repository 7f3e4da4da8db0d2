"""Who lets go of money that was asked back says why."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more; demands that were dropped before say nothing."""

    dependencies = [("compensations", "0006_proofs_known_by_content")]
    operations = [
        migrations.AddField(
            model_name="recovery",
            name="dropped_why",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
