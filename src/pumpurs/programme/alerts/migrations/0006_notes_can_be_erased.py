"""What somebody wrote about an alert can be erased when its term is over, and is never rewritten."""

from __future__ import annotations

from django.db import migrations

ERASED_OR_AS_IT_WAS = """
CREATE FUNCTION alerts_note_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.note NOT IN ('', OLD.note) THEN
        RAISE EXCEPTION 'what somebody wrote about an alert is erased or stays as it is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER alerts_note_is_erased BEFORE UPDATE OF note ON alerts_alertstep
    FOR EACH ROW EXECUTE FUNCTION alerts_note_is_erased();
GRANT UPDATE (note) ON alerts_alertstep TO pumpurs_web;
"""
AS_BEFORE = """
REVOKE UPDATE (note) ON alerts_alertstep FROM pumpurs_web;
DROP TRIGGER alerts_note_is_erased ON alerts_alertstep;
DROP FUNCTION alerts_note_is_erased();
"""


class Migration(migrations.Migration):
    """Steps stay as they were taken; only their words go."""

    dependencies = [("alerts", "0005_notices_models_records_trials")]
    operations = [migrations.RunSQL(ERASED_OR_AS_IT_WAS, AS_BEFORE)]
