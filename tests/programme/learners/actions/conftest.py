"""Fixtures of roster imports: a school, and all business rows of the room."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from tests.programme.learners.actions.roster_scene import School

AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def school(as_owner: AsOwner) -> School:
    return School(as_owner)


@pytest.fixture
def everything(as_owner: AsOwner) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """All business rows of the room, to be compared before and after."""

    def rows() -> dict[str, list[tuple[Any, ...]]]:
        with as_owner():
            return {
                table: sorted(_rows(table))
                for table in (
                    "learners_learner", "learners_learneridentifier", "learners_enrollment", "learners_schoolclass",
                )
            }  # fmt: skip

    def _rows(table: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {table} t")
            return list(cursor.fetchall())

    return rows
