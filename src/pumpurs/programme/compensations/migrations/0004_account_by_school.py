"""Each school keeps the account that it was told: who moves tells it anew."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table is new and empty where this runs."""

    dependencies = [("compensations", "0003_recoveries_received")]
    operations = [
        migrations.RemoveConstraint("payee", "one_account_at_a_time_per_learner"),
        migrations.AddConstraint(  # safe: the table came with this release and is empty
            "payee",
            models.UniqueConstraint(
                fields=["learner", "institution_id"],
                condition=models.Q(replaced_at=None),
                name="one_account_at_a_time_per_learner_and_school",
            ),
        ),
    ]
