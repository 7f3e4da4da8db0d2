"""People and hands for tests of sign-in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from pumpurs.programme.people.models import Account
from pumpurs.values.roles import Role
from tests.programme.people_and_places import appoint, make_account, make_institution
from tests.web.signin.hands import PASSWORD, sign_in

AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def teacher(db: None, as_owner: AsOwner) -> Account:
    """Anna, plan author at one school, with a password."""
    with as_owner():
        account = make_account("Anna Liepa", email="anna.liepa@example.lv")
        account.set_password(PASSWORD)
        account.save()
        appoint(Role.PLAN_AUTHOR, make_institution(), account=account)
    return account


@pytest.fixture
def at_work(teacher: Account) -> Client:
    """Anna's browser, signed in."""
    client = Client()
    assert sign_in(client).status_code == 302
    return client
