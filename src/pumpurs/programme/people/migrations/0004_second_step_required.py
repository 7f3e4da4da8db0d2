"""An account whose second step was taken away must have one from then on."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column with a default of the database: no row is rewritten."""

    dependencies = [("people", "0003_one_account_per_email")]
    operations = [
        migrations.AddField(
            model_name="account", name="second_step_required", field=models.BooleanField(db_default=False, default=False)
        ),
    ]
