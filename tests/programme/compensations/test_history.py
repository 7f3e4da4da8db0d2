"""Steps of one moment stand in a claim's history in the order in which they were taken."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from pumpurs.programme.compensations.actions import statements
from pumpurs.programme.compensations.models import ClaimStep
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.programme.compensations.rules.history import one_after_another
from tests.database import as_owner
from tests.programme.compensations import bank, money
from tests.programme.compensations.money import by, office, payments_of

FILED = {"at": "1", "step": "file", "from_state": "", "to_state": "filed"}
AT_ONCE = (
    {"at": "2", "step": "pay", "from_state": "in_batch", "to_state": "paid"},
    {"at": "2", "step": "bounce", "from_state": "paid", "to_state": "filed"},
    {"at": "2", "step": "change_account", "from_state": "filed", "to_state": "filed"},
)
SENT = {"at": "1", "step": "put_in_batch", "from_state": "granted", "to_state": "in_batch"}


@pytest.mark.parametrize("stored", list(permutations(AT_ONCE)))
def test_of_one_moment_each_step_begins_where_the_last_ended(stored: tuple[dict[str, str], ...]) -> None:
    assert one_after_another([SENT, *stored]) == (SENT, *AT_ONCE)


def test_steps_that_do_not_fit_together_stay_as_they_were() -> None:
    odd = ({**AT_ONCE[1]}, {**AT_ONCE[0], "from_state": "granted"})

    assert one_after_another([FILED, *odd]) == (FILED, *odd)
    assert one_after_another([]) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("turned", [False, True])
def test_a_statement_that_pays_and_returns_reads_in_that_order(turned: bool) -> None:
    at = office()
    batch_id = money.sent(at, "30.00")
    (payment,) = payments_of(batch_id)
    read = bank_statement.read(
        bank.statement([bank.left(payment.reference, "30.00"), bank.came_back(payment.reference, "30.00")])
    )
    statements.take(read=read, **by(at.zane))
    with as_owner():
        ids = dict(ClaimStep.objects.filter(step__in=("pay", "bounce")).values_list("step", "id"))
        first, last = sorted(ids.values(), reverse=turned)
        ClaimStep.objects.filter(step="pay").update(id="00000000-0000-4000-8000-000000000000")
        ClaimStep.objects.filter(step="bounce").update(id=last)
        ClaimStep.objects.filter(step="pay").update(id=first)

    page = one_claim(claim_id=payment.claim_id, today=date(2026, 11, 20), viewer=by(at.coordinator)["viewer"])

    assert [step.step for step in page.steps][-2:] == ["pay", "bounce"]
