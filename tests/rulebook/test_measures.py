"""Support that may be planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.rulebook import compensation_kinds, measures
from pumpurs.rulebook.reading import RulebookError
from tests.rulebook.planted import plant

DAY = date(2026, 11, 22)


def test_there_are_eight_kinds_of_consultation_each_given_by_its_position() -> None:
    found = {one.given_by: one.unit for one in measures.measures_on(DAY) if one.is_consultation}

    assert found == {
        (position,): "hour"
        for position in (
            "teacher",
            "psychologist",
            "social_pedagogue",
            "teacher_assistant",
            "special_education_teacher",
            "sign_language_interpreter",
            "assistant",
            "occupational_therapist",
        )
    }


def test_every_compensation_kind_is_a_measure_of_the_same_name() -> None:
    found = {one.compensation_kind: one.name for one in measures.measures_on(DAY) if not one.is_consultation}

    assert found == {kind.key: kind.name for kind in compensation_kinds.kinds_on(DAY)}


def test_learning_aids_are_for_vocational_learners_only_and_consultations_for_all() -> None:
    aids, teacher = measures.measure("learning_aids"), measures.measure("teacher_consultation")

    assert [aids.open_to_learner(vocational=vocational) for vocational in (False, True)] == [False, True]
    assert [teacher.open_to_learner(vocational=vocational) for vocational in (False, True)] == [True, True]


def test_families_read_measures_in_four_languages() -> None:
    for one in measures.measures_on(DAY):
        assert len({one.name.in_language(language) for language in ("lv", "en", "ru", "uk")}) >= 3, one.key
        assert one.name.ru, one.key
        assert one.name.uk, one.key


def test_nothing_can_be_planned_before_the_programme() -> None:
    assert measures.measures_on(date(2017, 2, 28)) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'given_by = ["teacher"]',
            'given_by = ["wizard"]',
            "teacher_consultation.given_by: does not know 'wizard'",
        ),
        (
            'given_by = ["teacher"]',
            "given_by = []",
            "teacher_consultation.given_by: a consultation is planned",
        ),
        ('unit = "hour"', 'unit = "eur"', "teacher_consultation.given_by: a consultation is planned in"),
        ('unit = "eur"', 'unit = "hour"', "intercity_transport.unit: a compensation is planned in"),
        (
            'compensation_kind = "meals"',
            'compensation_kind = "sweets"',
            "meals.compensation_kind: does not know 'sweets'",
        ),
    ],
)
def test_a_faulty_measure_is_refused(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        measures.read(plant(tmp_path, "support_measures", right, wrong))

    assert str(refused.value).startswith(f"support_measures.toml, {said}")
