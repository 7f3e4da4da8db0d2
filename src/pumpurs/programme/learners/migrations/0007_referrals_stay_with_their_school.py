"""Who reaches a learner by care at one institution does not read why another institution referred the case."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """The wall built anew."""

    dependencies = [("learners", "0006_numbers_by_place")]
    operations = [
        BuildWall("learners_referral", Seen(institution="institution_id", learner="learner_id", kept=True))
    ]
