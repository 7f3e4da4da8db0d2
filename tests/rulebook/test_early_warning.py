"""Indicators, rules of early warning, codes of lessons and notes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pumpurs.rulebook import attendance_codes, early_warning_rules, indicators, note_kinds, risks
from pumpurs.rulebook.reading import RulebookError
from pumpurs.values.grades import on_ladder
from tests.rulebook.planted import plant

DAY = date(2026, 5, 15)


def test_the_duty_is_more_than_twenty_lessons_by_the_regulation() -> None:
    rule = early_warning_rules.rule("unexcused_duty")
    threshold = rule.on(DAY)[0]

    assert (rule.operator, threshold.value, rule.severity) == (">", Fraction(20), "duty")
    assert threshold.force.source == "absence_regulation"


def test_the_youngest_grades_have_their_own_threshold() -> None:
    young, old, _vocational = early_warning_rules.rule("many_unexcused").on(DAY)

    assert (young.first_grade, young.last_grade, young.value) == (1, 4, Fraction(1, 20))
    assert (old.first_grade, old.last_grade, old.value) == (5, 12, Fraction(1, 10))


def test_years_of_a_vocational_course_have_the_values_of_the_eldest_grades() -> None:
    first, last = on_ladder(1, vocational=True), on_ladder(4, vocational=True)
    for rule in early_warning_rules.table().rules.values():
        (eldest,) = [one for one in rule.on(DAY) if one.first_grade <= 12 == one.last_grade]
        (vocational,) = [one for one in rule.on(DAY) if (one.first_grade, one.last_grade) == (first, last)]

        assert (vocational.value, vocational.minimum_seen) == (eldest.value, eldest.minimum_seen)
        assert vocational.force.source in ("early_warning_assumption", "absence_regulation")


def test_a_rule_suggests_factors_of_the_catalogue_of_plans() -> None:
    for rule in early_warning_rules.table().rules.values():
        assert rule.factors
        assert rule.factors <= set(risks.table().factors)


def test_illness_is_suggested_for_missed_lessons_only_where_illness_excused_them() -> None:
    spoken = [
        (rule.key, one.codes)
        for rule in early_warning_rules.table().rules.values()
        for one in rule.suggests
        if one.factor == "long_illness"
    ]

    assert spoken == [("many_missed", frozenset({attendance_codes.code("excused_illness").code}))]


def test_every_indicator_has_a_rule() -> None:
    used = {rule.indicator.key for rule in early_warning_rules.table().rules.values()}

    assert used == set(indicators.table().rules)


def test_the_version_changes_with_a_threshold_and_not_with_a_name(tmp_path: Path) -> None:
    now = early_warning_rules.table().version_on(DAY)
    renamed = plant(
        tmp_path, "early_warning_rules", 'name.en = "Marks fall"', 'name.en = "Marks are falling"'
    )
    same = early_warning_rules.read(renamed).version_on(DAY)
    other = early_warning_rules.read(plant(tmp_path, "early_warning_rules", "value = 0.40", "value = 0.41"))

    assert same == now
    assert other.version_on(DAY) != now


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('operator = ">"', 'operator = "<"', "unexcused_duty.operator: unexcused_lessons is worse the more"),
        ('operator = ">"', 'operator = "="', "unexcused_duty.operator: does not know"),
        ('window = "semester"', 'window = "now"', "unexcused_duty.window: does not know"),
        ('"unexcused_absence"]', '"bad_luck"]', "unexcused_duty.suggests: does not know"),
        ('["unexcused_absence"]', "[]", "unexcused_duty.suggests: names no risk factor"),
        ('"long_illness"', '"bad_luck"', "many_missed.suggests_if.factor: does not know"),
        ('["excused_illness"]', '["present"]', "many_missed.suggests_if.absences: does not know 'present'"),
        ('["excused_illness"]', "[]", "many_missed.suggests_if.percent: is 1 to 100, of at least one kind"),
        ("percent = 50", "percent = 0", "many_missed.suggests_if.percent: is 1 to 100"),
        ("percent = 50", "percent = 101", "many_missed.suggests_if.percent: is 1 to 100"),
        (
            "grades = [1, 12]",
            "grades = [12, 1]",
            "unexcused_duty.threshold.grades: is the first and the last",
        ),
        (
            "vocational_years = [1, 4]",
            "vocational_years = [4, 1]",
            "unexcused_duty.threshold.vocational_years: is the first and the last",
        ),
        ("grades = [1, 12]", "grades = [1]", "unexcused_duty.threshold.grades: is the first and the last"),
        ("grades = [1, 12]", "grades = [-1, 12]", "unexcused_duty.threshold.grades: must not hold negative"),
        ("grades = [1, 12]", 'grades = ["1"]', "unexcused_duty.threshold.grades: must be a list of whole"),
        ("grades = [5, 12]", "grades = [4, 12]", "many_missed.threshold: two are in force for grade 4"),
        (
            "value = 20",
            "value = -20",
            "unexcused_duty.threshold.value: must be a number that is not negative",
        ),
    ],
)
def test_a_faulty_rule_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        early_warning_rules.read(plant(tmp_path, "early_warning_rules", right, wrong))

    assert str(refused.value).startswith(f"early_warning_rules.toml, {said}")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("code = 5", "code = 4", "the codes are different numbers from 0 to 5"),
        ("code = 5", "code = 6", "the codes are different numbers from 0 to 5"),
        ('counts = "attended"', 'counts = "perhaps"', "present.counts: does not know"),
    ],
)
def test_a_faulty_code_of_a_lesson_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        attendance_codes.read(plant(tmp_path, "attendance_codes", right, wrong))


def test_two_kinds_of_notes_with_one_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="two kinds have the same number"):
        note_kinds.read(plant(tmp_path, "note_kinds", "code = 2", "code = 1"))


def test_only_remarks_on_behaviour_count() -> None:
    assert note_kinds.counted_codes() == (note_kinds.kind("behaviour").code,)


def test_a_number_an_indicator_lacks_is_told() -> None:
    with pytest.raises(RulebookError, match=r"indicators.toml, mark_fall.number: no key 'hours'"):
        indicators.indicator("mark_fall").number("hours")


def test_thresholds_are_shown_in_words_of_both_languages() -> None:
    said = {row.value.lv: row.value.en for row in early_warning_rules.shown().rows}

    assert "Neattaisnoti kavētās stundas (semestrī): vairāk nekā 20; 1.–12. klase" in said
    assert "Neattaisnoti kavētās stundas (semestrī): vairāk nekā 20; 1.–4. kurss" in said
    assert "Growth of absence (in the last four weeks of school): at least 10 %; grades 1–12" in said.values()
