"""A stored file is seen with the institution or learner it is about; who stored it has no sight of it for that."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """The wall of stored files, without the account."""

    dependencies = [("foundation", "0003_walls")]
    operations = [
        BuildWall("foundation_storedfile", Seen(institution="institution_id", learner="learner_id"))
    ]
