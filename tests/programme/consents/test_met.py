"""Mail and phone of a guardian who came along from another school show once the family turned to this one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.answers import keep_answers, sign
from pumpurs.programme.consents.actions.links import open_link, send_link
from pumpurs.programme.consents.rules import hash_of
from pumpurs.programme.learners.models import Guardian
from pumpurs.programme.learners.queries.one import learner_page
from tests.database import as_owner
from tests.programme.consents import household as stage
from tests.programme.consents.household import NOW, TODAY, Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Household:
    home = stage.stage()
    with as_owner():
        Guardian.objects.filter(pk=home.ilze.id).update(came_with_id=uuid4(), phone="20000000")
    return home


def told(home: Household) -> tuple[bool, bool, bool]:
    raise_wall(home.teacher)
    (ilze,) = learner_page(viewer=home.teacher, learner_id=home.janis.id, today=TODAY).guardians
    return bool(ilze.email), bool(ilze.phone), ilze.kept_back


def test_they_are_kept_back_when_a_link_is_sent(home: Household) -> None:
    stage.sent(home)

    assert told(home) == (False, False, True)


def test_they_show_once_the_family_opened_the_link(home: Household) -> None:
    stage.opened(home)

    assert told(home) == (True, True, False)


def test_they_stay_kept_back_when_staff_hold_the_link(home: Household) -> None:
    stage.without_mail(home)
    raise_wall(home.teacher)
    handover = send_link(
        learner_id=home.janis.id, who=home.ilze.id, language="lv", consent=True, semester=stage.SEMESTER,
        viewer=home.teacher, now=NOW,
    )  # fmt: skip
    open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)
    mother = stage.behind(handover)
    assert mother is not None
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=mother)

    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=mother, now=NOW)

    assert told(home) == (False, False, True)
