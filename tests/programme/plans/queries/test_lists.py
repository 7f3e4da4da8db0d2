"""Lists of plans and the desk: narrowing, paging, order, queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.paging import PAGE_SIZE
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.plans.queries.cards import PlanCard
from pumpurs.programme.plans.queries.lists import (
    Filter,
    next_waiting,
    plans_in_sight,
    plans_numbered,
    plans_of_learner,
    waiting_for,
)
from pumpurs.programme.plans.queries.one import one_plan
from tests.database import as_owner
from tests.programme.plans.stage import (
    AUTUMN,
    NOW,
    SPRING_BEFORE,
    TODAY,
    Stage,
    approved,
    by,
    now_of,
    signed,
    stage,
    started,
    submitted,
    written,
)

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def home() -> Stage:
    return stage()


def listed(home: Stage, name: str = "head", number: int = 1, **narrowed: Any) -> list[UUID]:
    viewer = by(getattr(home, name))["viewer"]
    return [
        card.id for card in plans_in_sight(viewer=viewer, narrowed=Filter(**narrowed), number=number).items
    ]


def waiting(home: Stage, name: str) -> dict[str, list[UUID]]:
    found = waiting_for(viewer=by(getattr(home, name))["viewer"])
    return {one.kind: [card.id for card in one.page.items] for one in found}


def crowd(plan_id: UUID, count: int) -> list[UUID]:
    """So many more plans like this one, of learners of the same school, each waiting a day longer than the last."""
    plan, made = now_of(plan_id), []
    with as_owner():
        learner = Learner.objects.get(pk=plan.learner_id)
        for turn in range(1, count + 1):
            learner.pk = uuid4()
            learner.save(force_insert=True)
            plan.pk, plan.number, plan.learner_id = uuid4(), plan.number + 1, learner.pk
            plan.waiting_since = NOW - timedelta(days=turn)
            plan.save(force_insert=True)
            made.append(plan.pk)
    return made


def test_newest_first_without_the_removed_ones(home: Stage) -> None:
    old, new = started(home, semester=SPRING_BEFORE), started(home)
    assert listed(home) == [new, old]

    change.remove(plan_id=new, note="", **by(home.anna))

    assert listed(home) == [old]
    assert listed(home, state="inactive") == [new]


def test_narrowed_by_state_semester_institution_and_name_without_diacritics(home: Stage) -> None:
    old, new = started(home, semester=SPRING_BEFORE), submitted(home)

    assert listed(home, state="draft") == [old]
    assert listed(home, state="waiting") == [new]
    assert listed(home, semester=str(AUTUMN)) == [new]
    assert listed(home, institution_id=home.vocational.id) == []
    assert listed(home, search="JANIS") == [new, old]
    assert listed(home, search="bērziņš") == []


def test_fifty_to_a_page(home: Stage) -> None:
    first = started(home)
    crowd(first, PAGE_SIZE)

    assert len(listed(home)) == PAGE_SIZE
    assert listed(home, number=2) == [first]
    assert listed(home, number=3) == []


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator", "head_of_liga"])
def test_another_institution_lists_nothing(home: Stage, name: str) -> None:
    plan_id = submitted(home)

    assert listed(home, name) == []
    assert [ids for ids in waiting(home, name).values() if ids] == []
    viewer = by(getattr(home, name))["viewer"]
    assert plans_of_learner(viewer=viewer, learner_id=home.janis.id) == ()
    assert plans_numbered(viewer=viewer, text=str(now_of(plan_id).number)) == ()


def test_a_careless_query_reaches_no_further(home: Stage) -> None:
    """Without visible_to the second wall still stands."""
    started(home)

    by(home.stranger)
    assert not Plan.objects.exists()
    by(home.anna)
    assert Plan.objects.count() == 1


def test_the_first_wall_stands_alone_too(home: Stage) -> None:
    """Even if the database let everything through, the query itself is narrowed to its viewer."""
    plan_id = submitted(home)
    number = str(now_of(plan_id).number)
    by(home.expert)

    for viewer in (home.stranger, home.foreign_head):
        assert plans_in_sight(viewer=viewer, narrowed=Filter()).items == ()
        assert [one for one in waiting_for(viewer=viewer) if one.page.items] == []
        assert next_waiting(viewer=viewer, after=uuid4()) is None
        assert plans_of_learner(viewer=viewer, learner_id=home.janis.id) == ()
        assert plans_numbered(viewer=viewer, text=number) == ()
        with pytest.raises(Plan.DoesNotExist):
            one_plan(viewer=viewer, plan_id=plan_id, today=TODAY)


def test_everybody_on_the_list_stands_in_the_trail(home: Stage) -> None:
    plan_id = started(home)
    crowd(plan_id, 3)

    listed(home)

    with as_owner():
        line = AuditLine.objects.get(action="plan.list")
        assert set(line.learners) == set(Plan.objects.values_list("learner_id", flat=True))


def cards(home: Stage, name: str = "head") -> list[PlanCard]:
    viewer = by(getattr(home, name))["viewer"]
    return list(plans_in_sight(viewer=viewer, narrowed=Filter()).items)


def test_a_plan_stays_on_the_list_of_its_school_when_the_learner_has_left(home: Stage) -> None:
    plan_id = approved(home)
    with as_owner():
        Learner.objects.filter(pk=home.janis.id).update(institution=home.vocational)

    (card,) = cards(home)
    page = one_plan(viewer=by(home.head)["viewer"], plan_id=plan_id, today=TODAY)
    assert (card.id, card.learner, page.card.learner) == (plan_id, "", "")
    assert not card.learner_in_reach
    assert [card.learner for card in cards(home, "manager")] == ["Jānis Ozols"]
    with as_owner():
        Enrollment.objects.update_or_create(
            learner=home.janis, institution=home.school,
            defaults={
                "kept_name": "Jānis Ozoliņš", "until": TODAY, "school_year": "2026/2027", "grade": 7,
                "since": NOW.date(),
            },
        )  # fmt: skip
    assert [(card.learner, card.learner_in_reach) for card in cards(home)] == [("Jānis Ozoliņš", False)]
    change.suspend(
        plan_id=plan_id, reason_code="changes_institution", note="Aizgāja.", **by(home.head, days=5)
    )
    assert now_of(plan_id).state == "suspended"


def test_the_list_tells_since_when_a_consent_has_ended_unless_a_new_one_was_given(home: Stage) -> None:
    approved(home)
    assert [card.consent_ended_on for card in cards(home)] == [None]
    with as_owner():
        Consent.objects.update(state="withdrawn", ended_on=TODAY)
    assert [card.consent_ended_on for card in cards(home)] == [TODAY]

    with as_owner():
        signed(home.janis, semesters=())
    assert [card.consent_ended_on for card in cards(home)] == [None]


def test_a_list_costs_two_queries_and_stays_flat(home: Stage, django_assert_num_queries: Queries) -> None:
    crowd(started(home), 5)
    viewer = by(home.head)["viewer"]

    with django_assert_num_queries(2):
        plans_in_sight(viewer=viewer, narrowed=Filter())


def test_each_level_has_on_its_desk_what_waits_for_it_oldest_first(home: Stage) -> None:
    plan_id = submitted(home)
    younger_to_older = crowd(plan_id, 3)

    assert waiting(home, "head") == {"approval": [*reversed(younger_to_older), plan_id]}
    assert waiting(home, "coordinator") == {"approval": []}
    decide.approve(plan_id=plan_id, **by(home.head))

    assert waiting(home, "coordinator") == {"approval": [plan_id]}
    assert plan_id not in waiting(home, "head")["approval"]


def test_the_next_one_is_the_oldest_of_the_others(home: Stage) -> None:
    plan_id = submitted(home)
    first, second = crowd(plan_id, 2)

    viewer = by(home.head)["viewer"]
    assert next_waiting(viewer=viewer, after=plan_id) == second
    assert next_waiting(viewer=viewer, after=second) == first
    assert next_waiting(viewer=by(home.anna)["viewer"], after=first) is None


def test_an_author_sees_what_came_back_apart_from_drafts(home: Stage) -> None:
    draft, back = started(home, semester=SPRING_BEFORE), submitted(home)
    decide.send_back(plan_id=back, note="Īsāk.", **by(home.head, days=1))

    assert waiting(home, "anna") == {"returned": [back], "draft": [draft]}


def test_what_came_back_tells_who_returned_it_and_when(home: Stage) -> None:
    back = submitted(home)
    decide.approve(plan_id=back, **by(home.head, days=1))
    decide.send_back(plan_id=back, note="Īsāk.", **by(home.coordinator, days=2))

    returned, drafts = waiting_for(viewer=by(home.anna)["viewer"])

    assert [(card.returned_by, card.returned_at) for card in returned.page.items] == [
        ("Māra Vītola", NOW + timedelta(days=2))
    ]
    assert drafts.page.items == ()


def test_what_came_back_once_but_was_approved_since_did_not_come_back(home: Stage) -> None:
    plan_id = submitted(home)
    decide.send_back(plan_id=plan_id, note="Īsāk.", **by(home.head, days=1))
    decide.submit(plan_id=plan_id, **by(home.anna, days=2))
    assert waiting(home, "anna") == {"returned": [], "draft": []}
    decide.take_back(plan_id=plan_id, **by(home.anna, days=3))

    assert waiting(home, "anna") == {"returned": [], "draft": [plan_id]}


def test_the_desk_of_an_author_holds_her_own_plans_only(home: Stage) -> None:
    written(home)

    assert waiting(home, "ieva") == {"returned": [], "draft": []}


def test_plans_of_a_learner_newest_semester_first(home: Stage) -> None:
    old, new = approved(home, semester=SPRING_BEFORE), started(home)

    viewer = by(home.anna)["viewer"]
    assert [card.id for card in plans_of_learner(viewer=viewer, learner_id=home.janis.id)] == [new, old]


@pytest.mark.parametrize("text", ["IAP-2026/1-{:06}", "{}", "iap-{}"])
def test_a_plan_is_found_by_its_number(home: Stage, text: str) -> None:
    plan_id = started(home)
    viewer = by(home.head)["viewer"]

    found = plans_numbered(viewer=viewer, text=text.format(now_of(plan_id).number))
    by(home.head)

    assert [card.id for card in found] == [plan_id]


@pytest.mark.parametrize("text", ["", "ozols", "9" * 40, "٤٢", "-1x"])
def test_other_text_is_no_number(home: Stage, text: str) -> None:
    started(home)

    assert plans_numbered(viewer=by(home.head)["viewer"], text=text) == ()
