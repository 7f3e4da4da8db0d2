"""Money that was said by hand to be back is paid again only once it can no longer be on its way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.compensations.actions import batches, recoveries, settling, statements
from pumpurs.programme.compensations.models import BankLine, Claim, PartnerAccount, Payee, Payment, Recovery
from pumpurs.programme.compensations.queries.batches import one_batch, one_payment, what_is_ready
from pumpurs.programme.compensations.queries.money_back import one_recovery
from pumpurs.programme.compensations.queries.money_back import recoveries as demands
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.programme.partners.models import Partner
from pumpurs.rulebook.accounting_terms import number_on
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.bank import Entry, came_back, left, statement
from tests.programme.compensations.money import TODAY, Office, by, drafted, office, payments_of, seen, sent
from tests.programme.people_and_places import make_institution
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db
HELD_DAYS = number_on("return_by_hand_held_days", TODAY)
PROOF = job_viewer("proof")
OTHERS = "RF18539007547034"  # a booking that is none of our business


@pytest.fixture
def at() -> Office:
    return office()


def returned_and_granted_again(at: Office, *, another: bool = False) -> Payment:
    """A sent payment is said by hand to be back; its claim, or another of the same cap, is granted again."""
    (payment,) = payments_of(sent(at, "30.00"))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.zane))
    granted_again(at, payment.claim_id, another=another)
    return payment


def granted_again(at: Office, claim_id: UUID, *, another: bool = False) -> None:
    """The claim is granted as before, or another of the same learner, kind and period."""
    with as_owner():
        claim = Claim.objects.get(pk=claim_id)
        again = {"state": "granted", "granted_eur": Decimal("30.00"), "granted_by": at.coordinator.account_id}
        if another:
            claim.pk, claim.number, claim.form_key = uuid4(), claim.number + 100_000, uuid4()
            claim.save(force_insert=True)
        Claim.objects.filter(pk=claim.pk).update(**again, checked_by=at.checker.account_id)


def ready_in(at: Office, days: int) -> int:
    with looking_as(at.zane):
        return what_is_ready(viewer=at.zane, today=TODAY + timedelta(days)).count


def take(at: Office, viewer: Viewer, *entries: Entry, days: int = 0) -> None:
    read = bank_statement.read(statement(entries, number=f"{days}"))
    statements.take(read=read, **by(viewer, hours=24 * days))


def listed() -> list[str]:
    with looking_as(PROOF):
        return [one.what for one in differences(viewer=PROOF)]


@pytest.mark.parametrize("another", [False, True])
def test_neither_the_claim_nor_another_of_its_cap_is_paid_while_the_money_may_be_on_its_way(
    at: Office, another: bool
) -> None:
    returned_and_granted_again(at, another=another)

    assert ready_in(at, 1) == 0
    with pytest.raises(Refused) as refusal:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY + timedelta(1), **by(at.rita, hours=24))
    assert codes(refusal) == ["batch.draft.nothing_ready"]
    assert ready_in(at, HELD_DAYS) == 1


def test_a_statement_of_a_later_day_that_tells_nothing_of_it_frees_it(at: Office) -> None:
    returned_and_granted_again(at)
    take(at, at.rita, left(OTHERS, "1.00", day=TODAY + timedelta(1)), days=1)

    assert ready_in(at, 1) == 1


@pytest.mark.parametrize("hand", ["coordinator", "zane"])
def test_but_not_one_that_who_granted_it_or_noted_the_return_brings(at: Office, hand: str) -> None:
    returned_and_granted_again(at)
    take(at, getattr(at, hand), left(OTHERS, "1.00", day=TODAY + timedelta(1)), days=1)

    assert ready_in(at, 1) == 0


def test_what_the_bank_paid_after_all_is_never_paid_again_whatever_was_answered(at: Office) -> None:
    payment = returned_and_granted_again(at)
    take(at, at.zane, left(payment.reference, "30.00", day=TODAY + timedelta(1)), days=1)
    with as_owner():
        line = BankLine.objects.get(why="paid_though_ended")
    statements.answer(line_id=line.id, words="Noskaidrots.", **by(at.rita, hours=24))

    assert ready_in(at, HELD_DAYS) == 0
    assert "moved_by_bank_alone" in listed()


def test_what_the_bank_says_has_left_is_held_also_where_it_was_confirmed_and_returned_by_hand(
    at: Office,
) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    settling.return_payment(payment_id=payment.id, returned_on=TODAY, return_code="AC04", **by(at.zane))
    granted_again(at, payment.claim_id)
    take(
        at, at.rita, left(payment.reference, "30.00"), left(OTHERS, "1.00", day=TODAY + timedelta(1)), days=1
    )
    assert ready_in(at, HELD_DAYS) == 0

    take(at, at.rita, came_back(payment.reference, "30.00", day=TODAY + timedelta(2)), days=2)
    assert ready_in(at, 2) == 1


def test_what_the_bank_tells_between_draft_and_signature_is_heard(at: Office) -> None:
    payment = returned_and_granted_again(at)
    late = by(at.zane, hours=24 * HELD_DAYS)
    batch_id = batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY + timedelta(HELD_DAYS), **late)
    take(at, at.zane, left(payment.reference, "30.00", day=TODAY + timedelta(1)), days=HELD_DAYS)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita, hours=24 * HELD_DAYS))
    assert codes(refusal) == ["batch.sign.held"]


def test_a_learner_who_moved_takes_the_held_cap_along(at: Office) -> None:
    payment = returned_and_granted_again(at)
    with as_owner():
        elsewhere = make_institution(partner=Partner.objects.get(pk=next(iter(at.stranger.reach.partners))))
        Claim.objects.filter(pk=payment.claim_id).update(partner=elsewhere.partner, institution=elsewhere)
        Payee.objects.update(partner_id=elsewhere.partner_id, institution_id=elsewhere.id)
        partner_account = PartnerAccount.objects.get(partner=at.partner)
        partner_account.pk, partner_account.partner = uuid4(), elsewhere.partner
        partner_account.save(force_insert=True)

    with pytest.raises(Refused) as refusal:
        batches.draft(
            form_key=uuid4(), claim_ids=None, pays_on=TODAY + timedelta(1), **by(at.stranger, hours=24)
        )
    assert codes(refusal) == ["batch.draft.nothing_ready"]
    batches.draft(
        form_key=uuid4(), claim_ids=None, pays_on=TODAY + timedelta(HELD_DAYS),
        **by(at.stranger, hours=24 * HELD_DAYS),
    )  # fmt: skip


def test_it_is_listed_every_night_until_a_later_statement(at: Office) -> None:
    returned_and_granted_again(at)
    assert "never_left_without_bank" in listed()
    take(at, at.rita, left(OTHERS, "1.00", day=TODAY + timedelta(1)), days=1)
    assert "never_left_without_bank" not in listed()


def test_a_booking_of_an_impossible_day_proves_nothing(at: Office) -> None:
    payment = returned_and_granted_again(at)
    take(at, at.rita, left(payment.reference, "30.00", day=TODAY - timedelta(1)))

    assert {"never_left_without_bank", "moved_by_bank_alone"} & set(listed())
    assert ready_in(at, HELD_DAYS) == 0


def test_after_the_days_of_the_rulebook_it_is_held_and_listed_no_more(at: Office) -> None:
    returned_and_granted_again(at)
    with looking_as(PROOF):
        days = [
            "never_left_without_bank"
            in {one.what for one in differences(viewer=PROOF, today=TODAY + timedelta(day))}
            for day in (0, HELD_DAYS - 1, HELD_DAYS)
        ]
    assert days == [True, True, False]


def test_paid_by_hand_is_listed_once_a_later_statement_tells_nothing_of_it(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    assert listed() == []
    take(at, at.zane, left(OTHERS, "1.00", day=TODAY + timedelta(1)), days=1)
    assert listed() == ["confirmed_without_bank"]
    take(at, at.zane, left(payment.reference, "30.00"), days=2)
    assert listed() == []


def test_nobody_asks_the_bank_to_pay_on_a_day_that_everybody_will_have_forgotten(at: Office) -> None:
    drafted(at, "30.00")
    most = number_on("payment_ahead_most_days", TODAY)
    with pytest.raises(Refused) as refusal:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY + timedelta(most + 1), **by(at.zane))
    assert codes(refusal) == ["batch.draft.too_far"]


def demanded(payment: Payment, viewer: Viewer, eur: str = "20.00", key: UUID | None = None) -> UUID:
    return recoveries.demand(
        claim_id=payment.claim_id, demanded_eur=Decimal(eur), reason="Ilze kļūdījās.", form_key=key or uuid4(),
        **by(viewer),
    )  # fmt: skip


def received(recovery_id: UUID, eur: str, key: UUID, viewer: Viewer) -> None:
    recoveries.receive(
        recovery_id=recovery_id, received_eur=Decimal(eur), received_on=TODAY, form_key=key, **by(viewer)
    )


def test_at_a_state_school_the_head_asks_back_and_the_only_accountant_notes_that_it_came(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    head = Viewer(at.head.account_id, at.head.role, at.zane.reach, at.head.appointment_id)
    with pytest.raises(Refused) as municipal:
        demanded(payment, head)
    assert codes(municipal) == ["recovery.demand.not_yours"]

    with as_owner():
        at.partner.kind = "state_vocational_school"
        at.partner.save(update_fields=["kind"])
    key = demanded(payment, head)
    received(key, "20.00", uuid4(), at.zane)

    with as_owner():
        assert Recovery.objects.get(pk=key).state == "received"


def test_a_form_of_a_demand_or_a_receipt_stands_for_what_it_asked(at: Office) -> None:
    one, two = payments_of(sent(at, "30.00", "30.00"))
    settling.confirm(payment_ids=[one.id, two.id], paid_on=TODAY, **by(at.zane))
    key, receipt = uuid4(), uuid4()
    first = demanded(one, at.zane, key=key)
    assert demanded(one, at.zane, key=key) == first
    for payment, eur, viewer in (
        (two, "20.00", at.zane),
        (one, "9.00", at.zane),
        (one, "20.00", at.coordinator),
    ):
        with pytest.raises(Refused) as refusal:
            demanded(payment, viewer, eur, key)
        assert codes(refusal) == ["form.sent_before"]

    second = demanded(two, at.zane)
    for _turn in range(2):
        received(first, "5.00", receipt, at.rita)
    for recovery_id, eur in ((second, "5.00"), (first, "6.00")):
        with pytest.raises(Refused) as again:
            received(recovery_id, eur, receipt, at.rita)
        assert codes(again) == ["form.sent_before"]
    with as_owner():
        assert sorted(Recovery.objects.values_list("received_eur", flat=True)) == [Decimal(0), Decimal(5)]


def test_the_nation_reads_payments_and_demands_by_number(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))
    settling.confirm(payment_ids=[payment.id], paid_on=TODAY, **by(at.zane))
    key = demanded(payment, at.zane)
    recoveries.drop(recovery_id=key, why="Ģimene nevar.", **by(at.rita))

    def read(viewer: Viewer) -> str:
        with looking_as(viewer):
            return repr((
                one_batch(viewer=viewer, batch_id=payment.batch_id, page=1, today=TODAY).payments,
                one_payment(viewer=viewer, payment_id=payment.id, today=TODAY),
                one_recovery(viewer=viewer, recovery_id=key, today=TODAY),
                demands(viewer=viewer, page=1).items,
            ))  # fmt: skip

    told = ("Ilze Ozola", "LV97", "Ilze kļūdījās.", "Ģimene nevar.")
    assert all(word in read(at.zane) for word in told)
    assert not [word for word in told if word in read(at.manager)]


def test_who_granted_it_is_offered_no_word_about_what_became_of_it(at: Office) -> None:
    (payment,) = payments_of(sent(at, "30.00"))

    def offered(viewer: Viewer) -> tuple[set[str], bool, bool]:
        with looking_as(viewer):
            found = one_payment(viewer=viewer, payment_id=payment.id, today=TODAY)
            batch = one_batch(viewer=viewer, batch_id=payment.batch_id, page=1, today=TODAY)
        return {"confirm", "return"} & set(found.open_steps), found.left_to_another, batch.may_confirm

    assert offered(at.zane) == ({"confirm", "return"}, False, True)
    assert offered(at.coordinator) == (set(), True, False)
