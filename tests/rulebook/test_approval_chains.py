"""Who approves a plan, in which order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import approval_chains
from pumpurs.rulebook.reading import RulebookError
from pumpurs.rulebook.vocabulary import partner_kinds
from tests.examples import cases, said
from tests.rulebook.planted import plant


@pytest.mark.parametrize("case", cases("approval_chains"), ids=said)
def test_signed_off_chains(case: dict[str, str]) -> None:
    day = date.fromisoformat(case["day"])

    if case["expected"] == "none":
        with pytest.raises(RulebookError, match="nothing is in force"):
            approval_chains.chain(case["partner_kind"], day)
    else:
        assert " > ".join(approval_chains.chain(case["partner_kind"], day)) == case["expected"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            '["head", "national_expert"]',
            '["national_expert"]',
            "state_vocational_school.chain.roles: must begin with",
        ),
        (
            '["head", "national_expert"]',
            '["national_expert", "head"]',
            "state_vocational_school.chain.roles: must begin",
        ),
        (
            '["head", "national_expert"]',
            "[]",
            "state_vocational_school.chain.roles: must begin with the head",
        ),
        (
            '["head", "national_expert"]',
            '["head", "minister"]',
            "state_vocational_school.chain.roles: does not know",
        ),
        ("[[municipality.chain]]", "[[village.chain]]", "village: is no kind of partner"),
    ],
)
def test_a_faulty_chain_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        approval_chains.read(plant(tmp_path, "approval_chains", right, wrong))

    assert str(refused.value).startswith(f"approval_chains.toml, {said}")


def test_every_kind_of_partner_has_a_chain() -> None:
    assert set(approval_chains.table().rules) == set(partner_kinds.rules)


def test_a_chain_is_shown_step_by_step() -> None:
    row = approval_chains.shown().rows[0]

    assert row.value.en == "head of institution → municipal coordinator → national expert"
    assert row.value.lv == "iestādes vadītājs → pašvaldības koordinators → programmas eksperts"
