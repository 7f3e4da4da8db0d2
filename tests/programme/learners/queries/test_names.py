"""The name of a learner who went elsewhere, for those who still hold a plan of theirs; nothing more."""

from __future__ import annotations

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.learners.queries.names import names_of
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint, make_institution, make_learner, viewer_for

pytestmark = pytest.mark.django_db


def test_the_old_school_reads_the_name_and_the_record_stays_closed() -> None:
    with as_owner():
        old, new = make_institution("Rubenes skola"), make_institution("Mārsnēnu skola")
        stays, moved = make_learner(old), make_learner(new, "Anna", "Liepa")
        head = viewer_for(appoint(Role.HEAD, old))
    raise_wall(head)

    names = names_of(viewer=head, learner_ids=[stays.id, moved.id])

    assert names == {stays.id: "Jānis Ozols", moved.id: "Anna Liepa"}
    assert set(Learner.objects.values_list("id", flat=True)) == {stays.id}
