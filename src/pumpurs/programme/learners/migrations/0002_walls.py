"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("learners", "0001_tables")]
    operations = [
        BuildWall("learners_care", Seen(institution="institution_id", learner="learner_id", account="account_id")),
        BuildWall("learners_enrollment", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("learners_guardian", Seen(institution="institution_id", learner="learner_id", account="account_id")),
        BuildWall("learners_learner", Seen(institution="institution_id", learner="id", account="account_id")),
        BuildWall("learners_learneridentifier", Seen(institution="institution_id", learner="learner_id")),
        BuildWall(
            "learners_schoolclass",
            Open("the name of a class says nothing about a person", written_by=Seen(institution="institution_id")),
        ),
    ]
