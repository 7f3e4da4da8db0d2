"""A seal can only follow the one before it and never covers what has not happened; who migrates is the owner alone."""

from __future__ import annotations

from django.db import migrations

IN_ORDER = """
CREATE FUNCTION foundation_seal_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_number bigint;
    last_upto bigint;
BEGIN
    SELECT number, upto_xid INTO last_number, last_upto FROM foundation_auditseal ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last_number, 0) + 1 OR NEW.from_xid <> coalesce(last_upto, 0)
       OR NEW.upto_xid < NEW.from_xid
       OR NEW.upto_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN
        RAISE EXCEPTION 'a seal must follow the last one and cover only what has happened';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_in_order BEFORE INSERT ON foundation_auditseal
    FOR EACH ROW EXECUTE FUNCTION foundation_seal_in_order();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM pumpurs_web;
"""
BACK = """
DROP TRIGGER seal_in_order ON foundation_auditseal;
DROP FUNCTION foundation_seal_in_order();
"""


class Migration(migrations.Migration):
    """A trigger on seals, and one right less for the web role."""

    dependencies = [("foundation", "0004_scans_by_record")]
    operations = [migrations.RunSQL(IN_ORDER, BACK)]
