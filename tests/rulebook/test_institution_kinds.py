"""Kinds of institutions."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.rulebook import institution_kinds


@pytest.mark.parametrize(
    ("key", "vocational"),
    [("basic_school", False), ("secondary_school", False), ("technical_school", True), ("college", True)],
)
def test_a_kind_says_whether_it_teaches_vocational_programmes(key: str, vocational: bool) -> None:
    assert institution_kinds.kind(key).vocational is vocational


def test_every_kind_teaches_something() -> None:
    assert all(kind.teaches for kind in institution_kinds.kinds_on(date(2026, 11, 22)))
