"""A claim's form sent several times at the same moment is one claim, and nobody is told of another one."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import transaction

from pumpurs.programme.compensations.actions import filing
from pumpurs.programme.compensations.models import Claim, ClaimProof
from tests.database import as_owner
from tests.programme.compensations.claims import PROOF, Place, expense, place
from tests.programme.compensations.payments.test_at_once import together
from tests.programme.plans.stage import by

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 4


@pytest.fixture
def here() -> Place:
    with transaction.atomic():
        return place()


@pytest.mark.parametrize("who", ["school", "family"])
def test_one_form_with_its_photo_sent_at_once_is_one_claim_and_refuses_nobody(here: Place, who: str) -> None:
    viewer = here.mother if who == "family" else here.home.school_coordinator
    key, made = uuid4(), list[UUID]()

    def send() -> None:
        given = expense(here, "25.00")
        made.append(filing.file_claim(expense=given, proofs=[PROOF], form_key=key, **by(viewer, days=30)))

    refusals = together(*[send] * SENDERS)

    assert refusals == []
    assert len(made) == SENDERS
    assert len(set(made)) == 1
    with as_owner():
        assert (Claim.objects.count(), ClaimProof.objects.count()) == (1, 1)


def test_two_forms_with_one_photo_sent_at_once_are_one_claim_and_one_refusal(here: Place) -> None:
    def send() -> None:
        given = expense(here, "25.00")
        who = by(here.home.school_coordinator, days=30)
        filing.file_claim(expense=given, proofs=[PROOF], form_key=uuid4(), **who)

    assert together(*[send] * 2) == ["claim.file.same_proof"]
    with as_owner():
        assert Claim.objects.count() == 1
