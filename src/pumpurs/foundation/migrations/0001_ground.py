"""The ground: extensions, Latvian text functions, and the plain role that pages and jobs connect as."""

from __future__ import annotations

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from pumpurs.foundation.texts import SORT_KEY_SQL

WEB_ROLE_SQL = """
DO $$ BEGIN
  CREATE ROLE pumpurs_web NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO pumpurs_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pumpurs_web;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO pumpurs_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pumpurs_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pumpurs_web;
"""


class Migration(migrations.Migration):
    """Before every table of the house."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(SORT_KEY_SQL, "DROP FUNCTION lv_sort_key(text); DROP FUNCTION lv_search_key(text);"),
        migrations.RunSQL(WEB_ROLE_SQL, migrations.RunSQL.noop),
    ]
