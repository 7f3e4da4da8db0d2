"""School years on a learner's page: each in its days, and only those within reach."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.learners.queries.one import YearLine, learner_page
from pumpurs.values.roles import Role
from tests.programme.people_and_places import (
    appoint,
    care_for,
    make_class,
    make_institution,
    make_learner,
    viewer_for,
)

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
TODAY, EDGE = date(2026, 11, 22), date(2026, 9, 1)


def test_the_newest_year_comes_first_and_years_out_of_reach_are_not_told(as_owner: AsOwner) -> None:
    with as_owner():
        school, before = make_institution("Raunas skola"), make_institution("Taurenes skola")
        learner = make_learner(school, school_class=make_class(school))
        there = {"learner": learner, "institution": before, "school_year": "2025/2026", "grade": 6}
        Enrollment.objects.create(**there, since=date(2025, 9, 1), until=EDGE)
        Enrollment.objects.create(**there, since=EDGE, until=EDGE)  # was to go on, and never did
        head = viewer_for(appoint(Role.HEAD, school))
        author = appoint(Role.PLAN_AUTHOR, school, name="Anna Liepa")
        care_for(author, learner)
        teacher = viewer_for(author)
    now = YearLine("2026/2027", "Raunas skola", "7.a", 7, False, EDGE, None)
    last_year = YearLine("2025/2026", "Taurenes skola", "", 6, False, date(2025, 9, 1), date(2026, 8, 31))

    for viewer, expected in ((teacher, (now, last_year)), (head, (now,))):
        raise_wall(viewer)
        assert learner_page(viewer=viewer, learner_id=learner.id, today=TODAY).years == expected
