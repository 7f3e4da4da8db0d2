"""Who reaches a learner by care at one institution does not read past papers that another institution asked for."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

KEPT = Seen(institution="institution_id", learner="learner_id", kept=True)
BY_LINK = Seen(institution="institution_id", learner="learner_id", link="token_hash", kept=True)


class Migration(migrations.Migration):
    """The walls built anew."""

    dependencies = [("consents", "0004_family_returns")]
    operations = [
        BuildWall("consents_consent", KEPT),
        BuildWall("consents_application", KEPT),
        BuildWall("consents_familylink", BY_LINK),
    ]
