"""Money of the demo: claims of one municipality, from filing to the bank, by the verbs that people use.

Unlike the rest of the country its rows are not drawn: they have keys of their own each time.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.acting import Acting
from pumpurs.jobs.demo.tickets import ticket_of
from pumpurs.jobs.demo.timing import RIGA
from pumpurs.programme.compensations.actions import (
    account,
    batches,
    deciding,
    filing,
    partner_accounts,
    statements,
)
from pumpurs.programme.compensations.models import Payment
from pumpurs.programme.compensations.queries.batches import batch_to_sign
from pumpurs.programme.compensations.rules.bank_statement import Booking, StatementRead
from pumpurs.programme.learners.models import Guardian
from pumpurs.programme.plans.models import Measure, Plan
from pumpurs.rulebook import calendar, measures
from pumpurs.values.periods import Month, month_of
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role

TICKET = Path(__file__).parent / "ticket.png"
BANK, WEIGHT = "DEMO", 97  # no bank has this code
MUCH = Decimal("1.25")  # now and then a family spends more than the plan holds
RETURNED = "AC04"  # the account is closed
STEPS = ((1, 9), (1, 10), (3, 10), (5, 10))  # days and hours: account told, filed, checked, granted
STEP = timedelta(minutes=20)  # between two steps that would otherwise fall into the same moment
ANOTHER = 1_000_000  # how far the number of a family's next account lies


@dataclass(frozen=True)
class Wanted:
    """One compensation of one plan, as it is claimed month by month or once a semester."""

    plan: Plan
    kind: str
    amount_eur: Decimal
    holder: str
    turn: int


def keep_money(now: datetime) -> None:
    """Claims for the months of this semester: the earlier ones are paid, the last ones wait at every desk."""
    today = now.astimezone(RIGA).date()
    semester = calendar.current_semester(today)
    span = calendar.dates(semester)
    office = _Office(now)
    wanted = list(_wanted(str(semester)))
    if not wanted or today <= span.first:
        return
    months = [month for month in _months(month_of(span.first), month_of(today)) if month.span.end <= today]
    office.open_account(months[0].span.end if months else today)
    for month in months:
        office.month(month, wanted, last=month == months[-1])


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.next


def _wanted(semester: str) -> Iterator[Wanted]:
    """Compensations of the approved plans at the school of the cast."""
    rows = Measure.objects.filter(
        amount_eur__isnull=False, plan__semester=semester, plan__state__in=("approved", "under_revision"),
        plan__institution__name=cast.ILUKSTE,
    ).select_related("plan__author", "plan__learner")  # fmt: skip
    for turn, row in enumerate(rows.order_by("plan__number", "position")):
        kind = measures.measure(row.kind).compensation_kind
        if kind is None or row.amount_eur is None:
            continue
        guardian = Guardian.objects.filter(learner_id=row.plan.learner_id).order_by("since", "id").first()
        yield Wanted(
            row.plan, kind, row.amount_eur, guardian.name if guardian else row.plan.learner.full_name, turn
        )


def iban_of(number: int) -> str:
    """An account number that is right in form, at a bank that does not exist."""
    body = f"{BANK}{number:013d}"
    digits = "".join(str(int(sign, 36)) for sign in f"{body}LV00")
    return f"LV{98 - int(digits) % WEIGHT:02d}{body}"


class _Office:
    """Everybody who has to do with a claim, one after the other."""

    def __init__(self, now: datetime) -> None:
        self._acting = Acting(now)
        self._closed: Counter[int] = Counter()  # by plan: how often the bank gave its money back

    def open_account(self, day: date) -> None:
        """The accountant tells the municipality's account, the coordinator signs it."""
        at = self._acting.at(day, 8)
        accountant = self._acting.known(cast.ACCOUNTANT.email, Role.ACCOUNTANT, at)
        key = partner_accounts.tell(
            holder_name="Augšdaugavas novada pašvaldība", iban=iban_of(1), viewer=accountant, now=at
        )
        coordinator = self._acting.known(cast.COORDINATOR.email, Role.MUNICIPAL_COORDINATOR, at)
        partner_accounts.sign(account_id=key, viewer=coordinator, now=at)
        self._acting.nobody()

    def month(self, month: Month, wanted: list[Wanted], *, last: bool) -> None:
        """The claims of one month; of the last month some wait for every step that people take."""
        granted = 0
        for one in wanted:
            with suppress(Refused):  # what the rules do not allow is not claimed
                granted += self._claim(one, month, last=last)
        if granted:
            self._pay(month, last=last)
        self._acting.nobody()

    def _claim(self, one: Wanted, month: Month, *, last: bool) -> bool:
        """One claim as far as it comes; whether it was granted."""
        service_on = self._day(one, month)
        if service_on is None:
            return False
        told, filed, checked, decided = self._before_the_batch(month.span.end)
        author = self._acting.known(one.plan.author.email, Role.PLAN_AUTHOR, filed)
        number = iban_of(1000 + one.plan.number + ANOTHER * self._closed[one.plan.number])
        account.tell_account(
            plan_id=one.plan.id, holder_name=one.holder, number=number, viewer=author, now=told
        )
        spent = (one.amount_eur * (MUCH if one.turn % 4 == 3 else 1)).quantize(Decimal("0.01"))
        expense = filing.Expense(one.plan.id, one.kind, service_on, spent)
        key = filing.file_claim(
            expense=expense,
            proofs=[ticket_of(TICKET.read_bytes(), one.plan.number, one.kind, str(month))],
            form_key=uuid4(),
            viewer=author,
            now=filed,
        )
        if last and one.turn % 5 == 0:
            return False
        checker = self._acting.known(cast.SCHOOL_COORDINATOR.email, Role.INSTITUTION_COORDINATOR, checked)
        if last and one.turn % 7 == 4:
            deciding.ask(
                claim_id=key,
                note="Biļetes attēlā nevar salasīt summu; lūdzu, nofotografējiet vēlreiz.",
                viewer=checker,
                now=checked,
            )
            return False
        deciding.check(claim_id=key, viewer=checker, now=checked)
        if last and one.turn % 5 == 1:
            return False
        granter = self._acting.known(cast.COORDINATOR.email, Role.MUNICIPAL_COORDINATOR, decided)
        deciding.grant(claim_id=key, whole=False, viewer=granter, now=decided)
        return True

    def _before_the_batch(self, day: date) -> list[datetime]:
        """The steps of a claim in the days after `day`; what would be to come yet is pressed together, in its order."""
        before = self._drafted_at(day)
        moments: list[datetime] = []
        for days, hour in reversed(STEPS):
            before = min(self._acting.at(day + timedelta(days=days), hour), before - STEP)
            moments.insert(0, before)
        return moments

    def _drafted_at(self, day: date) -> datetime:
        return self._acting.at(day + timedelta(days=8), 11)

    def _day(self, one: Wanted, month: Month) -> date | None:
        """A school day of the month on which the plan was in force already."""
        opened = one.plan.first_head_approved_at
        if opened is None:
            return None
        first = max(opened.astimezone(RIGA).date() + timedelta(days=1), month.span.first)
        days = (first + timedelta(days=number) for number in range((month.span.end - first).days))
        return next((day for day in days if calendar.is_school_day(day, one.plan.grade)), None)

    def _pay(self, month: Month, *, last: bool) -> None:
        """A batch of what was granted: the coordinator drafts, the accountant signs; the last month waits for that."""
        drafted = self._drafted_at(month.span.end)
        signed, sent, settled = (
            self._acting.at(month.span.end + timedelta(days=days), hour)
            for days, hour in ((9, 11), (9, 12), (11, 11))
        )
        coordinator = self._acting.known(cast.COORDINATOR.email, Role.MUNICIPAL_COORDINATOR, drafted)
        pays_on = (drafted + timedelta(days=2)).date()
        key = batches.draft(
            form_key=uuid4(), claim_ids=None, pays_on=pays_on, viewer=coordinator, now=drafted
        )
        if last:
            return
        accountant = self._acting.known(cast.ACCOUNTANT.email, Role.ACCOUNTANT, signed)
        shown = batch_to_sign(viewer=accountant, batch_id=key)
        batches.sign(batch_id=key, seen=shown.seen, viewer=accountant, now=signed)
        batches.mark_sent(batch_id=key, viewer=accountant, now=sent)
        there = list(Payment.objects.filter(batch_id=key).order_by("reference"))
        statements.take(read=_statement(there, settled.date()), viewer=accountant, now=settled)
        closed = Payment.objects.filter(pk=there[0].pk).values_list("claim__plan__number", flat=True)
        self._closed.update(closed)


def _statement(payments: list[Payment], day: date) -> StatementRead:
    """What the bank of the demo tells of a day: all was paid, and the first came back since its account is closed."""
    bookings = [Booking(f"DEMO{one.reference}", day, -one.amount_eur, one.reference) for one in payments]
    first = payments[0]
    bookings.append(Booking(f"BACK{first.reference}", day, first.amount_eur, first.reference, RETURNED))
    print_of = hashlib.sha256(first.reference.encode()).hexdigest()
    return StatementRead(print_of, iban_of(1), f"{day:%Y-%j}", day, day, tuple(bookings), 0)
