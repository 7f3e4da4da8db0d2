"""Money asked back is let go by another person, with words; the own family decides nothing of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions import recoveries, settling, steps
from pumpurs.programme.compensations.models import Claim, Payment, Recovery
from pumpurs.programme.compensations.queries.money_back import one_recovery
from pumpurs.programme.learners.models import Learner
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.money import TODAY, Office, books, by, office, payments_of, sent
from tests.programme.people_and_places import make_guardian
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Office:
    return office()


def is_mother(who: Viewer, payment: Payment) -> None:
    """The person at work is the guardian of the learner, too."""
    with as_owner():
        guardian = make_guardian(Learner.objects.get(pk=payment.learner_id))
        guardian.account_id = who.account_id
        guardian.save()


def paid(at: Office) -> Payment:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.rita))
    return payment


def demanded(payment: Payment, viewer: Viewer) -> UUID:
    return recoveries.demand(
        claim_id=payment.claim_id,
        demanded_eur=Decimal("20.00"),
        reason="Kļūda.",
        form_key=uuid4(),
        **by(viewer),
    )


def received(recovery_id: UUID, viewer: Viewer, euros: str) -> None:
    recoveries.receive(
        recovery_id=recovery_id,
        received_eur=Decimal(euros),
        received_on=TODAY,
        form_key=uuid4(),
        **by(viewer),
    )


def the_demand() -> Recovery:
    with as_owner():
        return Recovery.objects.get()


def test_a_mother_at_the_partner_neither_asks_back_nor_notes_nor_lets_go_of_her_childs_debt(
    at: Office,
) -> None:
    payment = paid(at)
    is_mother(at.zane, payment)
    with pytest.raises(Refused) as ask:
        demanded(payment, at.zane)
    recovery_id = demanded(payment, at.rita)
    with pytest.raises(Refused) as note:
        received(recovery_id, at.zane, "10.00")
    with pytest.raises(Refused) as let_go:
        recoveries.drop(recovery_id=recovery_id, why="Vairāk nevajag.", **by(at.zane))

    assert [codes(one) for one in (ask, note, let_go)] == [
        ["recovery.demand.of_the_own_family"],
        ["recovery.receive.of_the_own_family"],
        ["recovery.drop.of_the_own_family"],
    ]
    assert (the_demand().state, the_demand().received_eur) == ("demanded", Decimal(0))
    assert books()["ledger"] == Decimal("30.00")
    shown = one_recovery(viewer=by(at.zane)["viewer"], recovery_id=recovery_id, today=TODAY)
    assert (shown.open_steps, shown.own_family) == ((), True)


def test_a_mother_at_the_partner_says_nothing_by_hand_of_her_childs_payment(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    is_mother(at.rita, payment)
    with pytest.raises(Refused) as confirm:
        settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.rita))
    with pytest.raises(Refused) as bounce:
        settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.rita))

    assert codes(confirm) == ["payment.confirm.of_the_own_family"]
    assert codes(bounce) == ["payment.return.of_the_own_family"]
    assert settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane)) == 1


def test_who_asked_money_back_does_not_let_it_go_and_a_colleague_says_why(at: Office) -> None:
    recovery_id = demanded(paid(at), at.zane)
    with pytest.raises(Refused) as own:
        recoveries.drop(recovery_id=recovery_id, why="Vairāk nevajag.", **by(at.zane))
    with pytest.raises(Refused) as silent:
        recoveries.drop(recovery_id=recovery_id, why="  ", **by(at.coordinator))
    assert codes(own) == ["recovery.drop.asked_it_back"]
    assert codes(silent) == ["recovery.drop.says_nothing"]

    recoveries.drop(recovery_id=recovery_id, why=" Parasīts   kļūdas dēļ. ", **by(at.coordinator))

    assert (the_demand().state, the_demand().dropped_why) == ("dropped", "Parasīts kļūdas dēļ.")


def test_letting_go_locks_the_claim_first_as_a_receipt_does(at: Office, monkeypatch: Any) -> None:
    recovery_id = demanded(paid(at), at.zane)
    held: list[UUID] = []
    before = steps.locked

    def watched(claim_id: UUID, viewer: Viewer) -> Claim:
        held.append(claim_id)
        return before(claim_id, viewer)

    monkeypatch.setattr(recoveries, "locked", watched)
    recoveries.drop(recovery_id=recovery_id, why="Kļūda.", **by(at.rita))

    assert held == [the_demand().claim_id]
