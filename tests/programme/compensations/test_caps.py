"""Many clerks grant against one allowance at the same moment, each in a connection of its own, on real PostgreSQL.

`make caps` has 64 of them try 50 times; the test run a few.
"""

from __future__ import annotations

import os
import random
import threading
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.compensations.actions import deciding, others
from pumpurs.programme.compensations.models import Allowance, Claim, ClaimStep, LedgerLine, OtherFunding
from pumpurs.programme.people.models import Account
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.frame.viewer import PATIENCE
from tests.database import as_owner
from tests.programme.compensations.claims import SERVICE, Place, books, checked, place
from tests.programme.plans.stage import NOW
from tests.programme.two_at_once import one_during_the_other

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = int(os.environ.get("PUMPURS_CLERKS", "16"))
ROUNDS = int(os.environ.get("PUMPURS_ROUNDS", "2"))
CAP_EUR = Decimal("70.00")


class Clerk(threading.Thread):
    """One clerk with one claim: what was granted, or with which reasons it was refused, or what went wrong."""

    def __init__(self, viewer: Viewer, claim: Claim, start_line: threading.Barrier) -> None:
        super().__init__()
        self.viewer, self.claim, self.start_line = viewer, claim, start_line
        self.granted_eur = Decimal(0)
        self.refused: tuple[Reason, ...] = ()
        self.fault: Exception | None = None

    def run(self) -> None:
        """Grant the claim, as a page would."""
        try:
            self.start_line.wait(60)
            with transaction.atomic():
                raise_wall(self.viewer, patience=PATIENCE)
                self.granted_eur = deciding.grant(
                    claim_id=self.claim.id, whole=True, viewer=self.viewer, now=NOW.replace(month=11)
                )
        except Refused as refusal:
            self.refused = refusal.reasons
        except Exception as fault:
            self.fault = fault
        finally:
            connections.close_all()


def _office(size: int) -> tuple[list[Viewer], list[UUID]]:
    """So many coordinators, and as many checked claims on one allowance."""
    with transaction.atomic():
        here: Place = place()
        first = checked(here, "1.00")
    with as_owner():
        accounts = [Account(email=f"clerk{turn}@example.lv", name="Ilga Ozoliņa") for turn in range(size)]
        Account.objects.bulk_create(accounts)
        one = Claim.objects.get(pk=first)
        copies = [_copy(one, 200_000 + turn) for turn in range(size)]
        Claim.objects.bulk_create(copies)
    viewers = [replace(here.home.coordinator, account_id=account.id) for account in accounts]
    return viewers, [claim.id for claim in copies]


def _copy(claim: Claim, number: int) -> Claim:
    fields = {field.attname: getattr(claim, field.attname) for field in Claim._meta.fields}
    return Claim(**{**fields, "id": uuid4(), "number": number, "form_key": uuid4()})


def _laid_out(claim_ids: list[UUID], drawn: random.Random) -> list[Claim]:
    """Every claim is checked and asks for some euros; nothing is granted yet."""
    with as_owner():
        LedgerLine.objects.all().delete()
        ClaimStep.objects.filter(step="grant").delete()
        Allowance.objects.all().delete()
        claims = list(Claim.objects.filter(pk__in=claim_ids))
        for claim in claims:
            claim.state, claim.granted_eur = "checked", Decimal(0)
            claim.documented_eur = Decimal(drawn.randint(1, 2000)) / 100
        Claim.objects.bulk_update(claims, ["state", "granted_eur", "documented_eur"])
    return claims


def test_many_clerks_never_grant_more_than_the_cap_and_each_refused_one_reads_what_is_left() -> None:
    viewers, claim_ids = _office(CLERKS)
    for turn in range(ROUNDS):
        start_line = threading.Barrier(CLERKS)
        claims = _laid_out(claim_ids, random.Random(turn))
        clerks = [Clerk(viewer, claim, start_line) for viewer, claim in zip(viewers, claims, strict=True)]

        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join(120)

        assert [clerk.fault for clerk in clerks if clerk.fault] == []
        with as_owner():
            allowance = Allowance.objects.get()
        left_eur = CAP_EUR - allowance.granted_eur
        assert allowance.granted_eur <= CAP_EUR
        assert sum(clerk.granted_eur for clerk in clerks) == allowance.granted_eur
        assert set(books().values()) == {allowance.granted_eur}
        told = [(clerk, reason) for clerk in clerks for reason in clerk.refused]
        assert len(told) + sum(1 for clerk in clerks if clerk.granted_eur) == CLERKS
        for clerk, reason in told:
            assert reason.code in ("claim.grant.over_cap", "claim.grant.nothing_left")
            assert left_eur <= reason.values["left_eur"] < clerk.claim.documented_eur


def test_another_payer_is_not_told_of_while_a_grant_is_on_its_way() -> None:
    with transaction.atomic():
        here = place()
        claim_id = checked(here)
    later, who = NOW.replace(month=11), here.home.coordinator

    def grants() -> None:
        raise_wall(who)
        deciding.grant(claim_id=claim_id, whole=True, viewer=who, now=later)

    def tells() -> None:
        raise_wall(who)
        others.tell_other_payer(
            learner_id=here.home.janis.id, kind="meals", payer="Novads", since=SERVICE, until=None, viewer=who,
            now=later,
        )  # fmt: skip

    waited, refusals = one_during_the_other(grants, tells)
    assert (waited, refusals) == (True, ["claim.other.granted_already"])

    with as_owner():
        assert OtherFunding.objects.count() == 0


def test_a_grant_waits_for_another_payer_who_is_being_told_of_and_is_refused() -> None:
    with transaction.atomic():
        here = place()
        claim_id = checked(here)
    later, who = NOW.replace(month=11), here.home.coordinator

    def grants() -> None:
        raise_wall(who)
        deciding.grant(claim_id=claim_id, whole=True, viewer=who, now=later)

    def tells() -> None:
        raise_wall(who)
        others.tell_other_payer(
            learner_id=here.home.janis.id, kind="meals", payer="Novads", since=SERVICE, until=None, viewer=who,
            now=later,
        )  # fmt: skip

    waited, refusals = one_during_the_other(tells, grants)

    assert (waited, refusals) == (True, ["claim.file.paid_by_others"])
