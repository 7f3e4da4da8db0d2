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
    ids = sorted(set(learners))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alerts_learnerkey (learner_id) SELECT l FROM unnest(%s::uuid[]) l "
            "WHERE NOT EXISTS (SELECT FROM alerts_learnerkey k WHERE k.learner_id = l) ON CONFLICT DO NOTHING",
            [ids],
        )
    return dict(LearnerKey.objects.filter(learner_id__in=ids).values_list("learner_id", "key"))


@transaction.atomic
def keys_of_institutions(*, viewer: Viewer, institutions: Collection[UUID]) -> Mapping[UUID, int]:
    """The keys of institutions, made for those that have none yet. For jobs only."""
    _only_jobs(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alerts_institutionkey (institution_id) SELECT i FROM unnest(%s::uuid[]) i "
            "WHERE NOT EXISTS (SELECT FROM alerts_institutionkey k WHERE k.institution_id = i) ON CONFLICT DO NOTHING",
            [sorted(set(institutions))],
        )
    found = InstitutionKey.objects.filter(institution_id__in=institutions)
    return dict(found.values_list("institution_id", "key"))


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


def _only_jobs(viewer: Viewer) -> None:
    if viewer.role is not Role.JOB:
        raise PermissionError("keys of the store are for jobs only")
