"""One receipt is paid once, wherever in the nation it is shown again; both are paid only with written words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.actions import deciding
from pumpurs.programme.compensations.models import Claim, ClaimProof, ClaimStep
from pumpurs.programme.compensations.queries.one_claim import one_claim
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.compensations.claims import Place, checked, filed, now_of, place, told
from tests.programme.plans.stage import at_place, by, codes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 15)
WHY = "Čekā ir divas biļetes."


@pytest.fixture
def here() -> Place:
    return place()


def same_photo(*claim_ids: UUID) -> None:
    """All of these are proven by one photo."""
    with as_owner():
        ClaimProof.objects.filter(claim_id__in=claim_ids).update(sha256="a" * 64)


def of_elsewhere(here: Place, claim_id: UUID) -> None:
    """The claim is of another learner, school and partner."""
    with as_owner():
        far = here.home.vocational
        reach = {"institution_id": far.id, "partner_id": far.partner_id}
        Claim.objects.filter(pk=claim_id).update(learner=here.home.liga, **reach)
        ClaimProof.objects.filter(claim_id=claim_id).update(learner_id=here.home.liga.id, **reach)


@pytest.mark.parametrize("far", [False, True])
def test_a_photo_that_proves_another_claim_is_checked_and_granted_with_words_only(
    here: Place, far: bool
) -> None:
    claim_id, other = filed(here), filed(here, kind="overnight")
    told(here)
    same_photo(claim_id, other)
    if far:
        of_elsewhere(here, other)
    dace, mara = here.home.school_coordinator, here.home.coordinator

    with pytest.raises(Refused) as check:
        deciding.check(claim_id=claim_id, note="  ", **by(dace, days=31))
    deciding.check(claim_id=claim_id, note=WHY, **by(dace, days=31))
    with pytest.raises(Refused) as grant:
        deciding.grant(claim_id=claim_id, whole=True, **by(mara, days=32))
    deciding.grant(claim_id=claim_id, whole=True, note=WHY, **by(mara, days=32))

    assert at_place(check) == {"note": "claim.check.same_photo"}
    assert at_place(grant) == {"note": "claim.grant.same_photo"}
    assert check.value.reasons[0].values == {"claims": f"K-{now_of(other).number}"}
    with as_owner():
        said = ClaimStep.objects.filter(claim_id=claim_id, step__in=("check", "grant"))
        assert list(said.values_list("note", flat=True)) == [WHY, WHY]


def test_a_photo_that_proves_another_claim_is_never_granted_among_many(here: Place) -> None:
    claim_id = checked(here)
    other = filed(here, kind="overnight")
    same_photo(claim_id, other)

    with pytest.raises(Refused) as refusal:
        deciding.grant_clean(claim_ids=[claim_id], **by(here.home.coordinator, days=32))

    assert at_place(refusal) == {f"claim:{claim_id}": "claim.grant.same_photo"}
    assert now_of(claim_id).state == "checked"


@pytest.mark.parametrize("end", ["refused", "withdrawn"])
def test_a_photo_of_a_claim_that_was_given_up_asks_for_no_words(here: Place, end: str) -> None:
    claim_id, other = filed(here), filed(here, kind="overnight")
    told(here)
    same_photo(claim_id, other)
    with as_owner():
        Claim.objects.filter(pk=other).update(state=end)

    deciding.check(claim_id=claim_id, **by(here.home.school_coordinator, days=31))


def test_another_claim_is_told_by_kind_and_month_and_by_its_number_alone_out_of_reach(here: Place) -> None:
    claim_id, near, far = filed(here), filed(here, kind="overnight"), filed(here, kind="special_transport")
    same_photo(claim_id, near, far)
    of_elsewhere(here, far)

    page = one_claim(claim_id=claim_id, today=TODAY, viewer=by(here.home.school_coordinator)["viewer"])

    assert [(one.id, one.kind, one.period, one.state, one.in_reach) for one in page.same_photo] == [
        (near, "overnight", "2026-10", "filed", True),
        (far, "", "", "", False),
    ]


def test_words_of_the_check_stay_among_colleagues(here: Place) -> None:
    claim_id = filed(here, viewer=here.mother)
    told(here)
    deciding.check(claim_id=claim_id, note=WHY, **by(here.home.school_coordinator, days=31))

    def read(viewer: Viewer) -> list[str]:
        page = one_claim(claim_id=claim_id, today=TODAY, viewer=by(viewer)["viewer"])
        return [step.note for step in page.steps]

    assert read(here.mother) == ["", "", ""]
    assert read(here.home.coordinator) == ["", "", WHY]


def test_the_same_photo_asks_nothing_else_of_who_may_not_decide_anyway(here: Place) -> None:
    claim_id, other = filed(here), filed(here, kind="overnight")
    told(here, viewer=here.home.school_coordinator)
    same_photo(claim_id, other)

    with pytest.raises(Refused) as refusal:
        deciding.check(claim_id=claim_id, **by(here.home.school_coordinator, days=31))

    assert codes(refusal) == ["claim.check.told_the_account_herself"]
