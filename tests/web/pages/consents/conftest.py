"""Fixtures of the tests of consent pages: a household, its clock, and the teacher's browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pumpurs.programme.people.models import Account
from tests.programme.consents.household import NOW, Household, stage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> None:
    settings.FIXED_NOW, settings.VAR = NOW, tmp_path


@pytest.fixture
def home(db: None) -> Household:
    return stage()


@pytest.fixture
def desk(home: Household) -> Client:
    """The teacher's browser."""
    client = Client(headers={"accept-language": "lv"})
    client.force_login(
        Account.objects.get(pk=home.teacher.account_id),
        backend=BACKEND,
    )
    return client
