"""Plans to look after: consent ended, learner leaves; and whose a plan is when the learner is out of sight."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.recording import record_withdrawal
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.queries.attention import of_leavers, without_consent
from pumpurs.programme.plans.queries.lists import Filter, plans_in_sight
from pumpurs.programme.plans.queries.one import one_plan
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.learners.rosters import Pupil, Roster, checked, imported
from tests.programme.plans.stage import (
    NOW,
    SPRING_BEFORE,
    TODAY,
    Stage,
    approved,
    asked,
    by,
    codes,
    stage,
    started,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def withdrawn(home: Stage) -> None:
    raise_wall(home.head)
    consent = Consent.objects.get(learner=home.janis)
    record_withdrawal(consent_id=consent.id, day=TODAY, scan=None, viewer=home.head, now=NOW)


def shown(home: Stage, name: str) -> list[UUID]:
    viewer = by(getattr(home, name))["viewer"]
    return [plan.id for plan in without_consent(viewer=viewer, day=TODAY).plans]


def test_author_and_head_are_told_when_the_consent_ends_and_nobody_else(home: Stage) -> None:
    plan_id = approved(home)
    before = shown(home, "head")

    withdrawn(home)

    assert before == []
    told = {
        name: shown(home, name) for name in ("anna", "ieva", "head", "coordinator", "expert", "foreign_head")
    }
    assert {name for name, plans in told.items() if plans} == {"anna", "head"}
    assert told["head"] == [plan_id]


def test_a_plan_that_is_over_or_removed_is_no_longer_told(home: Stage) -> None:
    approved(home, semester=SPRING_BEFORE)
    draft = started(home)
    withdrawn(home)
    open_then = shown(home, "head")

    change.remove(**asked(draft, home.anna, note="Kļūda."))

    assert open_then == [draft]
    assert shown(home, "head") == []


def test_a_new_consent_ends_the_warning(home: Stage) -> None:
    approved(home)
    withdrawn(home)
    with as_owner():
        Consent.objects.create(
            learner=home.janis, institution_id=home.school.id, state="signed", way="paper", text_version="1",
            signed_on=TODAY, asked_by_id=home.anna.account_id,
        )  # fmt: skip

    assert shown(home, "head") == []


class Leaving:
    """Jānis leaves by the school's roster, then the next school takes him in."""

    def __init__(self, home: Stage, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.others = Roster(
            [Pupil("X9", "Pēteris", "Zars", "8.a", school=home.school.source_code)],
            schools={home.school.source_code: home.school.name},
        )
        self.where = {"institution_id": home.school.id}

    def previewed(self) -> UUID:
        """The roster that no longer names him, checked."""
        return checked(self.others.at(self.folder / "a"), self.home.head, now=NOW, **self.where)

    def gone(self) -> None:
        """And confirmed; another school has him now."""
        confirm(roster_id=self.previewed(), viewer=self.home.head, now=NOW)
        foreign = self.home.foreign_head
        with as_owner():
            Learner.objects.filter(pk=self.home.janis.pk).update(source="e-klase", source_id="L1")
            code = "here"
            (place,) = foreign.reach.institutions
            type(self.home.school).objects.filter(pk=place).update(source_code=code)
        there = Roster(
            [Pupil("L1", "Jānis", "Kalniņš", "7.a", born="2013-03-14", school=code)],
            schools={code: "Vandzenes pamatskola"},
        )
        imported(there.at(self.folder / "b"), foreign, now=NOW, institution_id=place)


def test_the_preview_counts_open_plans_of_leavers(home: Stage, tmp_path: Path) -> None:
    plan_id, roster_id = approved(home), Leaving(home, tmp_path).previewed()

    found = of_leavers(viewer=by(home.head)["viewer"], roster_id=roster_id)

    assert (found.count, [plan.id for plan in found.plans]) == (1, [plan_id])
    assert of_leavers(viewer=by(home.foreign_head)["viewer"], roster_id=roster_id).count == 0


def test_the_old_school_knows_whose_its_plan_is_and_nothing_newer(home: Stage, tmp_path: Path) -> None:
    plan_id = approved(home)

    Leaving(home, tmp_path).gone()

    head = by(home.head)["viewer"]
    assert not Learner.objects.filter(pk=home.janis.pk).exists()
    cards = plans_in_sight(viewer=head, narrowed=Filter()).items
    assert [(card.id, card.learner) for card in cards] == [(plan_id, "Jānis Ozols")]
    assert one_plan(viewer=head, plan_id=plan_id, today=TODAY).card.learner == "Jānis Ozols"
    assert (
        without_consent(viewer=head, day=TODAY).count == 0
    )  # the family still agrees; that is told elsewhere now


@pytest.mark.parametrize("who", ["head", "expert"])
def test_nobody_approves_a_plan_of_the_old_school(home: Stage, tmp_path: Path, who: str) -> None:
    plan_id = submitted(home)
    if who == "expert":
        for turn, viewer in enumerate((home.head, home.coordinator)):
            decide.approve(plan_id=plan_id, **by(viewer, days=turn))

    Leaving(home, tmp_path).gone()

    with pytest.raises(Refused) as refusal:
        decide.approve(**asked(plan_id, getattr(home, who)))
    assert "plan.submit.learner_elsewhere" in codes(refusal)
