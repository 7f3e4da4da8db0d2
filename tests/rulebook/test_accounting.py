"""Terms of accounting, the Fund's share and the weights of samples."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import accounting_terms, funding_shares, sample_weights
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)


def test_budgets_warn_at_three_levels() -> None:
    assert accounting_terms.warnings_on(DAY) == (80, 95, 100)


def test_the_fund_pays_85_per_cent() -> None:
    assert funding_shares.fund_percent_on(DAY) == 85


def test_no_weight_speaks_of_a_person() -> None:
    assert set(sample_weights.table().rules) == {
        "every_record",
        "each_full_hundred_eur",
        "package_was_returned",
        "corrected_later",
    }


def test_a_share_over_a_hundred_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"share\.number: is more than 100"):
        funding_shares.read(plant(tmp_path, "funding_shares", "number = 85", "number = 101"))
