"""When a roster moves a learner to another institution: which records go along, which end, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils.timezone import localdate

from pumpurs.programme.learners.models import (
    Enrollment,
    Learner,
    LearnerIdentifier,
    Moving,
    RosterImport,
    RosterMove,
)
from pumpurs.values.reasons import Reason

OWN = (Enrollment, LearnerIdentifier)  # the statements of confirming and undoing see to these
Table = type[models.Model]

MOVED = """
(SELECT c.record_id, c.institution_id FROM learners_rosterchange c
 WHERE c.roster_id = %s AND c.what IN ('changed', 'returned') AND c.enrollment_id IS NOT NULL
    AND (c.before->>'institution_id')::uuid IS DISTINCT FROM c.institution_id)
"""
NOTE = """
INSERT INTO learners_rostermove (id, roster_id, institution_id, "table", record_id, what, was)
SELECT gen_random_uuid(), %s, c.institution_id, %s, t.id,
    CASE WHEN t.institution_id = c.institution_id THEN 'there' ELSE 'moved' END, t."{column}"::text
FROM {moved} c JOIN "{table}" t ON t.learner_id = c.record_id
WHERE t.institution_id = c.institution_id OR t.id IN ({which})
"""
MET_BEFORE = """
UPDATE learners_guardian g SET came_with_id = m.was::uuid FROM learners_rostermove m
WHERE m.roster_id = %s AND m.what = 'not_met' AND g.id = m.record_id
"""
SET = """
UPDATE "{table}" t SET "{column}" = {value} FROM learners_rostermove m
WHERE m.roster_id = %s AND m."table" = %s AND m.what = 'moved' AND t.id = m.record_id
"""
LATER = """
SELECT count(*) FROM {moved} c JOIN "{table}" t ON t.learner_id = c.record_id AND t.institution_id = c.institution_id
WHERE NOT EXISTS (SELECT FROM learners_rostermove m
    WHERE m.roster_id = %s AND m."table" = %s AND m.record_id = t.id)
"""


def follow(roster: RosterImport, now: datetime) -> None:
    """Move and end what belongs to learners who went to another institution; every row touched is noted."""
    today = localdate(now)
    for table in _tables():
        moving: Moving | None = getattr(table, "moving", None)
        rows = table._base_manager.filter(moving.which(today)) if moving else table._base_manager.none()
        which, values = (
            ("NULL", ()) if moving is None else rows.order_by().values("pk").query.sql_with_params()
        )
        words = {"table": table._meta.db_table, "column": _column(moving), "moved": MOVED, "which": which}
        _run(NOTE.format(**words), roster.pk, table._meta.db_table, roster.pk, *values)
        if moving is not None:
            value, given = _end(table, moving, now) if moving.ends else ("m.institution_id", ())
            _run(SET.format(**words, value=value), *given, roster.pk, table._meta.db_table)


def back(roster: RosterImport) -> None:
    """Put back every row that `follow` touched, and whether the family had met the school it goes back to."""
    _run(MET_BEFORE, roster.pk)
    for table in _tables():
        moving: Moving | None = getattr(table, "moving", None)
        if moving is not None:
            column = _column(moving)
            kind = next(f for f in table._meta.concrete_fields if f.column == column).db_type(connection)
            words = {"table": table._meta.db_table, "column": column, "value": f"m.was::{kind}"}
            _run(SET.format(**words), roster.pk, table._meta.db_table)
    RosterMove.objects.filter(roster=roster).delete()


def later_facts(roster: RosterImport) -> tuple[Reason, ...]:
    """What the new institution has written about a moved learner since: the move can no longer be undone."""
    reasons = []
    for table in _tables():
        words = {"table": table._meta.db_table, "moved": MOVED}
        if count := _run(LATER.format(**words), roster.pk, roster.pk, table._meta.db_table):
            reasons.append(
                Reason("roster.undo.facts_rest_on_it", {"count": count, "what": table._meta.model_name})
            )
    return tuple(reasons)


def _tables() -> Iterator[Table]:
    """Tables of every room with rows about one learner at one institution."""
    for relation in Learner._meta.related_objects:
        table: Table = relation.related_model
        if table not in OWN and any(
            field.column == "institution_id" for field in table._meta.concrete_fields
        ):
            yield table


def _column(moving: Moving | None) -> str:
    return moving.ends if moving and moving.ends else "institution_id"


def _end(table: Table, moving: Moving, now: datetime) -> tuple[str, tuple[object, ...]]:
    if isinstance(table._meta.get_field(moving.ends), models.DateTimeField):
        return "%s", (now,)
    return "greatest(t.since, %s::date)", (localdate(now),)


def _run(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0]) if cursor.description else 0
