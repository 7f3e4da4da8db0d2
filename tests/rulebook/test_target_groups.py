"""Which learners the programme is open to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import target_groups
from pumpurs.rulebook.reading import RulebookError
from tests.examples import cases, said
from tests.rulebook.planted import plant


@pytest.mark.parametrize("case", cases("target_groups"), ids=said)
def test_signed_off_target_groups(case: dict[str, str]) -> None:
    found = target_groups.open_to(
        int(case["grade"]), case["education"] == "vocational", date.fromisoformat(case["day"])
    )

    assert found is (case["expected"] == "yes")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("  until = 2021-08-31\n", "", "general.grades: since 2021-09-01 overlaps the one since 2017-03-01"),
        ("last = 12", "last = 4", "general.grades.last: 4 is below first = 5"),
        ("[vocational]", "[university]", "university.grades: is missing"),
    ],
)
def test_a_faulty_target_group_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        target_groups.read(plant(tmp_path, "target_groups", right, wrong))

    assert str(refused.value).startswith(f"target_groups.toml, {said}")
