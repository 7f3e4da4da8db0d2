"""A closed sheet keeps what it comes to, so that a month of the nation is added up without its entries."""

# safe: one small row a sheet, rewritten once before the first release; an open sheet is not touched

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from pumpurs.programme.work.rules import rate_starts

FILL = """
    WITH line AS (
        SELECT session.sheet_id, 'session' AS what, sheet.position, session.day, entry.paid_minutes AS minutes
        FROM work_entry entry JOIN work_session session ON session.id = entry.session_id
        JOIN work_sheet sheet ON sheet.id = session.sheet_id
        WHERE entry.taken_out_at IS NULL
        UNION ALL
        SELECT later.sheet_id, 'correction', sheet.position, session.day, later.paid_delta
        FROM work_correction later JOIN work_entry entry ON entry.id = later.entry_id
        JOIN work_session session ON session.id = entry.session_id
        JOIN work_sheet sheet ON sheet.id = session.sheet_id
        UNION ALL
        SELECT prepared.sheet_id, 'preparation', sheet.position, prepared.day, prepared.minutes
        FROM work_preparation prepared JOIN work_sheet sheet ON sheet.id = prepared.sheet_id
        WHERE prepared.taken_out_at IS NULL
    ),
    added AS (
        SELECT sheet_id, what, position, width_bucket(day, %(starts)s::date[]) AS turn, sum(minutes) AS minutes
        FROM line GROUP BY 1, 2, 3, 4 HAVING sum(minutes) <> 0
    ),
    kept AS (
        SELECT sheet_id, jsonb_agg(jsonb_build_object('what', what, 'position', position,
            'rate_since', (%(starts)s::date[])[turn], 'minutes', minutes) ORDER BY what, position, turn) AS sums
        FROM added GROUP BY 1
    )
    UPDATE work_sheet SET sums = coalesce((SELECT sums FROM kept WHERE kept.sheet_id = work_sheet.id), '[]')
    WHERE state <> 'open'
"""


def fill(_apps: Any, editor: Any) -> None:
    """Sheets that are closed already get their sums from their lines."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pumpurs.national', 'yes', true)")
        cursor.execute(FILL, {"starts": list(rate_starts())})
        cursor.execute("SELECT set_config('pumpurs.national', '', true)")


class Migration(migrations.Migration):
    """The column, what stands in it, and that it always does."""

    dependencies = [("work", "0005_form_keys_and_holiday_orders")]
    operations = [
        migrations.AddField("sheet", "sums", models.JSONField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            "sheet",
            models.CheckConstraint(
                condition=models.Q(("state", "open"), ("sums__isnull", True))
                | models.Q(models.Q(("state", "open"), _negated=True), ("sums__isnull", False)),
                name="a_closed_sheet_keeps_its_sums",
            ),
        ),
    ]
