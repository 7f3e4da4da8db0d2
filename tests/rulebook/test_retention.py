"""How long data is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import retention
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)


def test_texts_on_health_and_family_go_twelve_months_after_the_plan() -> None:
    term = retention.term_on("restricted_texts", DAY)

    assert (term.amount, term.unit, term.counted_from.en) == (12, "months", "the plan was closed")


def test_consents_are_kept_as_long_as_the_evidence_of_money() -> None:
    assert retention.term_on("consents", DAY) == retention.term_on("money_evidence", DAY)


def test_published_tables_are_kept_for_ever() -> None:
    assert retention.term_on("published_tables", DAY).forever


def test_no_term_claims_to_be_confirmed_before_the_controller_confirms_it() -> None:
    assert {term.confirmed for one in retention.table().rules.values() for term in one.versions} == {False}


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("  months = 12\n", "", ", restricted_texts.term: give exactly one of years, months"),
        ("  months = 12\n", "  months = 12\n  days = 3\n", ", restricted_texts.term: give exactly one of"),
        (
            'same_as = "money_evidence"',
            'same_as = "nothing"',
            ", consents.term.same_as: 'nothing' is no kind",
        ),
        (
            'same_as = "money_evidence"',
            'same_as = "consents"',
            ", consents.term.same_as: 'consents' is no kind",
        ),
        ("  confirmed = false\n", "", ", restricted_texts.term.confirmed: is missing"),
    ],
)
def test_a_faulty_term_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        retention.read(plant(tmp_path, "retention", right, wrong))

    assert str(refused.value).startswith(f"retention.toml{said}")


@pytest.mark.parametrize(
    ("today", "oldest"),
    [(date(2026, 11, 22), date(2024, 10, 22)), (date(2026, 3, 31), date(2024, 2, 29))],  # 25 months
)
def test_a_term_of_months_ends_on_the_same_day_of_the_month_or_its_last(today: date, oldest: date) -> None:
    assert retention.oldest_kept("raw_attendance_and_marks", today) == oldest


def test_a_term_of_days_counts_them() -> None:
    assert retention.oldest_kept("imported_files", date(2026, 11, 22)) == date(2026, 10, 23)  # 30 days


@pytest.mark.parametrize("key", ["published_tables", "temporary_files"])
def test_a_term_that_is_not_of_days_or_longer_has_no_oldest_day(key: str) -> None:
    with pytest.raises(RulebookError, match="not of days, months or years"):
        retention.oldest_kept(key, date(2026, 11, 22))
