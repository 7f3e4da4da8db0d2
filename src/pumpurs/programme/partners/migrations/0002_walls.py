"""The second wall of every table of this room, from the declarations of its models."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Row-level security, forced."""

    dependencies = [("partners", "0001_tables")]
    operations = [
        BuildWall("partners_agreement", Seen(partner="partner_id")),
        BuildWall("partners_amendment", Seen(partner="partner_id")),
        BuildWall("partners_institution", Open(why="the register of educational institutions is public", written_by="anyone")),
        BuildWall("partners_participation", Open(why="which institutions take part is public", written_by="nation")),
        BuildWall("partners_partner", Open(why="joined municipalities and schools are public record", written_by="nation")),
        BuildWall("partners_strategicpartner", Seen(partner="partner_id")),
    ]
