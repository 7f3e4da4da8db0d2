"""A claim is taken back by the side that filed it."""

from __future__ import annotations

import pytest

from pumpurs.programme.compensations.actions import filing
from pumpurs.values.reasons import Refused
from tests.programme.compensations.claims import Place, filed, now_of, place
from tests.programme.plans.stage import by, codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Place:
    return place()


def test_a_claim_is_taken_back_by_the_side_that_filed_it_and_by_no_other(here: Place) -> None:
    of_family, of_school = filed(here, viewer=here.mother), filed(here)
    assert (now_of(of_family).way, now_of(of_school).way) == ("family", "school")
    for claim_id, who in ((of_family, here.home.school_coordinator), (of_school, here.mother)):
        with pytest.raises(Refused) as refusal:
            filing.withdraw(claim_id=claim_id, **by(who, days=32))
        assert codes(refusal) == ["claim.withdraw.not_yours"]

    filing.withdraw(claim_id=of_school, **by(here.home.anna, days=32))
    assert (now_of(of_family).state, now_of(of_school).state) == ("filed", "withdrawn")
