"""What of alerts stands on the desk: counts for each role, of its own reach."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Viewer, looking_as
from pumpurs.programme.alerts.models import DutyNotice
from pumpurs.programme.alerts.queries.desk import AlertsThatWait, alerts_that_wait
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import NOW, School, night, sign
from tests.programme.people_and_places import appoint, viewer_for

pytestmark = pytest.mark.django_db


def waits(viewer: Viewer) -> AlertsThatWait | None:
    with looking_as(viewer), CaptureQueriesContext(connection) as queries:
        question = alerts_that_wait(viewer=viewer)
        found = asked(question) if question else None
    assert len([one for one in queries if one["sql"].startswith("SELECT (SELECT json_agg")]) <= 1
    return found


def test_each_role_is_told_of_what_waits_for_it_and_of_nothing_else() -> None:
    with as_owner():
        school, other = School(), School("Cēsu pamatskola")
        town = viewer_for(appoint(Role.MUNICIPAL_COORDINATOR, school.institution.partner, name="Vita Kalna"))
        expert = viewer_for(appoint(Role.NATIONAL_EXPERT, name="Ilze Vītola"))
    night(
        {school.first: [sign("unexcused_duty", 25, 1)], school.learners[1]: [sign()], other.first: [sign()]}
    )
    with as_owner():
        due = DutyNotice.objects.get().due_on

    assert waits(school.teacher) == AlertsThatWait(2, 2, 0, None, to_sign=False)
    assert waits(school.head) == AlertsThatWait(2, 0, 1, due, to_sign=True)
    assert waits(other.head) == AlertsThatWait(1, 0, 0, None, to_sign=True)
    assert waits(town) == AlertsThatWait(0, 0, 0, None, to_sign=False)
    assert waits(expert) is None

    with as_owner():
        DutyNotice.objects.update(
            state="sent", sent_at=NOW, sent_by_id=school.head.account_id, family_told_on=due, answer_due_on=NOW.date()
        )  # fmt: skip
    assert waits(town) == AlertsThatWait(0, 0, 1, NOW.date(), to_sign=False)
