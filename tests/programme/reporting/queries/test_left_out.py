"""What a payment claim leaves out is told with who owes it, and what comes late is claimed later."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.reporting.actions import statements
from pumpurs.programme.reporting.models import Package, PaymentClaim, Statement
from pumpurs.programme.reporting.queries.left_out import LeftOut, outlook
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import appoint
from tests.programme.plans.stage import NOW, Stage, by, stage
from tests.programme.reporting.month import AFTER, OCTOBER, accepted, opened, statement_of

pytestmark = pytest.mark.django_db
LATER = (NOW + timedelta(days=AFTER + 5)).date()


@pytest.fixture
def home() -> Stage:
    return stage()


def told(home: Stage) -> dict[str, LeftOut]:
    """What a claim of October leaves out, by what it waits for; of Talsi nothing was sent at all."""
    with transaction.atomic():
        raise_wall(home.manager)
        found = outlook(viewer=home.manager, first=OCTOBER, last=OCTOBER, today=LATER).left_out
    return {one.what: one for one in found}


def of_cesis(home: Stage) -> dict[str, LeftOut]:
    """The same without partners that have no package."""
    return {what: one for what, one in told(home).items() if what != "package_none"}


def submitters(viewer: Viewer) -> tuple[str, ...]:
    """Who submits what the viewer drafts."""
    with transaction.atomic():
        raise_wall(viewer)
        return outlook(viewer=viewer, first=OCTOBER, last=OCTOBER, today=LATER).submitters


def claim_of(home: Stage) -> Any:
    return statements.draft_claim(first=OCTOBER, last=OCTOBER, **by(home.expert, days=AFTER + 5))


def test_a_package_that_was_never_sent_is_left_out_and_its_sum_is_not_known(home: Stage) -> None:
    opened(home)
    assert {what: (one.count, one.sum_eur) for what, one in of_cesis(home).items()} == {
        "package_open": (1, None)
    }


def test_from_package_to_claim_each_step_is_owed_by_the_next(home: Stage) -> None:
    accepted(home)
    waits = of_cesis(home)
    statement_id = statement_of(home)
    sent = of_cesis(home)
    statements.accept(statement_id=statement_id, **by(home.manager, days=AFTER + 4))
    ready = of_cesis(home)
    claim_of(home)

    assert list(waits) == ["package_accepted"]
    assert waits["package_accepted"].sum_eur == Decimal("52.00")
    assert list(sent) == ["statement_sent"]
    assert sent["statement_sent"].named[0].id == statement_id
    assert list(ready) == ["statement_accepted"]
    assert of_cesis(home) == {}


def test_a_partner_with_an_agreement_and_no_package_is_left_out(home: Stage) -> None:
    accepted(home)
    before = told(home).get("package_none")
    with as_owner():
        Package.objects.update(month="2026-09")
    lacking = told(home)["package_none"]
    assert home.school.partner.name in [one.partner for one in lacking.named]
    assert (lacking.count, lacking.sum_eur) == ((before.count if before else 0) + 1, None)


def test_a_statement_accepted_later_is_claimed_by_a_later_claim_of_the_same_months(home: Stage) -> None:
    accepted(home)
    late = statement_of(home)
    statements.accept(statement_id=late, **by(home.manager, days=AFTER + 4))
    first = claim_of(home)
    with pytest.raises(Refused) as refusal:
        claim_of(home)
    with as_owner():
        Statement.objects.filter(pk=late).update(claim=None)  # as if accepted after that claim was drafted
        number = PaymentClaim.objects.get(pk=first).number
    second = claim_of(home)

    (reason,) = refusal.value.reasons
    assert (reason.code, reason.values["numbers"]) == ("payment_claim.draft.in_another", str(number))
    with as_owner():
        assert Statement.objects.get(pk=late).claim_id == second


def test_who_can_submit_is_another_manager_in_office(home: Stage) -> None:
    alone = submitters(home.manager)
    with as_owner():
        appoint(Role.PROGRAMME_MANAGER, None, name="Ilze Ozola")
    assert alone == ()
    assert submitters(home.manager) == ("Ilze Ozola",)
    assert submitters(home.expert) == ("Ilze Ozola", "Sandra Priede")
