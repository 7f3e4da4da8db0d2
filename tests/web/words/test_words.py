"""Codes become sentences and names in the language of the reader."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from pumpurs.values.reasons import Reason
from pumpurs.web import words
from pumpurs.web.words import in_words
from pumpurs.web.words.semesters import semester_name

DAY = date(2026, 10, 1)
NAMES = {
    "lv": "2026./2027. mācību gada 2. semestris",
    "en": "2026/2027, semester 2",
    "ru": "2-й семестр 2026/2027 учебного года",
    "uk": "2-й семестр 2026/2027 навчального року",
}


@pytest.mark.parametrize("language", NAMES)
def test_a_semester_has_its_name_in_each_language_of_families(language: str) -> None:
    with translation.override(language):
        assert semester_name("2026/2") == NAMES[language]


def test_a_reason_names_its_semester_and_writes_its_day_as_the_pages_do() -> None:
    with translation.override("lv"):
        known = in_words(Reason("plan.start.there_is_one", {"semester": "2026/1"}))
        later = in_words(Reason("consents.withdraw.wrong_day", {"day": date(2026, 9, 1)}))

    assert "2026./2027. mācību gada 1. semestris" in known
    assert "01.09.2026." in later


def test_time_months_and_the_end_of_a_sentence_are_told_as_people_tell_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "REASONS", {**words.REASONS, "x.ends": "Beidzas %(day)s."})
    with translation.override("lv"):
        ends = in_words(Reason("x.ends", {"day": DAY}))
        left = in_words(
            Reason("work.record.over_planned", {"planned_minutes": 1200, "left_minutes": 200}, place="x")
        )
        months = in_words(Reason("statement.draft.not_accepted", {"months": "2026-09, 2026-11"}))
        lasts = in_words(Reason("work.record.outside_plan", {"first": DAY, "last": DAY}))

    assert "3 h 20 min" in left.replace("\N{NO-BREAK SPACE}", " ")
    assert "2026. gada septembris, 2026. gada novembris" in months
    assert lasts.endswith("01.10.2026.")
    assert ends == "Beidzas 01.10.2026."
