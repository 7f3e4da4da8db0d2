"""Reminders of monthly sheets: on the rulebook's day, once more when late, to whom a sheet waits for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail

from pumpurs.jobs.sheets import remind
from pumpurs.programme.people.models import Account
from tests.database import as_owner
from tests.programme.plans.stage import Stage, approved, stage
from tests.programme.work.workday import closed, given, line, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def morning(day: int) -> datetime:
    """A morning of November 2026, whose working days begin with Monday the 2nd."""
    return datetime(2026, 11, day, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(("day", "mails"), [(3, 0), (4, 1), (5, 0), (6, 0), (7, 1), (9, 0)])
def test_an_open_sheet_is_reminded_of_on_two_days_only(
    home: Stage, settings: Any, day: int, mails: int
) -> None:
    recorded(given(line(approved(home))), home.anna)
    settings.FIXED_NOW = morning(day)

    remind(0)

    assert len(mail.outbox) == mails


def test_the_mail_goes_to_the_head_once_the_provider_closed_it_and_names_nobody(
    home: Stage, settings: Any
) -> None:
    closed(home, approved(home))
    settings.FIXED_NOW = morning(4)

    remind(0)

    with as_owner():
        heads = Account.objects.filter(appointments__role="head", appointments__institution=home.school)
        assert {letter.to[0] for letter in mail.outbox} == set(heads.values_list("email", flat=True))
    letter = mail.outbox[0]
    assert "06.11.2026" in letter.body
    for name in ("Anna", "Liepa", "Jānis", "Ozols"):
        assert name not in letter.body
