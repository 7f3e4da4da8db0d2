"""A plan's life against a small model: whatever is tried in whatever order, the plan is where the model says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pumpurs.programme.plans.actions import change, decide
from pumpurs.programme.plans.models import Decision, PlanVersion
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import Stage, by, now_of, stage, written

pytestmark = pytest.mark.django_db
NAMES = ("anna", "head", "coordinator", "expert")
LEVELS = {"at_head": "head", "at_municipality": "coordinator", "at_agency": "expert"}
NEXT = {"at_head": "at_municipality", "at_municipality": "at_agency", "at_agency": "approved"}
VERBS: dict[str, Callable[..., Any]] = {
    "submit": decide.submit,
    "approve": decide.approve,
    "send_back": lambda **more: decide.send_back(note="Labot.", **more),
    "take_back": decide.take_back,
    "revise": change.revise,
    "suspend": lambda **more: change.suspend(reason_code="other", note="Slims.", **more),
    "resume": change.resume,
}


class Model:
    """What a plan should do, told again in the plainest way."""

    def __init__(self) -> None:
        self.state, self.ever_approved, self.frozen, self.head_approved_turn = "draft", False, 0, -1

    def take(self, verb: str, name: str, turn: int) -> bool:
        """Whether the step is open to this person; if so the model moves."""
        target = self._target(verb, name)
        if target is None:
            return False
        if verb == "submit":
            self.frozen += 1
        if verb == "approve" and self.state == "at_head" and self.head_approved_turn < 0:
            self.head_approved_turn = turn
        self.state = target
        self.ever_approved = self.ever_approved or target == "approved"
        return True

    def _target(self, verb: str, name: str) -> str | None:
        back = "under_revision" if self.ever_approved else "draft"
        author_or_head = name in ("anna", "head")
        moves = {
            "submit": (name == "anna" and self.state in ("draft", "under_revision"), "at_head"),
            "approve": (LEVELS.get(self.state) == name, NEXT.get(self.state)),
            "send_back": (LEVELS.get(self.state) == name, back),
            "take_back": (name == "anna" and self.state == "at_head", back),
            "revise": (author_or_head and self.state == "approved", "under_revision"),
            "suspend": (
                author_or_head and self.state in {*LEVELS, "approved", "under_revision"}, "suspended",
            ),
            "resume": (author_or_head and self.state == "suspended", "under_revision"),
        }  # fmt: skip
        is_open, target = moves[verb]
        return target if is_open else None


@pytest.fixture
def home() -> Stage:
    return stage()


def frozen_of(plan_id: UUID) -> dict[int, Any]:
    with as_owner():
        return dict(PlanVersion.objects.filter(plan_id=plan_id).values_list("number", "content"))


@pytest.fixture
def plan_id(home: Stage) -> UUID:
    return written(home)


@contextmanager
def savepoint() -> Iterator[None]:
    """Whatever happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# a way that is mostly open, with stumbles in between
STEPS = st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(NAMES)), min_size=5, max_size=14)
WAY = [("submit", "anna"), ("approve", "head"), ("approve", "coordinator"), ("approve", "expert")]


@settings(
    max_examples=8, deadline=None, derandomize=True,
    phases=[Phase.generate],  # a way of few steps needs no shrinking
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(begin=st.integers(0, len(WAY)), steps=STEPS)
def test_a_plan_is_always_where_the_model_says(
    home: Stage, plan_id: UUID, begin: int, steps: list[tuple[str, str]]
) -> None:
    with savepoint():
        model = Model()
        for turn, (verb, name) in enumerate([*WAY[:begin], *steps]):
            before = frozen_of(plan_id)
            expected = model.take(verb, name, turn)
            try:
                VERBS[verb](plan_id=plan_id, **by(getattr(home, name), days=turn))
                done = True
            except Refused:
                done = False
            plan = now_of(plan_id)
            assert (done, plan.state) == (expected, model.state), (turn, verb, name)
            after = frozen_of(plan_id)
            assert len(after) == model.frozen
            assert {number: after[number] for number in before} == before
            assert (plan.waiting_since is not None) == (plan.state in LEVELS)
        with as_owner():
            firsts = Decision.objects.filter(plan_id=plan_id, step="approve", from_state="at_head").order_by(
                "at"
            )
            first = firsts.values_list("at", flat=True).first()
        assert now_of(plan_id).first_head_approved_at == first
