"""A finding of ineligible euros is told to the record's partner, who is to mend it."""

# safe: an installation has a handful of drawn records so far; the rewrite takes a moment

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Findings that are still open are told as well: they stand on desks at once, the next night writes of them."""

    dependencies = [
        ("reporting", "0003_findings_left_as_they_are"),
    ]
    operations = [
        migrations.AddField(
            model_name="sampleitem",
            name="told",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner"
            ),
        ),
        migrations.AddField(
            model_name="sampleitem",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        BuildWall("reporting_sampleitem", Seen(partner="told_id", written_by=Seen())),
        migrations.RunSQL(
            "SELECT set_config('pumpurs.national', 'yes', true);"
            "UPDATE reporting_sampleitem SET told_id = partner_id WHERE state = 'checked' AND ineligible_eur > 0;",
            migrations.RunSQL.noop,
        ),
    ]
