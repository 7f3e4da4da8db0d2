"""The demo's claims come as far as people bring them, and the proof finds nothing wrong with its money."""

from __future__ import annotations

import pytest
from stdnum import iban

from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.acting import DEMO
from pumpurs.jobs.demo.money import iban_of
from pumpurs.programme.compensations.models import Batch, Claim
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.work.models import Entry, Session, Sheet


@pytest.mark.django_db
def test_claims_of_the_demo_wait_at_every_desk_and_some_are_paid(national_sight: None) -> None:
    states = set(Claim.objects.values_list("state", flat=True))

    assert {"filed", "checked", "paid", "in_batch"} <= states
    assert set(Batch.objects.values_list("state", flat=True)) == {"drafted", "settled"}


@pytest.mark.django_db
def test_the_demos_money_adds_up_to_the_cent(national_sight: None) -> None:
    assert differences(viewer=DEMO) == ()


def test_accounts_of_the_demo_are_right_in_form_at_a_bank_that_does_not_exist() -> None:
    assert all(iban.is_valid(iban_of(number)) for number in (1, 1001, 98_765))
    assert iban_of(1)[4:8] == "DEMO"


@pytest.mark.django_db
def test_who_only_gives_support_has_learners_and_sessions(national_sight: None) -> None:
    given = Session.objects.filter(provider__email=cast.PROVIDER.email)
    learners = set(Entry.objects.filter(session__in=given).values_list("learner_id", flat=True))

    assert len(learners) > 1
    assert given.count() > 5
    assert Sheet.objects.filter(provider__email=cast.PROVIDER.email, month="2026-11", state="open").exists()
