"""The demo's claims come as far as people bring them, and the proof finds nothing wrong with its money."""

from __future__ import annotations

from itertools import groupby

import pytest
from django.db.models import F
from stdnum import iban

from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.acting import DEMO
from pumpurs.jobs.demo.money import iban_of
from pumpurs.programme.compensations.models import Batch, Claim, ClaimStep
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.work.models import Entry, Session, Sheet

WAY = ("file", "check", "grant", "put_in_batch")


@pytest.mark.django_db
def test_claims_of_the_demo_wait_at_every_desk_and_some_are_paid(national_sight: None) -> None:
    states = set(Claim.objects.values_list("state", flat=True))

    assert {"filed", "checked", "paid", "in_batch"} <= states
    assert set(Batch.objects.values_list("state", flat=True)) == {"drafted", "settled"}


@pytest.mark.django_db
def test_the_demos_money_adds_up_to_the_cent(national_sight: None) -> None:
    assert differences(viewer=DEMO) == ()


@pytest.mark.django_db
def test_steps_of_the_demos_claims_stand_in_the_order_in_which_they_were_taken(national_sight: None) -> None:
    rows = (
        ClaimStep.objects.filter(step__in=WAY)
        .order_by("claim_id", "at")
        .values_list("claim_id", "step", "at")
    )
    by_claim = {key: list(steps) for key, steps in groupby(rows, key=lambda row: row[0])}

    for steps in by_claim.values():
        first = [step for _claim, step, _at in steps][: len(WAY)]
        assert first == list(WAY[: len(first)])
        assert len({at for _claim, _step, at in steps}) == len(steps)


@pytest.mark.django_db
def test_an_account_of_the_demo_is_told_before_its_claim_is_filed(national_sight: None) -> None:
    first = Claim.objects.exclude(claimsteps__step__in=("change_account", "check_anew", "bounce"))

    assert first.exists()
    assert not first.filter(payee__told_at__gte=F("filed_at")).exists()


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
