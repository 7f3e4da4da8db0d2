"""Whose an alert is: of whoever looks after the learner at the learner's own school, as long as they are appointed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pumpurs.foundation.visibility import looking_as, raise_wall
from pumpurs.programme.alerts.queries.digest import digests
from pumpurs.programme.learners.models import Care, Learner
from pumpurs.programme.people.actions.end import end_appointment
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, School, alert_of, deadlines, night, sign
from tests.programme.people_and_places import appoint, care_for

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def school() -> School:
    with as_owner():
        return School()


def teacher_leaves(school: School) -> None:
    """The head ends the appointment; nobody ends what the teacher was appointed for."""
    raise_wall(school.head)
    assert school.teacher.appointment_id is not None
    end_appointment(
        appointment_id=school.teacher.appointment_id, last_day=EVENING - WEEK, viewer=school.head, today=EVENING - WEEK
    )  # fmt: skip


def mails() -> dict[str, int]:
    """For whom the mail of Monday counts how many."""
    with looking_as(NIGHT):
        found = digests(viewer=NIGHT, today=EVENING)
    with as_owner():
        return {Account.objects.get(email=one.address).name: one.count for one in found}


def test_a_teacher_who_left_is_given_no_alert_and_the_head_is_told(school: School) -> None:
    teacher_leaves(school)

    night({school.first: [sign()]})

    assert alert_of(school.first).owner_id is None
    assert mails() == {"Juris Bērzs": 1}


def test_an_alert_of_who_has_left_since_counts_for_the_head(school: School) -> None:
    night({school.first: [sign()]})
    before = mails()

    teacher_leaves(school)

    assert (before, mails()) == ({"Anna Liepa": 1}, {"Juris Bērzs": 1})


def test_alerts_of_who_left_go_to_whoever_came_or_to_the_head(school: School) -> None:
    night({school.first: [sign()], school.learners[1]: [sign()]})
    teacher_leaves(school)
    with as_owner():
        came = appoint(Role.PLAN_AUTHOR, school.institution, name="Ieva Kalna")
        care_for(came, school.first)

    deadlines(EVENING)

    assert alert_of(school.first).owner_id == came.account_id
    assert alert_of(school.learners[1]).owner_id is None


def test_who_looked_after_a_learner_at_the_school_before_owns_nothing_at_the_new_one(school: School) -> None:
    with as_owner():
        other = School("Raunas pamatskola")
        care_for(Appointment.objects.get(pk=school.teacher.appointment_id), school.first)
        group = other.first.school_class
        Learner.objects.filter(pk=school.first.pk).update(institution=other.institution, school_class=group)

    night({school.first: [sign()]})

    assert Care.objects.filter(learner=school.first, until=None).exists()
    assert alert_of(school.first).owner_id == other.teacher.account_id
