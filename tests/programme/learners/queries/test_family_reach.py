"""Whom a family account reaches: the own child until it is of age, then only the learner's own account."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.learners.queries.reach import family_reach, family_roles
from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import make_account, make_guardian, make_institution, make_learner

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


def family(birth_date: date | None) -> tuple[Learner, Account, Account]:
    """A learner with an account, and the mother's account."""
    with as_owner():
        janis, mother, own = (
            make_learner(make_institution()),
            make_account("Ilze Ozola"),
            make_account("Jānis Ozols"),
        )
        make_guardian(janis, account=mother)
        Learner.objects.filter(pk=janis.pk).update(birth_date=birth_date, account=own)
    raise_wall(job_viewer("test"))
    return janis, mother, own


@pytest.mark.parametrize(
    ("birth_date", "mother_sees", "learner_sees"),
    [
        (date(2008, 10, 6), True, False),
        (date(2008, 10, 5), False, True),
        (None, True, False),
    ],
)
def test_on_the_18th_birthday_the_view_passes_from_the_mother_to_the_learner(
    birth_date: date | None, mother_sees: bool, learner_sees: bool
) -> None:
    janis, mother, own = family(birth_date)

    of_mother = family_reach(account_id=mother.id, role=Role.GUARDIAN, today=TODAY)
    of_learner = family_reach(account_id=own.id, role=Role.ADULT_LEARNER, today=TODAY)

    assert (janis.id in of_mother.learners, janis.id in of_learner.learners) == (mother_sees, learner_sees)


def test_the_roles_follow() -> None:
    _janis, mother, own = family(date(2008, 10, 5))

    assert family_roles(account_id=mother.id, today=TODAY) == ()
    assert family_roles(account_id=own.id, today=TODAY) == (Role.ADULT_LEARNER,)
