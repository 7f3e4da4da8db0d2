"""Each school keeps the account that it was told: who moves tells it anew."""

from __future__ import annotations

from django.db import migrations, models

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them


class Migration(migrations.Migration):
    """One account in force for each learner and school."""

    dependencies = [("compensations", "0003_recoveries_received")]
    operations = [
        migrations.RemoveConstraint("payee", "one_account_at_a_time_per_learner"),
        migrations.AddConstraint(
            "payee",
            models.UniqueConstraint(
                fields=["learner", "institution_id"],
                condition=models.Q(replaced_at=None),
                name="one_account_at_a_time_per_learner_and_school",
            ),
        ),
    ]
