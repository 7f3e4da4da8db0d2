"""What may be paid, to whom, and how much at most."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pumpurs.rulebook import compensation_kinds
from pumpurs.rulebook.reading import RulebookError
from tests.examples import cases, said
from tests.rulebook.planted import plant

CAP_OF_MEALS = '  [[meals.cap]]\n  since = 2017-03-01\n  eur = 70.00\n  source = "programme_description"\n'


@pytest.mark.parametrize("case", cases("compensation_caps"), ids=said)
def test_signed_off_caps(case: dict[str, str]) -> None:
    kind, day = compensation_kinds.kind(case["kind"]), date.fromisoformat(case["day"])

    found = {
        "per": kind.per,
        "cap_eur": cap_in_words(kind.key, day),
        "general": "yes" if kind.open_to_learner(vocational=False) else "no",
        "vocational": "yes" if kind.open_to_learner(vocational=True) else "no",
    }

    assert found == {key: case[key] for key in found}


def cap_in_words(key: str, day: date) -> str:
    if key not in {kind.key for kind in compensation_kinds.kinds_on(day)}:
        return "none"
    cap = compensation_kinds.cap_on(key, day)
    return "uncapped" if cap.uncapped else str(cap.eur)


def test_there_are_six_kinds_and_one_of_them_is_uncapped() -> None:
    kinds = compensation_kinds.kinds_on(date(2026, 11, 22))

    assert len(kinds) == 6
    assert [kind.key for kind in kinds if kind.caps[0].uncapped] == ["learning_aids"]


def test_caps_are_exact_decimals_with_cents() -> None:
    assert compensation_kinds.cap_on("meals", date(2026, 11, 22)).eur == Decimal("70.00")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (CAP_OF_MEALS, "", "meals.cap: is missing; give a cap, or a cap block with `uncapped = true`"),
        ("  eur = 70.00\n", "", "meals.cap.eur: is missing; without a cap say `uncapped = true`"),
        ("eur = 70.00", "eur = 70.00\n  uncapped = true", "meals.cap.eur: stands beside `uncapped = true`"),
        ("eur = 70.00", "eur = 70.005", "meals.cap.eur: has parts of a cent"),
        ("eur = 70.00", "eur = -70.00", "meals.cap.eur: must be a number that is not negative"),
        ("eur = 70.00", "eur = inf", "meals.cap.eur: must be a number that is not negative"),
        ("eur = 70.00", "eur = 70.00\n  amount = 3", "meals.cap.amount: is an unknown key"),
        ("eur = 70.00\n  source", "eur = 70.00\n  sorce", "meals.cap.source: is missing"),
        (
            'per = "month"',
            'per = "year"',
            "intercity_transport.per: does not know 'year'; one of month, semester",
        ),
        ('open_to = ["vocational"]', "open_to = []", "learning_aids.open_to: names nobody"),
        (
            'uncapped = true\n  source = "programme_description"',
            "uncapped = true",
            "learning_aids.cap.source: is missing",
        ),
    ],
)
def test_a_faulty_cap_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        compensation_kinds.read(plant(tmp_path, "compensation_kinds", right, wrong))

    assert str(refused.value).startswith(f"compensation_kinds.toml, {said}")


def test_conditions_have_a_source_of_their_own() -> None:
    condition = compensation_kinds.kind("personal_items").condition

    assert condition is not None
    assert (condition.code, condition.force.source) == ("low_income_family", "municipal_experience")
