"""Giving keys (atslēgas krātuvē): learners, institutions and subjects get their number in the store of figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection, transaction

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.models import InstitutionKey, LearnerKey, SubjectKey
from pumpurs.values.roles import Role

MOST_SUBJECTS = 30_000  # the number of a subject is a small one


@transaction.atomic
def keys_of_learners(*, viewer: Viewer, learners: Collection[UUID]) -> Mapping[UUID, int]:
    """The keys of learners, made for those who have none yet. For jobs only."""
    _only_jobs(viewer)
    return _keys(LearnerKey._meta.db_table, "learner_id", set(learners))


@transaction.atomic
def keys_of_institutions(*, viewer: Viewer, institutions: Collection[UUID]) -> Mapping[UUID, int]:
    """The keys of institutions, made for those that have none yet. For jobs only."""
    _only_jobs(viewer)
    return _keys(InstitutionKey._meta.db_table, "institution_id", set(institutions))


@transaction.atomic
def keys_of_subjects(*, viewer: Viewer, names: Collection[str]) -> Mapping[str, int]:
    """The keys of subjects by name; one that would be too many gets none. For jobs only."""
    _only_jobs(viewer)
    known = dict(SubjectKey.objects.filter(name__in=names).values_list("name", "key"))
    fresh = sorted(set(names) - known.keys())
    if fresh and SubjectKey.objects.count() + len(fresh) <= MOST_SUBJECTS:
        SubjectKey.objects.bulk_create([SubjectKey(name=name) for name in fresh], ignore_conflicts=True)
        known = dict(SubjectKey.objects.filter(name__in=names).values_list("name", "key"))
    return known


def _keys(table: str, column: str, ids: set[UUID]) -> Mapping[UUID, int]:
    """Keys by id, of a hundred thousand at once; whoever was given one meanwhile keeps it."""
    told = f"SELECT {column}, key FROM {table} WHERE {column} = ANY(%s)"  # noqa: S608 - constants
    give = f"INSERT INTO {table} ({column}) SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(told, [list(ids)])
        known: dict[UUID, int] = dict(cursor.fetchall())
        if fresh := sorted(ids - known.keys()):
            cursor.execute(give, [fresh])
            cursor.execute(told, [fresh])
            known |= dict(cursor.fetchall())
    return known


def _only_jobs(viewer: Viewer) -> None:
    if viewer.role is not Role.JOB:
        raise PermissionError("keys of the store are for jobs only")
