"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("people", "0001_tables")]
    operations = [
        BuildWall("people_account", Open(why="sign-in happens before there is a viewer; an account alone opens nothing", written_by="anyone")),
        BuildWall("people_appointment", Seen(partner="partner_id", institution="institution_id", account="account_id")),
    ]
