"""A batch of payments: drafted, signed by another person, sent; once, whatever is pressed how often."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from pumpurs.programme.compensations.actions import batches, partner_accounts
from pumpurs.programme.compensations.models import Batch, Claim, PartnerAccount, Payee, Payment
from pumpurs.programme.compensations.preconditions.payments import order_of
from pumpurs.programme.compensations.rules.payment_file import pain
from pumpurs.programme.partners.models import Partner
from pumpurs.values.reasons import Refused
from tests.database import as_owner
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
    signed,
    with_account,
)
from tests.programme.plans.stage import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Office:
    return office()


def the(batch_id: UUID) -> Batch:
    with as_owner():
        return Batch.objects.get(pk=batch_id)


def claim_states() -> list[str]:
    with as_owner():
        return sorted(Claim.objects.values_list("state", flat=True))


def test_all_granted_claims_go_into_a_batch_that_says_their_count_and_sum(at: Office) -> None:
    batch_id = drafted(at, "30.00", "12.35", "7.00")

    batch, payments = the(batch_id), payments_of(batch_id)
    assert (batch.state, batch.payments_count, batch.total_eur) == ("drafted", 3, Decimal("49.35"))
    assert [one.reference for one in payments] == [f"PMP{batch.number}N{n}" for n in (1, 2, 3)]
    assert claim_states() == ["in_batch"] * 3


def test_one_form_is_one_batch_however_often_it_is_sent(at: Office) -> None:
    with_account(at)
    granted(at, "30.00")
    key = uuid4()
    first = batches.draft(form_key=key, claim_ids=None, pays_on=TODAY, **by(at.zane))

    assert batches.draft(form_key=key, claim_ids=None, pays_on=TODAY, **by(at.zane)) == first
    assert len(payments_of(first)) == 1


def test_only_what_was_chosen_goes_in_and_a_second_batch_takes_the_rest(at: Office) -> None:
    with_account(at)
    one, two = granted(at, "30.00", "20.00")
    first = batches.draft(form_key=uuid4(), claim_ids=[one.id], pays_on=TODAY, **by(at.zane))
    second = batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.rita))

    assert [p.claim_id for p in payments_of(first)] == [one.id]
    assert [p.claim_id for p in payments_of(second)] == [two.id]


def test_nothing_ready_a_past_day_and_a_foreign_hand_are_refused_with_words(at: Office) -> None:
    with_account(at)
    with pytest.raises(Refused) as nothing:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.zane))
    granted(at, "30.00")
    with pytest.raises(Refused) as past:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY - timedelta(1), **by(at.zane))
    with pytest.raises(Refused) as foreign:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.manager))
    with pytest.raises(Refused) as stranger:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.stranger))

    assert codes(nothing) == codes(stranger) == ["batch.draft.nothing_ready"]
    assert codes(past) == ["batch.draft.past_day"]
    assert codes(foreign) == ["batch.draft.not_yours"]


def test_a_claim_whose_account_was_replaced_waits_for_the_granter(at: Office) -> None:
    with_account(at)
    (claim,) = granted(at, "30.00")
    with as_owner():
        Payee.objects.update(replaced_at=claim.filed_at)

    with pytest.raises(Refused) as refusal:
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.zane))
    assert codes(refusal) == ["batch.draft.nothing_ready"]


def test_what_is_taken_out_or_dissolved_is_granted_as_before(at: Office) -> None:
    batch_id = drafted(at, "30.00", "20.00")
    first, _ = payments_of(batch_id)
    batches.take_out(payment_id=first.id, **by(at.rita))
    assert (the(batch_id).payments_count, the(batch_id).total_eur) == (1, Decimal("20.00"))
    assert claim_states() == ["granted", "in_batch"]

    batches.dissolve(batch_id=batch_id, **by(at.zane))
    assert (the(batch_id).state, the(batch_id).total_eur) == ("dissolved", Decimal(0))
    assert claim_states() == ["granted", "granted"]
    assert len(payments_of(drafted(at))) == 2


def test_signing_fixes_the_hash_of_the_file(at: Office) -> None:
    batch_id = signed(at, "30.00", "12.35")

    batch = the(batch_id)
    with as_owner():
        content = pain(order_of(batch))
    assert batch.state == "signed"
    assert batch.file_sha256 == hashlib.sha256(content).hexdigest()


def test_who_checked_or_granted_a_claim_does_not_sign_its_payment(at: Office) -> None:
    batch_id = drafted(at, "30.00")

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.coordinator))
    assert codes(refusal) == ["batch.sign.checked_or_granted_one_of_them"]


def test_who_drafted_a_batch_does_not_sign_it(at: Office) -> None:
    batch_id = drafted(at, "30.00", viewer=at.rita)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    assert codes(refusal) == ["batch.sign.drafted_it"]


def test_with_one_accountant_the_coordinator_who_granted_drafts_and_the_accountant_signs(at: Office) -> None:
    batch_id = drafted(at, "30.00", viewer=at.coordinator)
    batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.zane))

    assert the(batch_id).state == "signed"


def test_at_a_state_school_the_head_drafts_takes_out_and_dissolves_and_the_accountant_signs(
    at: Office,
) -> None:
    with_account(at)
    with as_owner():
        Partner.objects.filter(pk=at.partner.pk).update(kind="state_vocational_school")
    head = replace(at.head, reach=replace(at.head.reach, partners=frozenset({at.partner.id})))
    batch_id = drafted(at, "30.00", "5.00", viewer=head)
    batches.take_out(payment_id=payments_of(batch_id)[0].id, **by(head))
    batches.dissolve(batch_id=batch_id, **by(head))
    again = batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(head))
    batches.sign(batch_id=again, seen=seen(again), **by(at.zane))

    assert the(again).state == "signed"
    with pytest.raises(Refused) as refusal:
        batches.mark_sent(batch_id=again, **by(head))
    assert codes(refusal) == ["batch.send.not_yours"]


def test_a_batch_that_is_refused_takes_no_number(at: Office) -> None:
    first = the(drafted(at, "30.00")).number
    with pytest.raises(Refused):
        batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.zane))

    assert the(drafted(at, "5.00")).number == first + 1


@pytest.mark.parametrize("who", ["head", "manager", "checker"])
def test_nobody_without_the_duty_signs(at: Office, who: str) -> None:
    batch_id = drafted(at, "30.00")
    fingerprint = seen(batch_id)

    with pytest.raises((Refused, Batch.DoesNotExist)):
        batches.sign(batch_id=batch_id, seen=fingerprint, **by(getattr(at, who)))
    assert the(batch_id).state == "drafted"


def test_a_coordinator_of_a_state_school_does_not_sign_though_one_of_a_municipality_may(at: Office) -> None:
    batch_id = drafted(at, "30.00")
    with as_owner():
        Partner.objects.filter(pk=at.partner.pk).update(kind="state_vocational_school")
        Claim.objects.update(granted_by=None)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.coordinator))
    assert codes(refusal) == ["batch.sign.not_yours"]


def test_what_changed_since_it_was_shown_is_not_signed(at: Office) -> None:
    batch_id = drafted(at, "30.00", "20.00")
    fingerprint = seen(batch_id)
    batches.take_out(payment_id=payments_of(batch_id)[0].id, **by(at.zane))

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=fingerprint, **by(at.rita))
    assert codes(refusal) == ["batch.sign.changed_meanwhile"]


def test_without_an_account_that_a_second_person_signed_nothing_is_paid(at: Office) -> None:
    granted(at, "30.00")
    told = partner_accounts.tell(holder_name="Cēsu novads", iban="LV80BANK0000435195001", **by(at.zane))
    batch_id = batches.draft(form_key=uuid4(), claim_ids=None, pays_on=TODAY, **by(at.zane))
    with pytest.raises(Refused) as own:
        partner_accounts.sign(account_id=told, **by(at.zane))
    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))

    assert codes(own) == ["partner_account.sign.told_it_herself"]
    assert codes(refusal) == ["batch.sign.no_account"]


def test_a_new_account_takes_the_place_of_the_old_one(at: Office) -> None:
    before = with_account(at)
    after = with_account(at, "LV97HABA0012345678910")

    with as_owner():
        accounts = {row.id: row.replaced_at for row in PartnerAccount.objects.all()}
    assert accounts[before] is not None
    assert accounts[after] is None


def test_a_payee_who_told_another_account_keeps_the_batch_from_being_signed(at: Office) -> None:
    batch_id = drafted(at, "30.00")
    with as_owner():
        Payee.objects.update(replaced_at=the(batch_id).drafted_at)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    assert codes(refusal) == ["batch.sign.accounts_changed"]


def test_an_amount_that_is_not_what_was_granted_is_not_signed(at: Office) -> None:
    batch_id = drafted(at, "30.00")
    with as_owner():
        Payment.objects.update(amount_eur=Decimal("31.00"))

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    assert codes(refusal) == ["batch.sign.sums_differ"]


@pytest.mark.parametrize("change", ["amount", "account", "day", "payer"])
def test_a_batch_that_was_changed_behind_the_signature_is_not_sent(at: Office, change: str) -> None:
    batch_id = signed(at, "30.00", "20.00")
    with as_owner(), transaction.atomic():
        _tamper(change, batch_id)

    with pytest.raises(Refused) as refusal:
        batches.mark_sent(batch_id=batch_id, **by(at.zane))
    assert codes(refusal) == ["batch.send.not_as_signed"]
    assert the(batch_id).state == "signed"


def _tamper(change: str, batch_id: UUID) -> None:
    if change == "amount":
        first, second = payments_of(batch_id)
        Payment.objects.filter(pk=first.pk).update(amount_eur=Decimal("29.00"))
        Payment.objects.filter(pk=second.pk).update(amount_eur=Decimal("21.00"))
    elif change == "account":
        one, other = Payee.objects.order_by("id")
        Payee.objects.filter(pk=one.pk).update(holder_name=other.holder_name)
    elif change == "day":
        Batch.objects.filter(pk=batch_id).update(pays_on=TODAY + timedelta(1))
    else:
        PartnerAccount.objects.update(holder_name="Cits novads")


def test_signed_and_sent_twice_it_is_once_and_then_nothing_is_taken_out(at: Office) -> None:
    batch_id = sent(at, "30.00")
    before = the(batch_id)
    batches.sign(batch_id=batch_id, seen="", **by(at.rita, hours=1))
    batches.mark_sent(batch_id=batch_id, **by(at.zane, hours=1))

    after = the(batch_id)
    assert (after.state, after.signed_at, after.sent_at) == ("sent", before.signed_at, before.sent_at)
    with pytest.raises(Refused) as refusal:
        batches.take_out(payment_id=payments_of(batch_id)[0].id, **by(at.zane))
    assert codes(refusal) == ["batch.take_out.wrong_state"]
    with pytest.raises(Refused) as dissolving:
        batches.dissolve(batch_id=batch_id, **by(at.zane))
    assert codes(dissolving) == ["batch.dissolve.wrong_state"]


def test_another_partner_finds_none_of_it(at: Office) -> None:
    batch_id = signed(at, "30.00")

    with pytest.raises(Batch.DoesNotExist):
        batches.mark_sent(batch_id=batch_id, **by(at.stranger))
