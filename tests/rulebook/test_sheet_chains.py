"""Approval of monthly sheets: head first, the head's own one level up, and what a wrong table is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import sheet_chains
from pumpurs.rulebook.reading import TABLES, RulebookError
from pumpurs.values.roles import Role

DAY = date(2026, 10, 31)
TEXT = (TABLES / "sheet_chains.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "own", "roles"),
    [
        ("municipality", False, (Role.HEAD, Role.MUNICIPAL_COORDINATOR)),
        ("municipality", True, (Role.MUNICIPAL_COORDINATOR,)),
        ("state_vocational_school", False, (Role.HEAD,)),
        ("state_vocational_school", True, (Role.NATIONAL_EXPERT,)),
    ],
)
def test_each_kind_of_partner_has_its_chain_and_one_for_its_heads(
    kind: str, own: bool, roles: tuple[Role, ...]
) -> None:
    assert sheet_chains.chain(kind, DAY, own_of_head=own) == roles


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('["head", "municipal_coordinator"]', '["municipal_coordinator"]', "must begin with the head"),
        ('roles = ["national_expert"]', 'roles = ["head"]', "must name somebody above the head"),
        ('roles = ["national_expert"]', "roles = []", "must name somebody above the head"),
        ("municipality.", "village.", "village: is no kind of partner"),
    ],
)
def test_a_wrong_chain_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    for table in TABLES.glob("*.toml"):
        (tmp_path / table.name).write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "sheet_chains.toml").write_text(TEXT.replace(before, after), encoding="utf-8")

    with pytest.raises(RulebookError, match=told):
        sheet_chains.read(tmp_path)
