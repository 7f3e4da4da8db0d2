"""The second wall of the room: a family reads its money and writes none of it but by the acts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, models, transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.programme.compensations.actions import filing, others
from pumpurs.programme.compensations.models import (
    Allowance,
    Claim,
    ClaimProof,
    ClaimStep,
    LedgerLine,
    OtherFunding,
    Payee,
    Payment,
    Recovery,
)
from tests.database import as_owner
from tests.programme.compensations.claims import (
    ANOTHER_IBAN,
    Place,
    filed,
    granted,
    now_of,
    place,
    told,
)
from tests.programme.plans.stage import by

pytestmark = pytest.mark.django_db
OF_THE_CLAIM = (Claim, Payee, ClaimProof, ClaimStep, LedgerLine, Allowance, OtherFunding)
CHANGES: dict[type[models.Model], dict[str, Any]] = {
    Claim: {"granted_eur": Decimal("20"), "state": "granted"},
    Payee: {"replaced_at": None},
    Allowance: {"granted_eur": 0},
    OtherFunding: {"until": date(2026, 9, 2)},
}


@pytest.fixture
def here() -> Place:
    return place()


def with_everything(here: Place) -> Viewer:
    """Jānis has a row in every table of claims; his mother."""
    granted(here, "25.00", viewer=here.mother)
    others.tell_other_payer(
        learner_id=here.home.janis.id, kind="overnight", payer="Cēsu novads", since=date(2026, 9, 1), until=None,
        **by(here.home.coordinator, days=30),
    )  # fmt: skip
    return here.mother


@pytest.mark.parametrize("table", OF_THE_CLAIM, ids=lambda one: one.__name__)
def test_a_family_reads_the_rows_of_its_child_and_adds_none(here: Place, table: Any) -> None:
    raise_wall(with_everything(here))
    row = table.objects.all()[0]
    row.pk = uuid4()

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("table", [Claim, Payee, Allowance, OtherFunding], ids=lambda one: one.__name__)
def test_a_family_changes_no_row_of_its_child(here: Place, table: Any) -> None:
    raise_wall(with_everything(here))

    assert table.objects.count() == 1
    assert table.objects.update(**CHANGES[table]) == 0


@pytest.mark.parametrize("table", [Payment, Recovery], ids=lambda one: one.__name__)
def test_payments_and_money_asked_back_are_written_by_the_partner_alone(here: Place, table: Any) -> None:
    with as_owner():
        policies = _checks(table)

    assert all("partners" in one and "learners" not in one for one in policies)
    assert len(policies) == 2


def _checks(table: type[models.Model]) -> list[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT with_check FROM pg_policies WHERE tablename = %s AND with_check IS NOT NULL",
            [table._meta.db_table],
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        (Claim, {"number": 1}),
        (Claim, {"learner_id": uuid4()}),
        (Claim, {"service_on": date(2026, 9, 1)}),
        (Claim, {"filed_by_id": None}),
        (Payee, {"told_by_id": None}),
        (Payee, {"sealed_iban": "x"}),
        (Allowance, {"period": "2026-11"}),
        (ClaimProof, {"added_at": None}),
        (ClaimStep, {"note": ""}),
        (LedgerLine, {"paid_eur": 0}),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "+".join(one),
)
def test_what_was_filed_and_told_is_changed_by_nobody(
    here: Place, table: Any, changed: dict[str, Any]
) -> None:
    with_everything(here)
    raise_wall(here.home.coordinator)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        table.objects.update(**changed)


def test_a_family_still_files_tells_another_account_and_takes_back(here: Place) -> None:
    claim_id, other = granted(here, "25.00", viewer=here.mother), filed(here, "10", viewer=here.mother)

    told(here, ANOTHER_IBAN, viewer=here.mother)
    filing.withdraw(claim_id=other, **by(here.mother, days=33))

    claim = now_of(claim_id)
    assert (claim.state, claim.granted_eur, now_of(other).state) == ("filed", Decimal(0), "withdrawn")


def test_who_only_cares_for_a_learner_files_by_the_act_alone(here: Place) -> None:
    claim_id = filed(here, "10", viewer=here.home.anna)
    raise_wall(here.home.anna)

    assert Claim.objects.filter(pk=claim_id).update(state="granted") == 0
