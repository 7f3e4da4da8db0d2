"""Statements and payment claims: what they add up is what they hold, and a learner is counted once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from pumpurs.programme.reporting.actions import packages, statements
from pumpurs.programme.reporting.models import PaymentClaim, Statement
from pumpurs.programme.reporting.preconditions import summing
from pumpurs.values.periods import Month
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, approved, by, codes, stage
from tests.programme.reporting.month import AFTER, OCTOBER, accepted, booked, opened, sent, statement_of, sums

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
IN_DECEMBER = 60


@pytest.fixture
def home() -> Stage:
    return stage()


def taken(home: Stage, statement_id: UUID) -> UUID:
    statements.accept(statement_id=statement_id, **by(home.manager, days=IN_DECEMBER))
    return statement_id


def november(home: Stage, *, paid: bool) -> UUID:
    """The statement of a November in which Jānis was granted forty euros, sent and accepted."""
    _grant, pay = booked(home, on=date(2026, 11, 10))
    if not paid:
        with as_owner():
            pay.delete()
    package_id = opened(home, NOVEMBER)
    sent(home, package_id, days=IN_DECEMBER)
    packages.check(package_id=package_id, **by(home.expert, days=IN_DECEMBER))
    packages.accept(package_id=package_id, **by(home.manager, days=IN_DECEMBER))
    place: dict[str, Any] = {"partner_id": home.school.partner_id, "first": NOVEMBER, "last": NOVEMBER}
    statement_id = statements.draft(**place, **by(home.coordinator, days=IN_DECEMBER))
    statements.send(statement_id=statement_id, **by(home.coordinator, days=IN_DECEMBER))
    return taken(home, statement_id)


def learners_of(model: Any, id_: UUID) -> int:
    with as_owner():
        found: int = model.objects.get(pk=id_).learners
    return found


def test_a_learner_of_two_statements_is_one_learner_of_the_payment_claim(home: Stage) -> None:
    accepted(home)
    both = [taken(home, statement_of(home)), november(home, paid=True)]

    claim_id = statements.draft_claim(first=OCTOBER, last=NOVEMBER, **by(home.manager, days=IN_DECEMBER))

    assert [learners_of(Statement, one) for one in both] == [1, 1]
    assert learners_of(PaymentClaim, claim_id) == 1
    with as_owner():
        claim = PaymentClaim.objects.get(pk=claim_id)
    assert (str(claim.total_eur), claim.minutes) == ("92.00", 60)


def test_who_was_granted_money_and_not_paid_yet_is_not_counted(home: Stage) -> None:
    approved(home)

    assert learners_of(Statement, november(home, paid=False)) == 0


def test_a_statement_has_no_month_without_a_package(home: Stage) -> None:
    accepted(home)

    with pytest.raises(Refused) as refusal:
        statements.draft(
            partner_id=home.school.partner_id, first=Month(2026, 9), last=NOVEMBER,
            **by(home.coordinator, days=IN_DECEMBER),
        )  # fmt: skip

    assert codes(refusal) == ["statement.draft.month_without_package"]
    assert refusal.value.reasons[0].values["months"] == "2026-09, 2026-11"


def test_a_statement_accepted_while_a_claim_is_drafted_waits_for_the_next(
    home: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(home)
    taken(home, statement_of(home))
    late: list[UUID] = []
    summed = summing.summed

    def meanwhile(*given: Any) -> Any:
        with as_owner():
            late.append(
                Statement.objects.create(
                    partner_id=home.vocational.partner_id, first_month="2026-10", last_month="2026-10",
                    state="accepted", drafted_by_id=home.head_of_liga.account_id, drafted_at=NOW,
                ).id
            )  # fmt: skip
        return summed(*given)

    monkeypatch.setattr(statements, "summed", meanwhile)
    claim_id = statements.draft_claim(first=OCTOBER, last=OCTOBER, **by(home.manager, days=AFTER + 5))

    with as_owner():
        claim = PaymentClaim.objects.get(pk=claim_id)
        assert Statement.objects.get(pk=late[0]).claim_id is None
        assert sums(claim) == sums(claim.statements.get())


def test_a_claim_of_no_statement_is_not_drafted(home: Stage) -> None:
    with pytest.raises(Refused) as refusal:
        statements.draft_claim(first=OCTOBER, last=OCTOBER, **by(home.manager, days=AFTER + 5))

    assert codes(refusal) == ["payment_claim.draft.no_statements"]
