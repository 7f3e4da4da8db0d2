"""Nobody decides about the money of the own family, nor about an account that was told herself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions import batches, deciding, partner_accounts, statements
from pumpurs.programme.compensations.models import BankLine, Claim, Payee, Payment
from pumpurs.programme.compensations.queries.batches import one_batch
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations import bank, money
from tests.programme.compensations.claims import (
    Place,
    checked,
    filed,
    grant,
    granted,
    now_of,
    place,
    told,
)
from tests.programme.people_and_places import appoint, viewer_for
from tests.programme.plans.stage import by, codes

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def here() -> Place:
    return place()


def is_mother(here: Place, who: Viewer) -> None:
    """The person at work is the guardian of Jānis, too."""
    with as_owner():
        Guardian.objects.filter(learner=here.home.janis).update(account_id=who.account_id)


def accountants(here: Place) -> tuple[Viewer, Viewer]:
    """Two accountants of the municipality; its account stands."""
    with as_owner():
        partner = here.home.school.partner
        zane = viewer_for(appoint(Role.ACCOUNTANT, partner, name="Zane Krūmiņa"))
        rita = viewer_for(appoint(Role.ACCOUNTANT, partner, name="Rita Saulīte"))
    key = partner_accounts.tell(holder_name="Cēsu novads", iban=money.OUR_IBAN, **by(zane, days=33))
    partner_accounts.sign(account_id=key, **by(rita, days=33))
    return zane, rita


def drafted(here: Place, claim_id: UUID, zane: Viewer) -> UUID:
    return batches.draft(form_key=uuid4(), claim_ids=[claim_id], pays_on=DAY, **by(zane, days=34))


def test_a_mother_who_works_at_the_school_decides_nothing_about_her_childs_claim(here: Place) -> None:
    dace = here.home.school_coordinator
    is_mother(here, dace)
    claim_id = filed(here, viewer=here.mother)
    told(here)

    with pytest.raises(Refused) as check:
        deciding.check(claim_id=claim_id, **by(dace, days=31))
    with pytest.raises(Refused) as ask:
        deciding.ask(claim_id=claim_id, note="Kas?", **by(dace, days=31))
    with pytest.raises(Refused) as refuse:
        deciding.refuse(claim_id=claim_id, reason_code="not_readable", note="", **by(dace, days=31))
    deciding.check(claim_id=claim_id, **by(here.home.head, days=31))

    assert [codes(one) for one in (check, ask, refuse)] == [
        ["claim.check.of_the_own_family"],
        ["claim.ask.of_the_own_family"],
        ["claim.refuse.of_the_own_family"],
    ]


def test_an_adult_learner_who_works_there_decides_nothing_about_the_own_claim(here: Place) -> None:
    claim_id = filed(here)
    told(here)
    with as_owner():
        Learner.objects.filter(pk=here.home.janis.id).update(
            account_id=here.home.school_coordinator.account_id
        )

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(here.home.school_coordinator, days=31))

    assert codes(refusal) == ["claim.check.of_the_own_family"]


def test_a_mother_in_the_municipality_grants_and_reverses_nothing_for_her_child(here: Place) -> None:
    mara = here.home.coordinator
    claim_id, later = checked(here), granted(here, "10")
    is_mother(here, mara)

    with pytest.raises(Refused) as one:
        grant(here, claim_id)
    with pytest.raises(Refused) as many:
        deciding.grant_clean(claim_ids=[claim_id], **by(mara, days=32))
    with pytest.raises(Refused) as back:
        deciding.reverse(claim_id=later, note="Kļūda.", **by(mara, days=33))

    assert codes(one) == codes(many) == ["claim.grant.of_the_own_family"]
    assert many.value.reasons[0].place == f"claim:{claim_id}"
    assert codes(back) == ["claim.reverse.of_the_own_family"]


def test_who_told_the_account_does_not_check_and_a_colleague_bears_the_same_account_out(here: Place) -> None:
    dace = here.home.school_coordinator
    claim_id = filed(here)
    told(here, viewer=dace)
    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(dace, days=31))
    assert codes(refusal) == ["claim.check.told_the_account_herself"]

    assert told(here, viewer=here.home.anna) is True
    deciding.check(claim_id=claim_id, **by(dace, days=31))

    with as_owner():
        tellers = list(Payee.objects.order_by("replaced_at").values_list("told_by", flat=True))
    assert tellers == [dace.account_id, here.home.anna.account_id]
    assert told(here, viewer=dace) is False


def test_who_told_the_account_in_another_role_does_not_grant(here: Place) -> None:
    claim_id = checked(here)
    with as_owner():
        Payee.objects.update(told_by=here.home.coordinator.account_id)

    with pytest.raises(Refused) as refusal:
        grant(here, claim_id)

    assert codes(refusal) == ["claim.grant.told_the_account_herself"]
    assert now_of(claim_id).state == "checked"


def test_what_stands_against_the_step_itself_is_told_first(here: Place) -> None:
    claim_id = filed(here)
    told(here, viewer=here.home.school_coordinator)
    foreign = replace(here.home.school_coordinator, role=Role.PLAN_AUTHOR)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(foreign, days=31))

    assert codes(refusal) == ["claim.check.not_yours"]


def test_nobody_signs_a_batch_with_a_payment_of_the_own_family(here: Place) -> None:
    zane, rita = accountants(here)
    batch_id = drafted(here, granted(here), zane)
    is_mother(here, rita)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=money.seen(batch_id), **by(rita, days=34))

    assert codes(refusal) == ["batch.sign.of_the_own_family"]


def test_nobody_signs_a_batch_with_an_account_told_herself(here: Place) -> None:
    zane, rita = accountants(here)
    batch_id = drafted(here, granted(here), zane)
    with as_owner():
        Payee.objects.update(told_by=rita.account_id)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=money.seen(batch_id), **by(rita, days=34))

    assert codes(refusal) == ["batch.sign.told_the_account_herself"]
    assert refusal.value.reasons[0].values["payments"].startswith("PMP")


@pytest.mark.parametrize("tie", ["child", "account"])
def test_the_page_names_no_signer_who_would_be_refused(here: Place, tie: str) -> None:
    zane, rita = accountants(here)
    with as_owner():
        appoint(Role.ACCOUNTANT, here.home.school.partner, name="Inta Pīlādze")
    batch_id = drafted(here, granted(here), zane)
    if tie == "child":
        is_mother(here, rita)
    else:
        with as_owner():
            Payee.objects.update(told_by=rita.account_id)

    by(rita)  # the wall stands for her
    shown = one_batch(viewer=rita, batch_id=batch_id, page=1, today=DAY)

    assert shown.signers == ("Inta Pīlādze",)
    assert "sign" not in shown.open_steps


@pytest.mark.parametrize(
    ("tie", "code"),
    [
        ("child", "of_the_own_family"),
        ("account", "told_the_account_herself"),
        ("link", "had_the_familys_link"),
    ],
)
def test_nobody_brings_a_statement_that_moves_money_of_the_own_family(
    here: Place, tie: str, code: str
) -> None:
    zane, rita = accountants(here)
    batch_id = drafted(here, granted(here), zane)
    batches.sign(batch_id=batch_id, seen=money.seen(batch_id), **by(rita, days=34))
    if tie == "child":
        is_mother(here, rita)
    with as_owner():
        mine = Payment.objects.get()
        if tie == "account":
            Payee.objects.update(told_by=rita.account_id)
        if tie == "link":
            Claim.objects.update(in_hand_of=rita.account_id)
    forged = bank_statement.read(
        bank.statement(
            [bank.left(mine.reference, "25.00", day=DAY), bank.came_back(mine.reference, "25.00", day=DAY)]
        )
    )

    with pytest.raises(Refused) as refusal:
        statements.take(read=forged, **by(rita, days=60))

    assert codes(refusal) == [f"bank_statement.take.{code}"]
    with as_owner():
        assert Payment.objects.get().state == "waiting"
        assert not BankLine.objects.exists()
    taken = statements.take(read=forged, **by(zane, days=60))
    assert (taken.confirmed, taken.returned) == (1, 1)
    assert statements.take(read=forged, **by(rita, days=61)).known == 2
