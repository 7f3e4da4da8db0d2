"""A journal's key ends with its maker's appointment; a journal reaches the files of its own key and nothing else."""

# safe: an installation has a handful of keys, files and refused rows of journals so far; the rewrite takes a moment

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall

OF_PLACE = Seen(partner="partner_id", institution="institution_id")
MAKERS = """
SELECT set_config('pumpurs.national', 'yes', true);
UPDATE alerts_journaltoken t SET appointment_id = (
    SELECT a.id FROM people_appointment a WHERE a.account_id = t.made_by_id AND a.institution_id = t.institution_id
    AND a.role IN ('head', 'institution_coordinator') AND a.since <= t.made_at::date ORDER BY a.since DESC LIMIT 1);
UPDATE alerts_journalbatch SET token_id = NULL
    WHERE token_id IN (SELECT id FROM alerts_journaltoken WHERE appointment_id IS NULL);
DELETE FROM alerts_journaltoken WHERE appointment_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """Keys made before are given the appointment in which they were made; one without such an appointment would open
    nothing any more and goes, the files it brought stay.
    """

    dependencies = [
        ("alerts", "0003_alerts_stay_with_their_school"),
        ("people", "0004_second_step_required"),
    ]
    operations = [
        migrations.AddField(
            "journaltoken",
            "appointment",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.appointment",
            ),
        ),
        migrations.RunSQL(MAKERS, migrations.RunSQL.noop),
        migrations.AlterField(
            "journaltoken",
            "appointment",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            "journalbatch",
            "push_print",
            models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField("journalrejection", "token_id", models.UUIDField(null=True)),
        BuildWall(
            "alerts_journaltoken", Seen(institution="institution_id", account="id", account_writes=True)
        ),
        BuildWall(
            "alerts_journalbatch",
            Seen(partner="partner_id", institution="institution_id", account="token_id", account_writes=True),
        ),
        BuildWall(
            "alerts_journalrejection",
            Seen(partner="partner_id", institution="institution_id", account="token_id"),
        ),
        BuildWall(
            "alerts_journalpart",
            Open(
                "which months of a school its journal has brought says nothing about a person",
                written_by=OF_PLACE,
            ),
        ),
    ]
