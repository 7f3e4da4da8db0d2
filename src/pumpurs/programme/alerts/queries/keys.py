"""Who is meant by a number or a code in a journal file: within given institutions only. For jobs.

A number holds for the place for which the learner was imported: the institution, its partner, or the nation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import InstitutionKey
from pumpurs.programme.learners.models.learner import NATION
from pumpurs.programme.partners.models import Institution


class Known(NamedTuple):
    """A learner who is or was enrolled at an institution since a day, by what the file calls them. `until`: the day
    they left."""

    institution_id: UUID
    text: str
    learner_id: UUID
    since: date
    until: date | None


_DAYS = "min(e.since), CASE WHEN bool_or(e.until IS NULL) THEN NULL ELSE max(e.until) END"
BY_NUMBER = f"""
SELECT e.institution_id, l.source_id, l.id, {_DAYS} FROM learners_learner l
JOIN learners_enrollment e ON e.learner_id = l.id JOIN partners_institution i ON i.id = e.institution_id
WHERE l.source_id = ANY(%s) AND e.institution_id = ANY(%s)
    AND l.source_place_id IN (i.id, i.partner_id, '{NATION}') GROUP BY 1, 2, 3
"""  # noqa: S608 - a constant
BY_CODE = f"""
SELECT e.institution_id, n.index, e.learner_id, {_DAYS} FROM learners_learneridentifier n
JOIN learners_enrollment e ON e.learner_id = n.learner_id
WHERE n.index = ANY(%s) AND e.institution_id = ANY(%s) GROUP BY 1, 2, 3
"""  # noqa: S608 - a constant


def known_by_number(
    *, viewer: Viewer, institutions: Collection[UUID], numbers: Collection[str]
) -> Iterator[Known]:
    """Learners of the institutions by the number their school or journal knows them by."""
    yield from _known(BY_NUMBER, institutions, numbers)


def known_by_code(
    *, viewer: Viewer, institutions: Collection[UUID], indexes: Collection[str]
) -> Iterator[Known]:
    """Learners of the institutions by the blind index of a personal code, present or past."""
    yield from _known(BY_CODE, institutions, indexes)


def _known(statement: str, institutions: Collection[UUID], texts: Collection[str]) -> Iterator[Known]:
    if not texts or not institutions:
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(set(texts)), sorted(set(institutions))])
        for row in cursor.fetchall():
            yield Known(*row)


def institutions_named(
    *, viewer: Viewer, institution_id: UUID | None, partner_id: UUID | None
) -> list[tuple[UUID, str, str]]:
    """(id, code, name) of the institutions that a file for this place may speak of."""
    rows = Institution.objects.visible_to(viewer)
    if institution_id is not None:
        rows = rows.filter(pk=institution_id)
    elif partner_id is not None:
        rows = rows.filter(Q(partner_id=partner_id))
    return list(rows.values_list("id", "source_code", "name"))


def institutions_by_key(*, viewer: Viewer) -> dict[int, tuple[UUID, UUID]]:
    """Key -> (institution, partner)."""
    rows = InstitutionKey.objects.visible_to(viewer).values_list(
        "key", "institution_id", "institution__partner_id"
    )
    return {key: (institution, partner) for key, institution, partner in rows}
