"""Undoing a roster (atsaukt importu): the whole batch goes back, unless something already rests on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.actions import roster_moves
from pumpurs.programme.learners.actions.roster_confirm import LOCK, values_of
from pumpurs.programme.learners.actions.roster_diff import MARK
from pumpurs.programme.learners.lifecycle.roster import ROSTER_LIFE
from pumpurs.programme.learners.models import (
    Enrollment,
    Learner,
    LearnerIdentifier,
    RosterChange,
    RosterImport,
    SchoolClass,
)
from pumpurs.values.reasons import Reason

OWN = (Enrollment, LearnerIdentifier)

CHANGED_SINCE = """
SELECT count(*) FROM learners_rosterchange c LEFT JOIN learners_learner l ON l.id = c.record_id
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned', 'leaving')
    AND (l.id IS NULL OR c.mark_after <> MARK)
""".replace("MARK", MARK)

GIVEN_ANEW = """EXISTS (SELECT FROM learners_learner o WHERE o.id <> l.id AND o.source_id <> ''
            AND o.source_place_id = (c.before->>'source_place_id')::uuid AND o.source = c.before->>'source'
            AND o.source_id = c.before->>'source_id')"""

STATEMENTS = (
    """
    DELETE FROM learners_learneridentifier n USING learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.code_index <> '' AND n.index = c.code_index AND n.learner_id = c.record_id
    """,
    """
    UPDATE learners_learneridentifier n SET until = NULL FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND c.code_index <> ''
        AND n.learner_id = c.record_id AND n.kind = 'personal_code' AND n.until = %(confirmed_on)s
    """,
    """
    UPDATE learners_learneridentifier n SET institution_id = (c.before->>'institution_id')::uuid
    FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND n.learner_id = c.record_id
    """,
    """
    DELETE FROM learners_enrollment e USING learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND e.id = c.enrollment_id
    """,
    """
    UPDATE learners_enrollment e SET taken_on = NULL FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND e.learner_id = c.record_id
        AND e.institution_id = (c.before->>'institution_id')::uuid AND e.taken_on = %(confirmed_on)s
    """,
    """
    UPDATE learners_enrollment e SET until = NULL, kept_name = '' FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND e.id = (c.before->>'enrollment_id')::uuid
        AND (c.what = 'leaving' OR c.enrollment_id IS NOT NULL)
    """,
    """
    UPDATE learners_enrollment e SET grade = (c.before->>'enrollment_grade')::int,
        vocational = (c.before->>'enrollment_vocational')::bool,
        school_class_id = (c.before->>'enrollment_class_id')::uuid
    FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what = 'changed' AND c.enrollment_id IS NULL
        AND e.id = (c.before->>'enrollment_id')::uuid
    """,
    """
    UPDATE learners_learner l SET given_name = c.before->>'given_name', family_name = c.before->>'family_name',
        birth_date = (c.before->>'birth_date')::date, institution_id = (c.before->>'institution_id')::uuid,
        school_class_id = (c.before->>'school_class_id')::uuid, grade = (c.before->>'grade')::int,
        vocational = (c.before->>'vocational')::bool,
        source = CASE WHEN GIVEN_ANEW THEN '' ELSE c.before->>'source' END,
        source_id = CASE WHEN GIVEN_ANEW THEN '' ELSE c.before->>'source_id' END,
        source_place_id = coalesce((c.before->>'source_place_id')::uuid, l.source_place_id)
    FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND l.id = c.record_id
    """.replace("GIVEN_ANEW", GIVEN_ANEW),
    """
    UPDATE learners_learner l SET school_class_id = (c.before->>'school_class_id')::uuid FROM learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what = 'leaving' AND l.id = c.record_id
    """,
    """
    DELETE FROM learners_learner l USING learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what = 'added' AND l.id = c.record_id
    """,
    """
    DELETE FROM learners_schoolclass s USING learners_rosterchange c
    WHERE c.roster_id = %(roster)s AND c.what = 'class' AND s.id = c.record_id
        AND NOT EXISTS (SELECT FROM learners_learner l WHERE l.school_class_id = s.id)
        AND NOT EXISTS (SELECT FROM learners_enrollment e WHERE e.school_class_id = s.id)
    """,
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
)


@transaction.atomic
def undo(*, roster_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take the whole import back. Refused with every reason if later facts rest on it."""
    roster = RosterImport.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=roster_id)
    with open_eyes(viewer, "roster"):
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        ROSTER_LIFE.take("undo", roster, viewer)
        confirmed_at: datetime = roster.confirmed_at  # type: ignore[assignment]
        values = {**values_of(roster, today=localdate(now)), "confirmed_on": localdate(confirmed_at)}
        refuse_if(_resting_on(roster, values))
        roster_moves.back(roster)
        with connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement, values)
        reach("roster.undone")
        roster.ended_at, roster.ended_by_id = now, viewer.account_id
        roster.save(update_fields=["state", "ended_at", "ended_by_id"])
    audit.changed(viewer, "roster.undo", roster, details={"added": roster.added, "changed": roster.changed})


def _resting_on(roster: RosterImport, values: dict[str, Any]) -> tuple[Reason, ...]:
    """Facts that came later: records of any room about learners or classes of this batch, and changes made since."""
    reasons: list[Reason] = []
    added = RosterChange.objects.filter(roster=roster, what="added").values("record_id")
    classes = RosterChange.objects.filter(roster=roster, what="class").values("record_id")
    for keeper, records in ((Learner, added), (SchoolClass, classes)):
        for relation in keeper._meta.related_objects:
            table: type[models.Model] = relation.related_model
            if table in (*OWN, Learner):
                continue
            count = table._default_manager.filter(**{f"{relation.field.name}__in": records}).count()
            if count:
                reasons.append(
                    Reason("roster.undo.facts_rest_on_it", {"count": count, "what": table._meta.model_name})
                )
    reasons += roster_moves.later_facts(roster)
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_SINCE, values)
        changed = int(cursor.fetchone()[0])
    if changed:
        reasons.append(Reason("roster.undo.learners_changed_since", {"count": changed}))
    return tuple(reasons)
