"""Names and numbers of accounts that no payment file can carry are refused as they are told, not at the signature."""

from __future__ import annotations

from typing import Any

import pytest

from pumpurs.programme.compensations.actions import account, batches, partner_accounts
from pumpurs.programme.compensations.models import PartnerAccount, Payee
from pumpurs.programme.compensations.rules import payment_file
from pumpurs.programme.compensations.rules.holders import bank_can_write, holder_as_told
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.claims import place
from tests.programme.compensations.money import (
    OUR_IBAN,
    Office,
    by,
    drafted,
    office,
    payments_of,
    seen,
)
from tests.programme.plans import stage
from tests.programme.plans.stage import at_place, codes

GOOD = (
    "Ilze Ozola", "Šķēle, Ķirsis & Co. (SIA) 7/2", "Anna-Marija D'Arsī", "Щербак Оксана", "Дар’я Мар'їна",
    "Ōé Ñandú", "Xu",
)  # fmt: skip
BAD = (
    "Ilze\x01Ozola", "Ilze\x7fOzola", "👍", "Ilze 👍", "Ilze\u200b Ozola", "Ilze\u202eOzola", "إلهام", "李雷", "Ж",
    "I", "ьь",
    "--", "12 34", "Ilze <Ozola>", '"Ilze"', "Ｉｌｚｅ", "Ilze\ufeff", "=Ilze+1", "Ilze\u0301\u0302\u0303 O", "ǀǀ",
    "Ilze\ud800",
)  # fmt: skip
WRONG_NUMBERS = (
    "LV٨٠BANK0000435195001", "LV８０BANK0000435195001", "LV80BANK000043519500\u200b1", "LV80BANK00004351950 0\x011",
    "ＬV80BANK0000435195001",
)  # fmt: skip


@pytest.fixture
def at(db: Any) -> Office:
    return office()


@pytest.mark.parametrize("name", GOOD)
def test_names_of_people_here_can_be_written(name: str) -> None:
    assert bank_can_write(holder_as_told(name))


@pytest.mark.parametrize("name", BAD)
def test_what_no_payment_file_carries_or_nobody_sees_is_no_name(name: str) -> None:
    assert not bank_can_write(holder_as_told(name))


def test_a_name_pasted_in_pieces_is_the_same_name() -> None:
    assert holder_as_told("  A\u0304bele\u00a0\tI\u0304va ") == "Ābele Īva"


@pytest.mark.parametrize("number", WRONG_NUMBERS)
def test_an_account_number_has_plain_letters_and_digits(number: str) -> None:
    assert payment_file.account_number("lv80\u00a0bank 0000-4351 9500 1") == OUR_IBAN
    if payment_file.is_account(number):  # what looks the same to the library becomes the plain number
        assert payment_file.account_number(number) == OUR_IBAN


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["family", "school"])
def test_family_and_school_are_told_which_name_the_bank_writes(whose: str) -> None:
    here = place()
    viewer = here.mother if whose == "family" else here.home.anna

    with pytest.raises(Refused) as refusal:
        account.tell_account(
            plan_id=here.plan_id,
            holder_name="Ilze\x02 👍",
            number="LV٨٠BANK0000435195001",
            **stage.by(viewer, days=30),
        )

    assert at_place(refusal) == {
        "holder_name": "claim.account.holder_not_for_the_bank",
        "iban": "claim.account.not_an_iban",
    }
    with as_owner():
        assert not Payee.objects.exists()


def test_the_partners_own_account_has_a_name_that_the_bank_writes(at: Office) -> None:
    with pytest.raises(Refused) as refusal:
        partner_accounts.tell(holder_name="Cēsu\u200b novads\x03", iban=OUR_IBAN, **by(at.zane))

    assert at_place(refusal) == {"holder_name": "partner_account.tell.holder_not_for_the_bank"}
    with as_owner():
        assert not PartnerAccount.objects.exists()


@pytest.mark.parametrize("name", ["Ilze\x01Ozola", "👍"])
def test_what_stands_there_from_before_is_refused_at_signing_by_its_number_and_never_breaks_the_page(
    at: Office, name: str
) -> None:
    batch_id = drafted(at, "3.00", "4.00")
    _one, two = payments_of(batch_id)
    with as_owner():
        Payee.objects.filter(pk=two.payee_id).update(holder_name=name)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))

    (reason,) = refusal.value.reasons
    assert (reason.code, dict(reason.values)) == ("payment_file.not_valid", {"payments": two.reference})
    batches.take_out(payment_id=two.id, **by(at.zane))
    batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))
    assert [payment.state for payment in payments_of(batch_id)] == ["waiting", "dropped"]


def test_a_payer_whom_no_file_can_name_is_told_apart_from_the_paid(at: Office) -> None:
    batch_id = drafted(at, "3.00")
    with as_owner():
        PartnerAccount.objects.update(holder_name="\x01")

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=seen(batch_id), **by(at.rita))

    assert codes(refusal) == ["payment_file.payer_not_valid"]
