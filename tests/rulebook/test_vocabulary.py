"""Lists of kinds and reasons."""

from __future__ import annotations

from datetime import date

import pytest

from pumpurs.rulebook.vocabulary import (
    Vocabulary,
    partner_kinds,
    refusal_reasons,
    strategic_partner_kinds,
    suspension_reasons,
)

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (partner_kinds, {"municipality", "state_vocational_school"}),
        (strategic_partner_kinds, {"social_service", "orphans_court", "education_board"}),
        (refusal_reasons, {"no_real_threat", "duplicate_programme"}),
        (suspension_reasons, {"leaves_programme", "long_absence"}),
    ],
)
def test_a_list_holds_the_keys_that_records_store(table: Vocabulary, keys: set[str]) -> None:
    assert keys <= {term.key for term in table.on(DAY)}
    assert table.on(date(2017, 2, 28)) == ()


def test_a_reason_is_told_in_both_languages() -> None:
    reason = refusal_reasons.term("no_real_threat")

    assert reason.name.lv == "Nav reālu mācību pārtraukšanas draudu"
    assert reason.name.en == "No real threat of leaving school"
