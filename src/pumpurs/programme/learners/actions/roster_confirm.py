"""Confirming a roster (apstiprināt sarakstu): the plan becomes fact, wholly or not at all, in one transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.actions import roster_moves
from pumpurs.programme.learners.actions.roster_check import place_of
from pumpurs.programme.learners.actions.roster_diff import MARK
from pumpurs.programme.learners.lifecycle.roster import ROSTER_LIFE
from pumpurs.programme.learners.models import Enrollment, RosterChange, RosterImport
from pumpurs.programme.learners.preconditions.roster import learners_as_planned

LOCK = "SELECT pg_advisory_xact_lock(hashtext('pumpurs.roster'))"

DRIFTED = """
SELECT count(*) FROM learners_rosterchange c LEFT JOIN learners_learner l ON l.id = c.record_id
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned', 'leaving')
    AND (l.id IS NULL OR c.mark <> MARK OR c.before->>'enrollment_id' IS DISTINCT FROM
        (SELECT e.id::text FROM learners_enrollment e WHERE e.learner_id = l.id AND e.until IS NULL))
""".replace("MARK", MARK)
TAKEN = """
SELECT count(*) FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND (
    (c.code_index <> '' AND EXISTS (SELECT FROM learners_learneridentifier n WHERE n.index = c.code_index))
    OR (c.what = 'added' AND c.source_id <> '' AND EXISTS (
        SELECT FROM learners_learner l WHERE l.source_place_id = %(place)s AND l.source = %(source)s
            AND l.source_id = c.source_id)))
"""

CLASSES = """
INSERT INTO learners_schoolclass (id, institution_id, school_year, name, grade, source_id)
SELECT c.record_id, c.institution_id, %(school_year)s, c.class_name, c.grade, c.class_source_id
FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND c.what = 'class' ON CONFLICT DO NOTHING
"""
LEARNERS = """
INSERT INTO learners_learner (id, given_name, family_name, birth_date, institution_id, school_class_id, grade,
    vocational, source_place_id, source, source_id)
SELECT c.record_id, c.given_name, c.family_name, c.birth_date, c.institution_id, s.id, c.grade, c.vocational,
    %(place)s, CASE WHEN c.source_id = '' THEN '' ELSE %(source)s END, c.source_id
FROM learners_rosterchange c LEFT JOIN learners_schoolclass s ON s.institution_id = c.institution_id
    AND s.school_year = %(school_year)s AND s.name = c.class_name AND c.class_name <> ''
WHERE c.roster_id = %(roster)s AND c.what = 'added'
"""
OLD_CODES_END = """
UPDATE learners_learneridentifier n SET until = %(today)s FROM learners_rosterchange c
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND c.code_index <> ''
    AND n.learner_id = c.record_id AND n.kind = 'personal_code' AND n.until IS NULL
"""
CODES = """
INSERT INTO learners_learneridentifier (id, learner_id, institution_id, kind, sealed, index, masked, since)
SELECT gen_random_uuid(), c.record_id, c.institution_id, 'personal_code', c.code_sealed, c.code_index, c.code_masked,
    %(today)s
FROM learners_rosterchange c WHERE c.roster_id = %(roster)s AND c.code_index <> ''
"""
ENROLLMENTS_END = """
UPDATE learners_enrollment e SET
    until = CASE WHEN c.what = 'leaving' THEN greatest(e.since, %(today)s::date) ELSE c.since END,
    kept_name = CASE WHEN c.what = 'changed' AND e.institution_id = c.institution_id THEN ''
        ELSE l.given_name || ' ' || l.family_name END
FROM learners_rosterchange c JOIN learners_learner l ON l.id = c.record_id
WHERE c.roster_id = %(roster)s AND e.id = (c.before->>'enrollment_id')::uuid AND e.until IS NULL
    AND (c.what = 'leaving' OR (c.what IN ('changed', 'returned') AND c.enrollment_id IS NOT NULL))
"""
ENROLLMENTS = """
INSERT INTO learners_enrollment
    (id, learner_id, institution_id, school_year, school_class_id, grade, vocational, since, source_id)
SELECT c.enrollment_id, c.record_id, c.institution_id, %(school_year)s, s.id, c.grade, c.vocational, c.since, ''
FROM learners_rosterchange c LEFT JOIN learners_schoolclass s ON s.institution_id = c.institution_id
    AND s.school_year = %(school_year)s AND s.name = c.class_name AND c.class_name <> ''
WHERE c.roster_id = %(roster)s AND c.enrollment_id IS NOT NULL
"""
CHANGED = """
UPDATE learners_learner l SET given_name = c.given_name, family_name = c.family_name, birth_date = c.birth_date,
    institution_id = c.institution_id, grade = c.grade, vocational = c.vocational,
    school_class_id = CASE WHEN c.class_name <> '' THEN s.id
        WHEN l.institution_id = c.institution_id THEN l.school_class_id END,
    source_place_id = CASE WHEN c.source_id <> '' THEN %(place)s ELSE l.source_place_id END,
    source = CASE WHEN c.source_id <> '' THEN %(source)s WHEN LEAVES_PLACE THEN '' ELSE l.source END,
    source_id = CASE WHEN c.source_id <> '' THEN c.source_id WHEN LEAVES_PLACE THEN '' ELSE l.source_id END
