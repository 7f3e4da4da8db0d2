"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("consents", "0001_tables")]
    operations = [
        BuildWall("consents_application", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("consents_consent", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("consents_familylink", Seen(institution="institution_id", learner="learner_id", link="token_hash")),
    ]
