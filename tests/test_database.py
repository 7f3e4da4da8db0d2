"""Tests work as the pages do: as the plain web role, in every session, except where the owner arranges."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, transaction

AsOwner = Callable[[], AbstractContextManager[None]]


def who() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_test_is_the_web_role_and_the_owner_only_inside(as_owner: AsOwner) -> None:
    assert who() == "pumpurs_web"
    with as_owner():
        assert who() != "pumpurs_web"
    assert who() == "pumpurs_web"


@pytest.mark.django_db
def test_a_fault_while_arranging_ends_the_owners_rights_too(as_owner: AsOwner) -> None:
    with pytest.raises(DatabaseError), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

    assert who() == "pumpurs_web"


@pytest.mark.django_db(transaction=True)
def test_it_holds_where_transactions_are_real(as_owner: AsOwner) -> None:
    with pytest.raises(DatabaseError), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert who() == "pumpurs_web"

    connection.close()

    assert who() == "pumpurs_web"
    with transaction.atomic():
        assert who() == "pumpurs_web"


@pytest.mark.django_db
def test_the_web_role_may_not_change_the_tables() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE foundation_auditline")
