"""Plans to look after: consent ended, learner leaves; and whose a plan is when the learner is out of sight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Reach, job_viewer, looking_as, raise_wall
from pumpurs.programme.consents.actions.recording import record_withdrawal
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.models import Learner, LearnerIdentifier
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.actions.draft import copy_last, start
from pumpurs.programme.plans.models import (
    Decision,
    LineComment,
    Measure,
    Plan,
    PlanVersion,
    RiskJudgement,
    Suspension,
)
from pumpurs.programme.plans.queries.attention import of_leavers, to_look_after
from pumpurs.programme.plans.queries.lists import Filter, plans_in_sight
from pumpurs.programme.plans.queries.one import one_plan
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.learners.rosters import Pupil, Roster, checked, imported
from tests.programme.people_and_places import appoint, care_for, viewer_for
from tests.programme.plans.stage import (
    AUTUMN,
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
    record_withdrawal(consent_id=consent.id, who=None, day=TODAY, scan=None, viewer=home.head, now=NOW)


def shown(home: Stage, name: str) -> list[UUID]:
    viewer = by(getattr(home, name))["viewer"]
    return [plan.id for plan in to_look_after(viewer=viewer, day=TODAY).ended.plans]


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
            digits = "32000000001"
            LearnerIdentifier.objects.create(
                learner=self.home.janis, institution_id=self.home.school.id, kind="personal_code",
                sealed=seal(digits, about="personal_code"), index=blind_index(digits, about="personal_code"),
                masked="…01", since=TODAY,
            )  # fmt: skip
            code = "here"
            (place,) = foreign.reach.institutions
            type(self.home.school).objects.filter(pk=place).update(source_code=code)
        there = Roster(
            [Pupil("L1", "Jānis", "Ozols", "7.a", "320000-00001", "2013-03-14", school=code)],
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
        to_look_after(viewer=head, day=TODAY).ended.count == 0
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


def test_the_old_schools_head_is_told_that_another_school_took_the_learner_in(
    home: Stage, tmp_path: Path
) -> None:
    plan_id = approved(home)
    head = by(home.head)["viewer"]
    before = to_look_after(viewer=head, day=TODAY).taken

    Leaving(home, tmp_path).gone()

    told = {
        name: to_look_after(viewer=by(getattr(home, name))["viewer"], day=TODAY).taken.plans
        for name in ("head", "anna", "coordinator", "foreign_head")
    }
    assert before.count == 0
    assert {name: [(plan.id, plan.taken_on) for plan in plans] for name, plans in told.items()} == {
        "head": [(plan_id, NOW.date())], "anna": [], "coordinator": [], "foreign_head": [],
    }  # fmt: skip


def test_the_new_schools_plan_author_reads_nothing_of_the_old_schools_plan(
    home: Stage, tmp_path: Path
) -> None:
    plan_id = approved(home)
    Leaving(home, tmp_path).gone()
    with as_owner():
        (place,) = home.foreign_head.reach.institutions
        author = appoint(Role.PLAN_AUTHOR, type(home.school).objects.get(pk=place), name="Vita Lapa")
        care_for(author, Learner.objects.get(pk=home.janis.pk))
        viewer = viewer_for(author)
        consent = Consent.objects.filter(learner=home.janis)
        assert consent.exists()

    raise_wall(viewer)

    assert Learner.objects.filter(pk=home.janis.pk).exists()
    tables = (Plan, PlanVersion, Measure, RiskJudgement, LineComment, Decision, Suspension)
    assert [table.__name__ for table in tables if table._base_manager.exists()] == []
    with looking_as(job_viewer("test")):
        assert [table.__name__ for table in tables if table.objects.visible_to(viewer).exists()] == []
        raise_wall(viewer)
    with pytest.raises(Plan.DoesNotExist):
        one_plan(viewer=viewer, plan_id=plan_id, today=TODAY)
    with pytest.raises(Refused) as refusal:
        copy_last(learner_id=home.janis.id, semester=AUTUMN.next, viewer=viewer, now=NOW)
    assert codes(refusal) == ["plan.copy.nothing_to_copy"]
    new_plan = start(learner_id=home.janis.id, semester=AUTUMN, viewer=viewer, now=NOW)
    assert [plan.id for plan in plans_in_sight(viewer=viewer, narrowed=Filter()).items] == [new_plan]


def test_the_family_reads_the_plans_of_every_school(home: Stage, tmp_path: Path) -> None:
    plan_id = approved(home)
    Leaving(home, tmp_path).gone()
    mother = replace(
        home.anna, role=Role.GUARDIAN, reach=Reach(learners=frozenset({home.janis.id})), appointment_id=None
    )

    raise_wall(mother)

    assert list(Plan.objects.visible_to(mother).values_list("id", flat=True)) == [plan_id]
    assert PlanVersion.objects.count() == 1
