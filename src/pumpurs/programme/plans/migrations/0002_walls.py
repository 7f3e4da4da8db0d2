"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


GUARDS = """
CREATE SEQUENCE plans_plan_number;
REVOKE UPDATE, DELETE ON plans_decision FROM pumpurs_web;
REVOKE UPDATE, DELETE ON plans_planversion FROM pumpurs_web;
GRANT UPDATE (approved_at) ON plans_planversion TO pumpurs_web;
CREATE FUNCTION plans_written_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'first_head_approved_at is written once' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER first_head_approval_written_once BEFORE UPDATE OF first_head_approved_at ON plans_plan FOR EACH ROW
  WHEN (OLD.first_head_approved_at IS NOT NULL
        AND NEW.first_head_approved_at IS DISTINCT FROM OLD.first_head_approved_at)
  EXECUTE FUNCTION plans_written_once();
"""
NO_GUARDS = """
DROP TRIGGER first_head_approval_written_once ON plans_plan;
DROP FUNCTION plans_written_once();
DROP SEQUENCE plans_plan_number;
"""


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("plans", "0001_tables")]
    operations = [
        BuildWall("plans_decision", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_linecomment", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_measure", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_plan", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_planversion", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_riskjudgement", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("plans_suspension", Seen(institution="institution_id", learner="learner_id")),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
