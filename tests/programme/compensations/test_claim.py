"""A claim from filing to grant: what is kept, who may, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.compensations.actions import deciding, filing
from pumpurs.programme.compensations.models import (
    Claim,
    ClaimProof,
    ClaimStep,
    LedgerLine,
    Payee,
)
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PAYEE
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations.claims import (
    ANOTHER_IBAN,
    IBAN,
    PROOF,
    Place,
    books,
    checked,
    expense,
    filed,
    grant,
    granted,
    now_of,
    place,
    told,
)
from tests.programme.plans.stage import at_place, by, codes, second_hat

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Place:
    return place()


def steps_of(claim_id: UUID) -> list[str]:
    with as_owner():
        return list(
            ClaimStep.objects.filter(claim_id=claim_id).order_by("at", "id").values_list("step", flat=True)
        )


def test_a_family_files_a_claim_with_a_photo_of_the_ticket(here: Place) -> None:
    claim_id = filed(here, "12.40", kind="intercity_transport", viewer=here.mother)

    claim = now_of(claim_id)
    assert (claim.state, claim.way, claim.period, claim.documented_eur) == (
        "filed",
        "family",
        "2026-10",
        Decimal("12.40"),
    )
    assert claim.filed_by_id is None
    with as_owner():
        assert ClaimProof.objects.get(claim=claim).file.content_type == "image/png"
        assert AuditLine.objects.get(action="claim.file").learners == [here.home.janis.id]


def test_one_form_sent_twice_is_one_claim(here: Place) -> None:
    key = uuid4()

    first, second = filed(here, form_key=key), filed(here, form_key=key)

    assert first == second
    with as_owner():
        assert (Claim.objects.count(), ClaimProof.objects.count()) == (1, 1)


def test_without_a_proof_nothing_is_filed(here: Place) -> None:
    with pytest.raises(Refused) as refusal:
        filing.file_claim(expense=expense(here, "5"), proofs=[], form_key=uuid4(), **by(here.mother, days=30))

    assert at_place(refusal) == {"scan": "claim.file.no_proof"}


def test_a_kind_that_the_plan_does_not_hold_is_refused(here: Place) -> None:
    with pytest.raises(Refused) as refusal:
        filed(here, "10", kind="learning_aids")

    assert codes(refusal) == ["claim.file.not_planned", "claim.file.vocational_only"]


def test_a_stranger_files_nothing_for_this_learner(here: Place) -> None:
    with pytest.raises(Exception, match="does not exist"):
        filed(here, viewer=here.home.stranger)


def test_a_claim_goes_from_filing_to_grant_through_three_hands(here: Place) -> None:
    claim_id = granted(here, "25.00", viewer=here.mother)

    claim = now_of(claim_id)
    assert (claim.state, claim.granted_eur) == ("granted", Decimal("25.00"))
    assert sorted(steps_of(claim_id)) == ["change_account", "check", "file", "grant"]
    with as_owner():
        line = LedgerLine.objects.get()
    assert (line.what, line.granted_eur, line.paid_eur, line.key) == (
        "grant",
        Decimal("25.00"),
        Decimal("0.00"),
        f"grant:{claim_id}:1",
    )


def test_who_checked_a_claim_does_not_grant_it_in_another_role(here: Place) -> None:
    both = second_hat(
        here.home, here.home.school_coordinator, Role.MUNICIPAL_COORDINATOR, here.home.school.partner
    )
    claim_id = checked(here)

    with pytest.raises(Refused) as refusal:
        deciding.grant(claim_id=claim_id, whole=True, **by(both, days=32))

    assert codes(refusal) == ["claim.grant.checked_it_herself"]


@pytest.mark.parametrize("who", ["head", "school_coordinator", "anna", "expert"])
def test_nobody_but_the_municipality_grants_at_a_municipal_school(here: Place, who: str) -> None:
    claim_id = checked(here)

    with pytest.raises(Refused) as refusal:
        deciding.grant(claim_id=claim_id, whole=True, **by(getattr(here.home, who), days=32))

    assert "claim.grant.not_yours" in codes(refusal)


def test_a_claim_without_an_account_is_not_checked(here: Place) -> None:
    claim_id = filed(here)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(here.home.school_coordinator, days=31))

    assert at_place(refusal) == {"account": "claim.check.no_account"}


def test_what_was_asked_goes_back_to_the_family_and_returns_with_its_answer(here: Place) -> None:
    claim_id = filed(here, "25", viewer=here.mother)
    deciding.ask(claim_id=claim_id, note="Otrā biļete nav salasāma.", **by(here.home.head, days=31))
    assert now_of(claim_id).state == "asked"

    filing.answer(
        claim_id=claim_id, documented_eur=Decimal("20.50"), proofs=[PROOF], **by(here.mother, days=32)
    )

    claim = now_of(claim_id)
    assert (claim.state, claim.documented_eur) == ("filed", Decimal("20.50"))
    with as_owner():
        assert ClaimProof.objects.filter(claim=claim).count() == 2


def test_asking_says_what_is_to_be_mended(here: Place) -> None:
    claim_id = filed(here)

    with pytest.raises(Refused) as refusal:
        deciding.ask(claim_id=claim_id, note="  ", **by(here.home.head, days=31))

    assert at_place(refusal) == {"note": "claim.ask.says_nothing"}


@pytest.mark.parametrize(
    ("code", "note", "told_as"),
    [("lost", "", "claim.refuse.no_reason"), ("other", " ", "claim.refuse.says_nothing")],
)
def test_a_refusal_has_a_reason_of_the_rulebook(here: Place, code: str, note: str, told_as: str) -> None:
    claim_id = filed(here)

    with pytest.raises(Refused) as refusal:
        deciding.refuse(claim_id=claim_id, reason_code=code, note=note, **by(here.home.head, days=31))

    assert codes(refusal) == [told_as]


def test_a_refused_claim_is_over(here: Place) -> None:
    claim_id = filed(here)
    deciding.refuse(claim_id=claim_id, reason_code="not_readable", note="", **by(here.home.head, days=31))

    with pytest.raises(Refused) as refusal:
        filing.withdraw(claim_id=claim_id, **by(here.home.school_coordinator, days=32))

    assert codes(refusal) == ["claim.withdraw.wrong_state"]


def test_the_family_takes_back_what_is_not_granted(here: Place) -> None:
    claim_id = checked(here, viewer=here.mother)

    filing.withdraw(claim_id=claim_id, **by(here.mother, days=32))

    assert now_of(claim_id).state == "withdrawn"


def test_a_consent_withdrawn_before_the_service_stops_the_grant(here: Place) -> None:
    claim_id = checked(here)
    with as_owner():
        Consent.objects.filter(learner=here.home.janis).update(ended_on=date(2026, 10, 12))

    with pytest.raises(Refused) as refusal:
        grant(here, claim_id)

    assert codes(refusal) == ["claim.file.no_consent"]
    assert books()["ledger"] == 0


def test_a_consent_withdrawn_after_the_service_does_not(here: Place) -> None:
    claim_id = checked(here)
    with as_owner():
        Consent.objects.filter(learner=here.home.janis).update(state="withdrawn", ended_on=date(2026, 10, 13))

    assert grant(here, claim_id) == Decimal("25.00")


def test_special_transport_needs_the_circumstance_in_the_application(here: Place) -> None:
    with as_owner():
        Application.objects.update(circumstances=["distance"])

    with pytest.raises(Refused) as refusal:
        filed(here, "10", kind="special_transport")

    assert codes(refusal) == ["claim.file.not_special_needs"]


def test_more_than_the_cap_is_refused_with_what_is_left_and_what_is_left_can_be_granted(here: Place) -> None:
    granted(here, "50.00")
    second = checked(here, "30.00", day=date(2026, 10, 31))

    with pytest.raises(Refused) as refusal:
        grant(here, second)
    assert refusal.value.reasons[0].values["left_eur"] == Decimal("20.00")
    assert codes(refusal) == ["claim.grant.over_cap"]

    assert grant(here, second, whole=False) == Decimal("20.00")
    third = checked(here, "1.00")
    with pytest.raises(Refused) as nothing:
        grant(here, third, whole=False)
    assert codes(nothing) == ["claim.grant.nothing_left"]
    assert set(books().values()) == {Decimal("70.00")}


def test_the_next_month_has_its_own_cap(here: Place) -> None:
    granted(here, "70.00", day=date(2026, 10, 31))

    claim_id = granted(here, "70.00", day=date(2026, 11, 1))

    assert now_of(claim_id).granted_eur == Decimal("70.00")


def test_a_reversed_grant_gives_the_allowance_its_euros_back(here: Place) -> None:
    claim_id = granted(here, "70.00")

    deciding.reverse(claim_id=claim_id, note="Nepareiza summa.", **by(here.home.coordinator, days=33))

    claim = now_of(claim_id)
    assert (claim.state, claim.granted_eur, claim.checked_by_id, claim.granted_by_id) == (
        "filed",
        Decimal(0),
        None,
        None,
    )
    assert set(books().values()) == {Decimal("0.00")}
    assert now_of(granted(here, "70.00")).state == "granted"


def test_a_reversed_claim_is_granted_again_under_a_key_of_its_own(here: Place) -> None:
    claim_id = granted(here, "70.00")
    deciding.reverse(claim_id=claim_id, note="Kļūda.", **by(here.home.coordinator, days=33))
    deciding.check(claim_id=claim_id, **by(here.home.head, days=34))

    grant(here, claim_id)

    with as_owner():
        keys = list(LedgerLine.objects.order_by("at", "key").values_list("key", flat=True))
    assert sorted(keys) == [f"grant:{claim_id}:1", f"grant:{claim_id}:2", f"reverse:{claim_id}:1"]


def test_another_account_after_the_grant_sends_the_claim_back_to_the_check(here: Place) -> None:
    claim_id = granted(here, "25.00")

    assert told(here, ANOTHER_IBAN, viewer=here.mother) is True

    claim = now_of(claim_id)
    with as_owner():
        payee = Payee.objects.get(replaced_at=None)
    assert (claim.state, claim.granted_eur, claim.payee_id) == ("filed", Decimal(0), payee.id)
    assert (payee.masked_iban, payee.told_by_id) == ("LV97 **** 8910", None)
    assert unseal(payee.sealed_iban, about=ABOUT_PAYEE) == ANOTHER_IBAN
    assert set(books().values()) == {Decimal("0.00")}


def test_the_same_account_told_again_changes_nothing(here: Place) -> None:
    claim_id = granted(here)

    assert told(here, IBAN.replace(" ", "")) is False

    assert now_of(claim_id).state == "granted"


@pytest.mark.parametrize("number", ["LV81BANK0000435195001", "LV80", "", "12345"])
def test_a_number_that_is_no_account_is_refused(here: Place, number: str) -> None:
    with pytest.raises(Refused) as refusal:
        told(here, number)

    assert at_place(refusal) == {"iban": "claim.account.not_an_iban"}


def test_the_account_that_the_granter_saw_is_the_one_that_is_paid(here: Place) -> None:
    claim_id = checked(here)

    with pytest.raises(Refused) as refusal:
        deciding.grant(claim_id=claim_id, whole=True, payee_id=uuid4(), **by(here.home.coordinator, days=32))

    assert codes(refusal) == ["claim.grant.other_account"]


def test_clean_claims_are_granted_together_or_none_is(here: Place) -> None:
    fits, beside = checked(here, "40"), checked(here, "30", kind="overnight")
    together = deciding.grant_clean(claim_ids=[fits, beside], **by(here.home.coordinator, days=32))
    assert together == Decimal("70.00")
    more = [checked(here, "30.00"), checked(here, "0.01")]

    with pytest.raises(Refused) as refusal:
        deciding.grant_clean(claim_ids=more, **by(here.home.coordinator, days=32))

    assert codes(refusal) in (["claim.grant.over_cap"], ["claim.grant.nothing_left"])
    assert set(books().values()) == {Decimal("70.00")}


def test_the_ledger_is_only_ever_added_to(here: Place) -> None:
    granted(here)
    raise_wall(here.home.coordinator)

    with pytest.raises(Exception, match="permission denied"):
        LedgerLine.objects.update(paid_eur=1)
