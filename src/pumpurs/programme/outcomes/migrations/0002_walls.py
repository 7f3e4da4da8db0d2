"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

OF_PLAN = Seen(institution="institution_id", learner="learner_id", kept=True)


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("outcomes", "0001_tables")]
    operations = [
        BuildWall("outcomes_evaluation", OF_PLAN),
        BuildWall("outcomes_riskoutcome", OF_PLAN),
        BuildWall("outcomes_measureverdict", OF_PLAN),
        BuildWall("outcomes_opinion", OF_PLAN),
        BuildWall("outcomes_followup", OF_PLAN),
        migrations.RunSQL(
            "REVOKE DELETE ON outcomes_evaluation, outcomes_opinion, outcomes_followup FROM pumpurs_web;",
            migrations.RunSQL.noop,
        ),
    ]
