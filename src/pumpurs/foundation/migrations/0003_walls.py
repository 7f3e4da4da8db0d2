"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("foundation", "0002_tables")]
    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON foundation_auditline, foundation_auditseal FROM pumpurs_web;",
            migrations.RunSQL.noop,
        ),
        BuildWall("foundation_auditline", Seen(institution="institution_id", learners="learners", account="account_id", added_by_anyone=True)),
        BuildWall("foundation_auditseal", Open(why="hashes and counts only, nothing about a person", written_by="anyone")),
        BuildWall("foundation_storedfile", Seen(institution="institution_id", learner="learner_id", account="stored_by_id", account_writes=True)),
    ]
