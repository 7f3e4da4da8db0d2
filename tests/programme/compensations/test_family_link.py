"""Whoever of the staff had a family's link in hand counts as who told and filed what came through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation import sealed
from pumpurs.foundation.together import asked
from pumpurs.foundation.visibility import Reach, Viewer, job_viewer, looking_as, raise_wall
from pumpurs.programme.compensations.actions import batches, deciding, settling
from pumpurs.programme.compensations.models import Claim, Payee, Payment
from pumpurs.programme.compensations.queries.batches import one_batch
from pumpurs.programme.compensations.queries.claims import Filter, claims_in_sight, claims_that_wait
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.programme.consents.actions import links, returns
from pumpurs.programme.consents.models import Consent, FamilyLink
from pumpurs.programme.consents.rules import hash_of
from pumpurs.programme.learners.models import Guardian
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.compensations import claims, money
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
from tests.programme.compensations.test_own_money import DAY, accountants, drafted
from tests.programme.plans.stage import NOW, by, codes

pytestmark = pytest.mark.django_db
HAD_IT = "had_the_familys_link"
ADDRESS = "dace.pati@example.lv"
Way = Callable[[Place, Viewer], Viewer]


@pytest.fixture
def here() -> Place:
    return place()


def handed(here: Place, maker: Viewer, email: str = "") -> Viewer:
    """The family as it comes through a link that staff made; without an address staff has both link and code."""
    with as_owner():
        mother = Guardian.objects.get(learner=here.home.janis)
        Guardian.objects.filter(pk=mother.pk).update(email=email)
        Consent.objects.filter(learner=here.home.janis).update(guardian=mother)
        consent = Consent.objects.get(learner=here.home.janis)
    given = links.call_back(consent_id=consent.id, **by(maker, days=29))
    with as_owner():
        token_hash = FamilyLink.objects.get(pk=given.link_id).token_hash
    reach = Reach(learners=frozenset({here.home.janis.id}))
    return Viewer(given.link_id, Role.GUARDIAN, reach, None, "test", "Ilze", token_hash)


def mailed(here: Place, maker: Viewer) -> Viewer:
    """The link was mailed to an address that staff wrote down; the code was read out by who made it."""
    return handed(here, maker, "ilze@example.lv")


def came_back(here: Place, maker: Viewer) -> Viewer:
    """The maker opened the link and took the family's own key along; a colleague's later link changes nothing of it."""
    family = mailed(here, maker)
    raise_wall(family)
    at = {"now": NOW + timedelta(days=29)}
    code = returns.give_code(address=ADDRESS, language="lv", viewer=family, **at)
    with as_owner():
        consent = Consent.objects.get(learner=here.home.janis)
    links.call_back(consent_id=consent.id, **by(here.home.head, days=30))
    job = job_viewer("notices")
    with looking_as(job):
        asked_for = sealed.seal(ADDRESS, about="family_return")
        letter = returns.link_for_return(sealed_address=asked_for, viewer=job, **at)
    assert letter is not None
    _how, visit = returns.open_return(token_hash=hash_of(letter.token), code=code, request_id="x", **at)
    with as_owner():
        link = FamilyLink.objects.get(token_hash=visit)
    return replace(family, account_id=link.id, link=visit)


@pytest.mark.parametrize("way", [handed, mailed, came_back])
def test_who_had_the_link_in_hand_neither_checks_nor_is_shown_the_check(here: Place, way: Way) -> None:
    dace = here.home.school_coordinator
    family = way(here, dace)
    told(here, claims.ANOTHER_IBAN, viewer=family)
    claim_id = filed(here, viewer=family)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(dace, days=31))
    page = one_claim(claim_id=claim_id, today=date(2026, 11, 15), viewer=dace)
    waits = claims_that_wait(viewer=dace, day=DAY)
    deciding.check(claim_id=claim_id, **by(here.home.head, days=31))

    assert codes(refusal) == [f"claim.check.{HAD_IT}"]
    assert "check" not in page.open_steps
    assert [one.code for one in page.own_money] == codes(refusal)
    assert waits is not None
    assert asked(waits) == ()


def test_an_account_through_a_link_in_hand_is_borne_out_by_a_colleague(here: Place) -> None:
    dace = here.home.school_coordinator
    told(here, viewer=handed(here, dace))
    claim_id = filed(here)
    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(dace, days=31))
    assert codes(refusal) == [f"claim.check.{HAD_IT}"]

    assert told(here) is True
    deciding.check(claim_id=claim_id, **by(dace, days=31))


def test_a_claim_filed_through_a_link_in_hand_stays_with_a_colleague(here: Place) -> None:
    dace = here.home.school_coordinator
    claim_id = filed(here, viewer=handed(here, dace))
    told(here)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(dace, days=31))

    assert codes(refusal) == [f"claim.check.{HAD_IT}"]
    assert now_of(claim_id).in_hand_of_id == dace.account_id


@pytest.mark.parametrize("table", [Payee, Claim])
def test_who_had_the_link_in_hand_does_not_grant(here: Place, table: type[Payee] | type[Claim]) -> None:
    claim_id, mara = checked(here), here.home.coordinator
    with as_owner():
        table.objects.update(in_hand_of=mara.account_id)

    with pytest.raises(Refused) as refusal:
        grant(here, claim_id)
    by(mara)  # the wall stands for her
    listed = claims_in_sight(viewer=mara, narrowed=Filter())

    assert codes(refusal) == [f"claim.grant.{HAD_IT}"]
    assert [row.grantable for row in listed.items] == [False]


@pytest.mark.parametrize("table", [Payee, Claim])
def test_who_had_the_link_in_hand_neither_signs_nor_is_named_as_signer(
    here: Place, table: type[Payee] | type[Claim]
) -> None:
    zane, rita = accountants(here)
    batch_id = drafted(here, granted(here), zane)
    with as_owner():
        table.objects.update(in_hand_of=rita.account_id)

    with pytest.raises(Refused) as refusal:
        batches.sign(batch_id=batch_id, seen=money.seen(batch_id), **by(rita, days=34))
    by(rita)  # the wall stands for her
    shown = one_batch(viewer=rita, batch_id=batch_id, page=1, today=DAY)

    assert codes(refusal) == [f"batch.sign.{HAD_IT}"]
    assert shown.signers == ()
    assert "sign" not in shown.open_steps


@pytest.mark.parametrize(
    ("table", "hand", "name"),
    [
        (Payee, "in_hand_of", HAD_IT),
        (Claim, "in_hand_of", HAD_IT),
        (Payee, "told_by", "told_the_account_herself"),
    ],
)
def test_who_had_a_hand_in_the_account_does_not_say_by_hand_what_became_of_the_money(
    here: Place, table: type[Payee] | type[Claim], hand: str, name: str
) -> None:
    zane, rita = accountants(here)
    batch_id = drafted(here, granted(here), zane)
    batches.sign(batch_id=batch_id, seen=money.seen(batch_id), **by(rita, days=34))
    with as_owner():
        table.objects.update(**{hand: zane.account_id})
        payments = list(Payment.objects.values_list("id", flat=True))

    with pytest.raises(Refused) as confirm:
        settling.confirm(payment_ids=payments, paid_on=DAY, **by(zane, days=50))
    with pytest.raises(Refused) as back:
        settling.return_payment(
            payment_id=payments[0], returned_on=DAY, return_code="AC04", **by(zane, days=50)
        )

    assert codes(confirm) == [f"payment.confirm.{name}"]
    assert codes(back) == [f"payment.return.{name}"]


def test_only_the_family_and_the_school_tell_an_account_though_no_claim_waits(here: Place) -> None:
    with pytest.raises(Refused) as refusal:
        told(here, viewer=here.home.coordinator)

    assert codes(refusal) == ["claim.account.not_yours"]
    with as_owner():
        assert not Payee.objects.exists()


@pytest.mark.parametrize("other", ["euros", "kind", "hand"])
def test_a_form_that_was_sent_is_not_sent_for_something_else(here: Place, other: str) -> None:
    key: UUID = uuid4()
    claim_id = filed(here, form_key=key)
    assert filed(here, form_key=key) == claim_id
    euros = "26.00" if other == "euros" else "25.00"
    kind = "overnight" if other == "kind" else "meals"
    viewer = here.mother if other == "hand" else None

    with pytest.raises(Refused) as refusal:
        filed(here, euros, form_key=key, kind=kind, viewer=viewer)

    assert codes(refusal) == ["form.sent_before"]
