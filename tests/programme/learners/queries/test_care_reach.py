"""Care reaches a learner only while the learner is at the institution where the care was given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

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


@pytest.mark.django_db
def test_a_teacher_no_longer_sees_a_learner_who_went_to_another_school(as_owner: AsOwner) -> None:
    with as_owner():
        old, new = make_institution("Rubenes skola"), make_institution("Mārsnēnu skola")
        janis, anna = make_learner(old), make_learner(old, "Anna", "Liepa")
        teacher = appoint(Role.PLAN_AUTHOR, old)
        care_for(teacher, janis)
        care_for(teacher, anna)
        janis.institution = new
        janis.save(update_fields=["institution"])

        reach = viewer_for(teacher).reach

    assert reach.learners == {anna.id}


@pytest.mark.django_db
def test_care_for_a_class_reaches_its_learners_at_this_school_only(as_owner: AsOwner) -> None:
    with as_owner():
        old, new = make_institution("Rubenes skola"), make_institution("Mārsnēnu skola")
        seventh = make_class(old)
        janis = make_learner(old, school_class=seventh)
        moved = make_learner(old, "Anna", "Liepa", school_class=seventh)
        teacher = appoint(Role.PLAN_AUTHOR, old)
        care_for(teacher, seventh)
        moved.institution = new
        moved.save(update_fields=["institution"])

        reach = viewer_for(teacher).reach

    assert reach.learners == {janis.id}


@pytest.mark.django_db
def test_an_accountant_reaches_the_partners_money_and_no_school(as_owner: AsOwner) -> None:
    with as_owner():
        school = make_institution("Rubenes skola")

        reach = viewer_for(appoint(Role.ACCOUNTANT, school.partner)).reach

    assert reach.partners == {school.partner_id}
    assert not reach.institutions | reach.learners
    assert not reach.national
