"""The wall of the session table."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Open
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """Open, and declared so: a session is read before there is a viewer."""

    dependencies = [("signin", "0001_tables"), ("foundation", "0003_walls")]
    operations = [
        BuildWall(
            "signin_signinsession",
            Open("a session is read before there is a viewer; found only by the hash of its secret key"),
        ),
    ]
