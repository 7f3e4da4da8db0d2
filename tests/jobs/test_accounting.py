"""Accounting at night: months open, mails are put off as jobs of their own, sums are proven as of one moment."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection

from pumpurs.foundation.queue import arguments_of
from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.jobs import accounting
from pumpurs.programme.reporting.models import BudgetLine, Package, Reconciliation
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, approved, stage
from tests.programme.reporting.month import accepted, accountant, opened, sent, sheet_ready
from tests.programme.work.workday import closed

pytestmark = pytest.mark.django_db
ON_THE_DAY = datetime(2026, 11, 13, 3, 40, tzinfo=UTC)


@pytest.fixture
def home(settings: Any) -> Stage:
    settings.FIXED_NOW = ON_THE_DAY
    settings.PUBLIC_URL = "https://pumpurs.example.lv"
    return stage()


def put_off(task: str) -> list[dict[str, Any]]:
    with as_owner():
        return arguments_of(task)


def receivers() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


def test_the_night_opens_the_month_and_puts_mails_off_without_writing_any(home: Stage) -> None:
    package_id = opened(home)

    accounting.night(0)
    accounting.night(0)

    with as_owner():
        assert Package.objects.filter(month="2026-11").count() == 3
    assert put_off("reporting.package_due") == [{"package_id": str(package_id)}]
    assert mail.outbox == []


def test_the_letter_about_a_package_goes_to_its_sender_and_names_nobody(home: Stage) -> None:
    package_id = opened(home)

    assert accounting.package_due(str(package_id)) == 1

    (letter,) = mail.outbox
    assert "https://pumpurs.example.lv/packages/" in letter.body
    assert "Māra" not in f"{letter.subject} {letter.body}"


def test_a_nudge_goes_to_who_owes_sheets(home: Stage) -> None:
    closed(home, approved(home))

    assert accounting.nudge(str(opened(home))) == 2  # the school has two heads

    with as_owner():
        package = Package.objects.get()
    assert (package.month, len(receivers())) == ("2026-10", 2)


def test_a_budget_nearly_used_up_is_told_to_coordinator_and_accountant(home: Stage) -> None:
    accepted(home)
    accountant(home)
    partner_id = home.school.partner_id
    with as_owner():
        BudgetLine.objects.create(
            partner_id=partner_id, year=2026, amount_eur=Decimal("55.00"), in_force_on=date(2026, 1, 1),
            document="P6-13/1", form_key=uuid4(), by_id=home.manager.account_id, at=NOW,
        )  # fmt: skip

    accounting.night(0)

    assert put_off("reporting.budget_warning") == [{"partner_id": str(partner_id)}]
    assert accounting.budget_warning(str(partner_id)) == 2
    assert len(set(receivers())) == 2


def test_hours_of_december_still_warn_in_january(home: Stage, settings: Any) -> None:
    accepted(home)
    settings.FIXED_NOW = datetime(2027, 1, 8, 3, 40, tzinfo=UTC)
    with as_owner():
        BudgetLine.objects.create(
            partner_id=home.school.partner_id, year=2026, amount_eur=Decimal("55.00"), in_force_on=date(2026, 1, 1),
            document="P6-13/1", form_key=uuid4(), by_id=home.manager.account_id, at=NOW,
        )  # fmt: skip

    accounting.night(0)

    assert put_off("reporting.budget_warning") == [{"partner_id": str(home.school.partner_id)}]


def test_the_proof_is_a_task_of_its_own_and_is_kept(home: Stage) -> None:
    sheet_ready(home)
    sent(home, opened(home))

    accounting.proof(0)

    with as_owner():
        kept = Reconciliation.objects.get()
    assert kept.differences == []
    assert kept.compared > 10


def test_a_proof_sees_the_database_as_of_one_moment() -> None:
    told: list[str] = []

    def alone() -> None:
        with looking_as(job_viewer("proof"), one_moment=True), connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            told.append(cursor.fetchone()[0])
        connection.close()

    elsewhere = threading.Thread(target=alone)
    elsewhere.start()
    elsewhere.join()

    assert told == ["repeatable read"]


def test_the_proof_asks_for_one_moment(home: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[bool] = []

    def watched(viewer: Any, *, one_moment: bool = False) -> Any:
        moments.append(one_moment)
        return looking_as(viewer, one_moment=one_moment)

    monkeypatch.setattr(accounting, "looking_as", watched)
    accounting.reconcile()

    assert moments == [True, False]
