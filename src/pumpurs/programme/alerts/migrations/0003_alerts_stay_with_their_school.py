"""Who reaches a learner by care at one institution does not read what another institution wrote about an alert."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

KEPT = Seen(institution="institution_id", learner="learner_id", kept=True)
TABLES = ("alert", "alertfact", "alertstep", "dutynotice")


class Migration(migrations.Migration):
    """The walls built anew; what was done about an alert no longer goes along to another institution."""

    dependencies = [("alerts", "0002_alerts")]
    operations = [
        *(BuildWall(f"alerts_{table}", KEPT) for table in TABLES),
        migrations.RunSQL(
            "REVOKE UPDATE (institution_id) ON alerts_alertstep FROM pumpurs_web",
            "GRANT UPDATE (institution_id) ON alerts_alertstep TO pumpurs_web",
        ),
    ]
