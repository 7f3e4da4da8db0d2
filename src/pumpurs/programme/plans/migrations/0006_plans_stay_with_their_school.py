"""Who reaches a learner by care at one institution does not read what another institution wrote in its plans."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

KEPT = Seen(institution="institution_id", learner="learner_id", kept=True)
TABLES = ("decision", "linecomment", "measure", "plan", "planversion", "riskjudgement", "suspension")


class Migration(migrations.Migration):
    """The walls of the room, built anew."""

    dependencies = [("plans", "0005_one_plan_per_school")]
    operations = [BuildWall(f"plans_{table}", KEPT) for table in TABLES]
