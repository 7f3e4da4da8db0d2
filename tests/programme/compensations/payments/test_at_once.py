"""Many hands at the same moment: one batch takes a claim, one signature counts, one statement is booked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.compensations.actions import batches, settling, statements
from pumpurs.programme.compensations.models import BankStatement, Batch, LedgerLine, Payment
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations.bank import left, statement
from tests.programme.compensations.money import (
    TODAY,
    Office,
    by,
    drafted,
    granted,
    office,
    payments_of,
    seen,
    sent,
    with_account,
)
from tests.programme.people_and_places import appoint, viewer_for

pytestmark = pytest.mark.django_db(transaction=True)
DRAFTERS, CLAIMS = 8, 12


@pytest.fixture
def at() -> Office:
    with transaction.atomic():
        home = office()
        with_account(home)
    return home


def third(at: Office) -> Viewer:
    """An accountant who drafts, so that the two others may sign."""
    with as_owner():
        return viewer_for(appoint(Role.ACCOUNTANT, at.partner, name="Ilze Kalna"), today=TODAY)


def together(*verbs: Callable[[], object]) -> list[str]:
    """All verbs at once, each in a connection of its own; with what they were refused. Anything else is raised."""
    start, refusals, faults = threading.Barrier(len(verbs)), list[str](), list[BaseException]()

    def run(verb: Callable[[], object]) -> None:
        try:
            start.wait(30)
            with transaction.atomic():
                verb()
        except Refused as refusal:
            refusals.extend(reason.code for reason in refusal.reasons)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]
    return sorted(refusals)


def proven() -> bool:
    viewer = job_viewer("proof")
    with looking_as(viewer):
        return differences(viewer=viewer) == ()


def test_eight_accountants_drafting_at_once_never_take_one_claim_twice(at: Office) -> None:
    granted(at, *["3.00"] * CLAIMS)

    def draft() -> UUID:
        return batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.zane))

    refusals = together(*[draft] * DRAFTERS)
    assert set(refusals) <= {"batch.draft.nothing_ready"}
    with as_owner():
        claims = list(Payment.objects.values_list("claim_id", flat=True))
    assert len(claims) == len(set(claims)) == CLAIMS
    assert proven()


def test_one_form_sent_eight_times_at_once_is_one_batch(at: Office) -> None:
    granted(at, *["3.00"] * CLAIMS)
    key, made = uuid4(), list[UUID]()

    def draft() -> None:
        made.append(batches.draft(form_key=key, claim_ids=None, pays_on=TODAY, **by(at.zane)))

    refusals = together(*[draft] * DRAFTERS)
    assert refusals == []
    assert len(set(made)) == 1
    with as_owner():
        assert Batch.objects.count() == 1


def test_two_signers_at_once_are_one_signature(at: Office) -> None:
    with transaction.atomic():
        batch_id = drafted(at, "30.00", viewer=third(at))
        shown = seen(batch_id)

    refusals = together(
        *[lambda: batches.sign(batch_id=batch_id, seen=shown, **by(at.rita))] * 2,
        *[lambda: batches.sign(batch_id=batch_id, seen=shown, **by(at.zane))] * 2,
    )
    assert refusals == ["batch.sign.wrong_state"] * 2
    with as_owner():
        assert Batch.objects.get().state == "signed"


def test_a_statement_taken_in_by_four_at_once_and_by_hand_books_each_payment_once(at: Office) -> None:
    with transaction.atomic():
        batch_id = sent(at, *["3.00"] * 5)
        payments = payments_of(batch_id)
    read = bank_statement.read(statement(left(one.reference, "3.00") for one in payments))
    longer = bank_statement.read(statement((left(one.reference, "3.00") for one in payments), number="other"))

    refusals = together(
        *[lambda: statements.take(read=read, **by(at.zane))] * 2,
        *[lambda: statements.take(read=longer, **by(at.rita))] * 2,
        lambda: settling.confirm(payment_ids=[one.id for one in payments], paid_on=TODAY, **by(at.rita)),
    )
    assert refusals == []
    with as_owner():
        assert LedgerLine.objects.filter(what="pay").count() == len(payments)
        assert BankStatement.objects.count() == 2
        assert Batch.objects.get().state == "settled"
    assert proven()
