"""One form is one correction and one line of hours with a plan; a session in holidays keeps the order that allowed it."""

# safe: before the first release no installation has rows in these tables

import django.db.models.deletion
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that are there already get a key each."""

    dependencies = [("work", "0004_hours_asked")]
    operations = [
        migrations.AddField("correction", "form_key", models.UUIDField(db_default=RandomUUID())),
        migrations.AlterField("correction", "form_key", models.UUIDField()),
        migrations.AddField("preparation", "form_key", models.UUIDField(db_default=RandomUUID())),
        migrations.AlterField("preparation", "form_key", models.UUIDField()),
        migrations.AddField(
            "session",
            "holiday_order",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="work.order"
            ),
        ),
        migrations.AddConstraint(
            "correction",
            models.UniqueConstraint(fields=("entry", "form_key"), name="one_form_is_one_correction"),
        ),
        migrations.AddConstraint(
            "preparation",
            models.UniqueConstraint(fields=("plan", "form_key"), name="one_form_is_one_preparation"),
        ),
    ]
