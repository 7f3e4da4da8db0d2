"""From which day a month of a journal tells, and what was lacking in it when a notice was signed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Months taken in before tell no first day: they count from the month's own."""

    dependencies = [("alerts", "0006_notes_can_be_erased")]
    operations = [
        migrations.AddField(model_name="journalpart", name="first_day", field=models.DateField(null=True)),
        migrations.AddField(model_name="dutynotice", name="data_from", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="dutynotice",
            name="months_missing",
            field=models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
    ]
