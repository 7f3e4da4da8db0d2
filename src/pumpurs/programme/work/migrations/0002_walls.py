"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall

PROVIDERS = Seen(institution="institution_id", account="provider_id", account_writes=True)
LEARNERS = Seen(
    institution="institution_id", learner="learner_id", account="provider_id", kept=True, account_writes=True
)


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("work", "0001_tables")]
    operations = [
        BuildWall(
            "work_order",
            Open(
                "an order of an institution says nothing about a person",
                written_by=Seen(institution="institution_id"),
            ),
        ),
        BuildWall("work_sheet", PROVIDERS),
        BuildWall("work_sheetdecision", PROVIDERS),
        BuildWall("work_session", PROVIDERS),
        BuildWall("work_entry", LEARNERS),
        migrations.RunSQL(
            "REVOKE DELETE ON work_session, work_entry, work_sheet, work_sheetdecision FROM pumpurs_web;"
            "REVOKE UPDATE ON work_sheetdecision, work_order FROM pumpurs_web;",
            migrations.RunSQL.noop,
        ),
    ]
