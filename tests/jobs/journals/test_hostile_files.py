"""Hostile and broken journal files: each ends in a sentence or a correct import, never in changed data."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from pumpurs.web.words import REASONS, in_words
from tests.database import as_owner
from tests.jobs.journals.hostile_journals import CASES
from tests.jobs.journals.school import School, journal, line, reasons, rejected, taken

pytestmark = pytest.mark.django_db


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_each_ends_in_a_sentence_or_a_correct_import(name: str, school: School, folder: Path) -> None:
    case = CASES[name]
    with as_owner():
        School("Raunas pamatskola", prefix="M", code="320000-00002")
    taken(journal(folder, [line("L1", "01.09.2026", "1", "Sports", "ir")], name="pirms.csv"), school)
    before = school.rows(case.what)

    card = taken(case.make(folder), school, what=case.what)

    told = rejected(card)
    assert (card.state, card.accepted) == (case.state, case.accepted)
    assert [(row, code) for row, _, _, code in told if (row, code) in case.rejections] == list(
        case.rejections
    )
    assert case.reason in reasons(card) or not (case.reason or card.reasons)
    assert all(one.code in REASONS for one in card.reasons)
    assert all(code in REASONS for _, _, _, code in told)
    if case.state == "taken":
        assert len(school.rows(case.what)) == len(before) + case.accepted
    else:
        assert school.rows(case.what) == before
    with override("lv"):
        assert all(in_words(one) for one in card.reasons)
