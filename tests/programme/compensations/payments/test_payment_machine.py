"""No sequence of payments, statements, returns, demands, receipts and accounts loses, doubles or predates a cent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, count
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.compensations.actions import account, batches, recoveries, settling, statements
from pumpurs.programme.compensations.models import BankLine, Claim, LedgerLine, Payment, Recovery
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import (
    OUR_IBAN,
    PAYEE_IBAN,
    TODAY,
    Office,
    by,
    granted,
    office,
    seen,
    with_account,
)

pytestmark = pytest.mark.django_db
SEQUENCES = int(os.environ.get("PUMPURS_SEQUENCES", "4"))
SUMS = ("30.00", "12.35", "7.00")
PROOF = job_viewer("machine")
WHICH = st.integers(0, 7)
DAYS = st.integers(-1, 3).map(lambda days: TODAY + timedelta(days))
FOR_PEOPLE = {  # the bank says otherwise than a person did
    "returned_without_bank", "never_left_without_bank", "confirmed_without_bank", "moved_by_bank_alone",
}  # fmt: skip
HANDS = st.sampled_from(["zane", "rita", "coordinator"])


class Payments(RuleBasedStateMachine):
    """Three granted claims on their way; `granted` and `paid` are what must stand in the books, by claim."""

    at: ClassVar[Office]
    claims: ClassVar[list[Claim]]

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.hours, self.numbers = 0, count(1)
        self.granted = {one.id: one.granted_eur for one in self.claims}
        self.paid = dict.fromkeys(self.granted, Decimal(0))

    def teardown(self) -> None:
        """The next sequence begins as this one did."""
        transaction.savepoint_rollback(self.before)

    @contextmanager
    def _tried(self) -> Iterator[None]:
        """What is refused changes nothing; the invariants look."""
        with suppress(Refused), transaction.atomic():
            yield

    def _by(self, hand: str) -> dict[str, Any]:
        viewer: Viewer = getattr(self.at, hand)
        return by(viewer, hours=self.hours)

    def _payment(self, which: int) -> Payment | None:
        with as_owner():
            rows = list(Payment.objects.exclude(state="dropped").order_by("reference"))
        return rows[which % len(rows)] if rows else None

    @rule()
    def a_day_passes(self) -> None:
        """Nothing else happens."""
        self.hours += 24

    @initialize()
    def begin(self) -> None:
        """Everything is signed on the first day."""
        self.a_batch_is_signed()

    @rule()
    def a_batch_is_signed(self) -> None:
        """All that is ready is drafted by one and signed by another."""
        with self._tried():
            pays_on = TODAY + timedelta(hours=self.hours)
            key = batches.draft(form_key=uuid4(), claim_ids=None, pays_on=pays_on, **self._by("zane"))
            batches.sign(batch_id=key, seen=seen(key), **self._by("rita"))

    @rule(which=WHICH, day=DAYS)
    def confirmed_by_hand(self, which: int, day: date) -> None:
        """Somebody says that the bank paid."""
        if payment := self._payment(which):
            with self._tried():
                if settling.confirm(payment_ids=[payment.id], paid_on=day, **self._by("zane")):
                    self.paid[payment.claim_id] += payment.amount_eur

    @rule(which=WHICH, day=DAYS)
    def returned_by_hand(self, which: int, day: date) -> None:
        """Somebody says that it came back, or was never paid."""
        if payment := self._payment(which):
            with self._tried():
                settling.return_payment(
                    payment_id=payment.id, returned_on=day, return_code="AC04", **self._by("rita")
                )
                self._is_back(payment)

    def _is_back(self, payment: Payment) -> None:
        if payment.state != "returned":
            self.granted[payment.claim_id] -= payment.amount_eur
            self.paid[payment.claim_id] -= payment.amount_eur if payment.state == "confirmed" else 0

    @rule(which=WHICH, day=DAYS, back=st.booleans(), times=st.integers(1, 2), named=st.booleans())
    def the_bank_says(self, which: int, day: date, back: bool, times: int, named: bool) -> None:
        """A statement tells that it left, or came back; some bookings twice, some without a reference of the bank."""
        if (payment := self._payment(which)) is None:
            return
        told = came_back if back else left
        entry: Entry = told(payment.reference, payment.amount_eur, day=day)
        entries = [entry if named else replace(entry, bank="")] * times
        with self._tried():
            read = bank_statement.read(statement(entries, number=str(next(self.numbers))))
            taken = statements.take(read=read, **self._by("zane"))
            assert taken.confirmed + taken.returned <= 1
            if taken.confirmed:
                self.paid[payment.claim_id] += payment.amount_eur
            if taken.returned:
                self._is_back(payment)

    @rule(which=WHICH, hand=HANDS)
    def the_bank_paid_it(self, which: int, hand: str) -> None:
        """What was noted as returned stands after all: its claim is granted and paid that sum and nothing else."""
        if payment := self._payment(which):
            with self._tried():
                settling.stand(payment_id=payment.id, **self._by(hand))
                if payment.state == "returned":  # else it was said before, and nothing moves
                    assert hand != "coordinator"
                    self.granted[payment.claim_id] = payment.amount_eur
                    self.paid[payment.claim_id] += payment.amount_eur

    @rule(which=WHICH, hand=HANDS, settled=st.booleans())
    def a_line_is_answered_or_settled(self, which: int, hand: str, settled: bool) -> None:
        """Words move no money."""
        with as_owner():
            lines = list(BankLine.objects.order_by("bank_reference", "id"))
        if not lines:
            return
        line = lines[which % len(lines)]
        with self._tried():
            if settled:
                statements.settle_line(line_id=line.id, why="Noskaidrots.", **self._by(hand))
            else:
                statements.answer(line_id=line.id, words="Noskaidrots.", **self._by(hand))

    @rule(which=WHICH, cents=st.integers(1, 3000), hand=HANDS)
    def asked_back(self, which: int, cents: int, hand: str) -> None:
        """Money is asked back."""
        claim = self.claims[which % len(self.claims)]
        with self._tried():
            recoveries.demand(
                claim_id=claim.id, demanded_eur=Decimal(cents) / 100, reason="Kļūda.", form_key=uuid4(),
                **self._by(hand),
            )  # fmt: skip

    @rule(which=WHICH, cents=st.integers(1, 3000), hand=HANDS, day=DAYS)
    def received(self, which: int, cents: int, hand: str, day: date) -> None:
        """Some of it is noted as come."""
        with as_owner():
            rows = list(Recovery.objects.order_by("demanded_at", "id"))
        if not rows:
            return
        row, euros = rows[which % len(rows)], Decimal(cents) / 100
        with self._tried():
            recoveries.receive(
                recovery_id=row.id, received_eur=euros, received_on=day, form_key=uuid4(), **self._by(hand)
            )
            assert getattr(self.at, hand).account_id != row.demanded_by_id
            self.granted[row.claim_id] -= euros
            self.paid[row.claim_id] -= euros

    @rule(which=WHICH, number=st.sampled_from([PAYEE_IBAN, OUR_IBAN]))
    def told_another_account(self, which: int, number: str) -> None:
        """The school tells another account; a grant that was not paid yet falls back to the check."""
        claim = self.claims[which % len(self.claims)]
        with self._tried():
            account.tell_account(
                plan_id=claim.plan_id, holder_name="Ilze Ozola", number=number, **self._by("checker")
            )
            with as_owner():
                if Claim.objects.get(pk=claim.id).state == "filed":
                    self.granted[claim.id] = Decimal(0)

    @invariant()
    def what_no_list_names_is_what_the_bank_did(self) -> None:
        """Where the proof asks nothing, what the bank says has left and not come back is paid in the books."""
        with looking_as(PROOF):
            asked = {one.place for one in differences(viewer=PROOF)}
        with as_owner():
            for payment in Payment.objects.exclude(reference__in=asked):
                told = payment.bank_lines.exclude(outcome="settled").exclude(why="before_signing")
                away = -sum(told.values_list("amount_eur", flat=True), Decimal(0))
                lines = LedgerLine.objects.filter(payment_id=payment.id).values_list("paid_eur", flat=True)
                assert away <= 0 or away == sum(lines, Decimal(0))

    @invariant()
    def every_cent_is_where_it_should_be_on_every_day(self) -> None:
        """Ledger and claims are what was counted by hand, the proof agrees, no day knows of money before it left."""
        with looking_as(PROOF):
            wrong = [one for one in differences(viewer=PROOF) if one.what not in FOR_PEOPLE]
        assert wrong == []
        with as_owner():
            lines = list(LedgerLine.objects.values_list("claim_id", "booked_on", "granted_eur", "paid_eur"))
            held = dict(Claim.objects.values_list("id", "granted_eur"))
        assert held == self.granted
        for claim_id, paid in self.paid.items():
            of_claim = sorted((day, eur) for one, day, _, eur in lines if one == claim_id)
            by_day = {day: so_far for (day, _), so_far in zip(of_claim, _sums(of_claim), strict=True)}
            assert sum((eur for _, eur in of_claim), Decimal(0)) == paid
            assert min(by_day.values(), default=Decimal(0)) >= 0


def _sums(lines: list[tuple[date, Decimal]]) -> list[Decimal]:
    return list(accumulate(eur for _, eur in lines))


def test_no_sequence_of_payments_loses_doubles_or_predates_a_cent() -> None:
    Payments.at = office()
    with_account(Payments.at)
    Payments.claims = granted(Payments.at, *SUMS)

    run_state_machine_as_test(
        Payments,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