FROM learners_rosterchange c LEFT JOIN learners_schoolclass s ON s.institution_id = c.institution_id
    AND s.school_year = %(school_year)s AND s.name = c.class_name AND c.class_name <> ''
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND l.id = c.record_id
""".replace("LEAVES_PLACE", "l.institution_id <> c.institution_id AND l.source_place_id <> %(place)s")
STAYED = """
UPDATE learners_enrollment e SET grade = c.grade, vocational = c.vocational, school_class_id = l.school_class_id
FROM learners_rosterchange c JOIN learners_learner l ON l.id = c.record_id
WHERE c.roster_id = %(roster)s AND c.what = 'changed' AND c.enrollment_id IS NULL
    AND e.id = (c.before->>'enrollment_id')::uuid
"""
IDENTIFIERS_MOVE = """
UPDATE learners_learneridentifier n SET institution_id = c.institution_id FROM learners_rosterchange c
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND n.learner_id = c.record_id
    AND n.institution_id IS DISTINCT FROM c.institution_id
"""
TAKEN_ON = """
UPDATE learners_enrollment e SET taken_on = %(today)s FROM learners_rosterchange c
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned') AND e.learner_id = c.record_id
    AND e.institution_id = (c.before->>'institution_id')::uuid AND e.institution_id <> c.institution_id
"""
MET_BEFORE = """
INSERT INTO learners_rostermove (id, roster_id, institution_id, "table", record_id, what, was)
SELECT gen_random_uuid(), c.roster_id, c.institution_id, 'learners_guardian', g.id, 'not_met', g.came_with_id::text
FROM learners_rosterchange c JOIN learners_guardian g ON g.learner_id = c.record_id
WHERE c.roster_id = %(roster)s AND c.before @> '{"is_claim": true}'
    AND g.institution_id IS DISTINCT FROM c.institution_id
"""
NOT_MET = """
UPDATE learners_guardian g SET came_with_id = c.roster_id FROM learners_rosterchange c
WHERE c.roster_id = %(roster)s AND c.before @> '{"is_claim": true}' AND g.learner_id = c.record_id
    AND g.institution_id IS DISTINCT FROM c.institution_id
"""
LEFT = """
UPDATE learners_learner l SET school_class_id = NULL FROM learners_rosterchange c
WHERE c.roster_id = %(roster)s AND c.what = 'leaving' AND l.id = c.record_id AND l.institution_id = c.institution_id
"""
MARKED = """
UPDATE learners_rosterchange c SET mark_after = MARK FROM learners_learner l
WHERE c.roster_id = %(roster)s AND c.what IN ('changed', 'returned', 'leaving') AND l.id = c.record_id
""".replace("MARK", MARK)

STATEMENTS = (
    CLASSES, LEARNERS, OLD_CODES_END, CODES, ENROLLMENTS_END, ENROLLMENTS, CHANGED, STAYED, IDENTIFIERS_MOVE,
    TAKEN_ON, MET_BEFORE, NOT_MET, LEFT, MARKED,
)  # fmt: skip


@transaction.atomic
def confirm(*, roster_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Do what was planned. Refused with every reason, also where a learner is no longer as when the plan was made."""
    roster = RosterImport.objects.visible_to(viewer).select_for_update(of=("self",)).get(pk=roster_id)
    with open_eyes(viewer, "roster"):
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        ROSTER_LIFE.take("confirm", roster, viewer)
        values = values_of(roster, today=localdate(now))
        refuse_if(learners_as_planned(_count(DRIFTED, values) + _count(TAKEN, values)))
        with connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement, values)
        roster_moves.follow(roster, now)
        reach("roster.confirmed")
        roster.confirmed_at, roster.confirmed_by_id = now, viewer.account_id
        roster.save(update_fields=["state", "confirmed_at", "confirmed_by_id"])
        _note_claims(roster, viewer)
    audit.changed(
        viewer, "roster.confirm", roster,
        details={"added": roster.added, "changed": roster.changed, "leaving": roster.leaving},
    )  # fmt: skip


def values_of(roster: RosterImport, *, today: date) -> dict[str, Any]:
    """What the statements of confirming and undoing ask for."""
    return {
        "roster": roster.id, "source": roster.source, "place": place_of(roster), "school_year": roster.school_year,
        "today": today,
    }  # fmt: skip


def _note_claims(roster: RosterImport, viewer: Viewer) -> None:
    """For each learner whom a place outside the import's held: a line about the enrolment that was there."""
    claims = RosterChange.objects.filter(roster=roster, before__is_claim=True)
    claimed = dict(claims.values_list("record_id", "before__institution_id"))
    there = Enrollment.objects.filter(learner_id__in=claimed).order_by(
        "learner_id", "institution_id", "-since"
    )
    for one in there.distinct("learner_id", "institution_id"):
        if str(one.institution_id) == claimed[one.learner_id]:
            audit.changed(viewer, "learner.taken_in", one, details={"roster": roster.pk})


def _count(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])
