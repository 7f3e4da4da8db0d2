"""Names of learners who went elsewhere (vārdi), for a place that still holds a plan of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.programme.learners.models import Learner


def names_of(*, viewer: Viewer, learner_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Learner -> given name and family name. Ask it only about learners of records that the viewer reaches.

    Who holds a plan must be able to say whose it is, also after the learner left: the name alone is then read with
    open eyes, never the present school, class, date of birth or family.
    """
    wanted = set(learner_ids)
    known = _names(wanted)
    if missing := wanted - known.keys():
        raise_wall(job_viewer("names"))
        try:
            known |= _names(missing)
        finally:
            raise_wall(viewer)
    return known


def _names(ids: set[UUID]) -> dict[UUID, str]:
    rows = Learner.objects.filter(pk__in=ids).only("id", "given_name", "family_name")
    return {row.id: row.full_name for row in rows}
