"""No sequence of claim, grant, reverse, payment, return, change of cap, plan or school exceeds a cap or loses money."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.compensations.actions import deciding, filing, steps
from pumpurs.programme.compensations.actions.ledger import book, times
from pumpurs.programme.compensations.models import Allowance, Claim, LedgerLine
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.plans.models import Decision, Plan, PlanVersion, Suspension
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations.claims import PROOF, Place, expense, place, told
from tests.programme.people_and_places import appoint, viewer_for
from tests.programme.plans.stage import by

pytestmark = pytest.mark.django_db
LATER = 45
SEQUENCES = int(os.environ.get("PUMPURS_SEQUENCES", "6"))
DAYS = st.dates(date(2026, 10, 7), date(2026, 11, 15))
CENTS = st.integers(1, 6000).map(lambda cents: Decimal(cents) / 100)


@dataclass(frozen=True)
class School:
    """One of the two schools, with the plan of Jānis there and whoever files and checks."""

    here: Place
    coordinator: Viewer


def moved_to(here: Place) -> School:
    """Jānis has a plan with the same content at another school of the municipality."""
    with as_owner():
        next_door = Institution.objects.create(
            partner=here.home.school.partner, kind="secondary_school", name="Raunas pamatskola",
            source_code="school-next",
        )  # fmt: skip
        plan = Plan.objects.get(pk=here.plan_id)
        old = plan.id
        plan.pk, plan.number, plan.institution = uuid4(), plan.number + 1, next_door
        plan.save(force_insert=True)
        for table in (PlanVersion, Decision):
            for row in table.objects.filter(plan_id=old):
                row.pk, row.plan, row.institution_id = uuid4(), plan, next_door.id
                row.save(force_insert=True)
        hand = viewer_for(appoint(Role.INSTITUTION_COORDINATOR, next_door, name="Baiba Vīksna"))
    there = replace(here, plan_id=plan.id)
    told(there, viewer=hand)
    return School(there, hand)


class Money(RuleBasedStateMachine):
    """Claims of one learner at two schools, as people move them on; `model` is what must stand in the books."""

    schools: ClassVar[tuple[School, ...]]
    granter: ClassVar[Viewer]
    cap_of: ClassVar[list[Callable[[date], Decimal]]]
    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.model: dict[UUID, Decimal] = {}

    def teardown(self) -> None:
        """The next sequence begins as this one did."""
        transaction.savepoint_rollback(self.before)

    @contextmanager
    def _tried(self) -> Iterator[None]:
        """What is refused changes nothing; the invariants look."""
        try:
            with transaction.atomic():
                yield
        except Refused:
            pass

    @initialize(moves=DAYS, falls=DAYS, first=st.integers(10, 90), second=st.integers(10, 90))
    def begin(self, moves: date, falls: date, first: int, second: int) -> None:
        """Jānis moves on one day, and the cap of meals changes on another, in whichever direction."""
        caps = (Decimal(first), Decimal(second))
        self.cap_of[:] = [lambda day: caps[day >= falls]]
        with as_owner():
            rows = Enrollment.objects.filter(learner=self.schools[0].here.home.janis)
            row = rows.get()
            rows.update(until=moves)
            row.pk, row.since, row.until = uuid4(), moves, None
            row.institution_id = Plan.objects.get(pk=self.schools[1].here.plan_id).institution_id
            row.save(force_insert=True)

    @rule(target=claims, school=st.integers(0, 1), day=DAYS, euros=CENTS)
    def files(self, school: int, day: date, euros: Decimal) -> Any:
        """A claim for meals of some day."""
        at = self.schools[school]
        given = expense(at.here, str(euros), day=day)
        try:
            with transaction.atomic():
                found = filing.file_claim(
                    expense=given, proofs=[PROOF], form_key=uuid4(), **by(at.coordinator, days=LATER)
                )
                deciding.check(claim_id=found, **by(at.coordinator, days=LATER))
        except Refused:
            return multiple()
        self.model[found] = Decimal(0)
        return found

    @rule(claim=claims, whole=st.booleans())
    def grants(self, claim: UUID, whole: bool) -> None:
        """The municipality grants it, whole or what is left."""
        with self._tried():
            self.model[claim] = deciding.grant(claim_id=claim, whole=whole, **by(self.granter, days=LATER))

    @rule(claim=claims)
    def reverses(self, claim: UUID) -> None:
        """The grant is taken back before it is paid, and the school checks it again."""
        with self._tried():
            deciding.reverse(claim_id=claim, note="Kļūda.", **by(self.granter, days=LATER))
            self.model[claim] = Decimal(0)
        self._checks(claim)

    def _checks(self, claim: UUID) -> None:
        for at in self.schools:
            try:
                with self._tried():
                    deciding.check(claim_id=claim, **by(at.coordinator, days=LATER))
            except Claim.DoesNotExist:
                continue

    @rule(claim=claims, comes_back=st.booleans())
    def is_paid(self, claim: UUID, comes_back: bool) -> None:
        """The bank pays it, and sends it back or not."""
        given = by(self.granter, days=LATER)
        day = given["now"].date()
        with self._tried():
            row = steps.locked(claim, self.granter)
            for step in ("put_in_batch", "pay"):
                steps.took(step, row, **given)
            book(row, "pay", paid_eur=row.granted_eur, key=f"pay:{uuid4()}", booked_on=day, **given)
            if comes_back:
                euros = row.granted_eur
                steps.took("bounce", row, **given)
                key = f"return:{row.id}:{times(row, 'return')}"
                book(row, "return", granted_eur=-euros, paid_eur=-euros, key=key, booked_on=day, **given)
                self.model[claim] = Decimal(0)
        self._checks(claim)

    @rule(first=DAYS, length=st.integers(1, 20), school=st.integers(0, 1))
    def plan_rests(self, first: date, length: int, school: int) -> None:
        """The plan was suspended for some days."""
        plan = self.schools[school].here.plan_id
        with as_owner():
            row = Plan.objects.get(pk=plan)
            Suspension.objects.create(
                plan=row, institution_id=row.institution_id, learner_id=row.learner_id, reason_code="other",
                since=first, until=first + timedelta(days=length),
            )  # fmt: skip

    @invariant()
    def no_cap_is_exceeded_and_every_cent_is_in_three_books(self) -> None:
        """Ledger = allowances = claims = what was granted by hand, under the caps."""
        raise_wall(self.granter)
        with as_owner():
            allowances = list(Allowance.objects.all())
            claims = dict(Claim.objects.values_list("id", "granted_eur"))
            lines = list(LedgerLine.objects.all())
            periods = dict(Claim.objects.values_list("id", "period"))
        for row in allowances:
            days = [date.fromisoformat(f"{row.period}-01") + timedelta(days=one) for one in range(28)]
            most = max(self.cap_of[0](day) for day in [*days, days[0] + timedelta(days=30)])
            assert row.granted_eur <= row.cap_eur <= most  # type: ignore[operator]
            of_ledger = sum((line.granted_eur for line in lines if line.period == row.period), Decimal(0))
            of_claims = sum(
                (claims[one] for one, period in periods.items() if period == row.period), Decimal(0)
            )
            assert of_ledger == of_claims == row.granted_eur
        assert {one: euros for one, euros in claims.items() if euros} == {
            one: euros for one, euros in self.model.items() if euros
        }


def test_no_sequence_exceeds_a_cap_or_loses_or_makes_a_cent(monkeypatch: pytest.MonkeyPatch) -> None:
    here = place()
    told(here)
    Money.schools = (School(here, here.home.school_coordinator), moved_to(here))
    Money.granter = here.home.coordinator
    Money.cap_of = [lambda day: Decimal(70)]
    shipped = compensation_kinds.cap_on

    def cap_on(key: str, day: date) -> Any:
        one = shipped(key, day)
        return replace(one, eur=Money.cap_of[0](day)) if key == "meals" else one

    monkeypatch.setattr(compensation_kinds, "cap_on", cap_on)

    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
