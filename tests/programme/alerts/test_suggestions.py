"""Which risk factors an alert speaks of: those that the missed lessons bear out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pumpurs.foundation.visibility import looking_as
from pumpurs.programme.alerts.actions.keys import keys_of_learners
from pumpurs.programme.alerts.actions.records import put_records
from pumpurs.programme.alerts.queries.alerts import one_alert
from pumpurs.programme.alerts.rules.records import NO_RECORDS, Absence, Records, Week
from pumpurs.rulebook import attendance_codes, early_warning_rules
from tests.database import as_owner
from tests.programme.alerts.nights import EVENING, NIGHT, School, alert_of, night, sign
from tests.programme.people_and_places import TODAY

FIRST = date(2026, 9, 7)
(OF_ILLNESS,) = [
    one for one in early_warning_rules.rule("many_missed").suggests if one.factor == "long_illness"
]


def missed(*kinds: str, day: date = EVENING) -> Records:
    """Lessons of one day, each marked so."""
    codes = [attendance_codes.code(kind).code for kind in kinds]
    return Records((), tuple(Absence(day, nr, code, "") for nr, code in enumerate(codes, 1)), (), ())


@pytest.mark.parametrize(
    ("kinds", "borne_out"),
    [
        (["excused_illness", "unexcused"], True),
        (["excused_illness", "unexcused", "excused"], False),
        (["excused_illness", "late", "late", "late"], True),  # who comes late was there
        (["unexcused", "unexcused"], False),
        ([], False),
    ],
)
def test_illness_is_borne_out_by_half_of_the_lessons_missed(kinds: Sequence[str], borne_out: bool) -> None:
    assert missed(*kinds).bear_out(OF_ILLNESS, FIRST, EVENING) is borne_out


def test_lessons_missed_outside_the_days_of_the_fact_bear_nothing_out() -> None:
    records = missed("excused_illness", day=date(2026, 9, 4))

    assert not records.bear_out(OF_ILLNESS, FIRST, EVENING)
    assert not NO_RECORDS.bear_out(OF_ILLNESS, FIRST, EVENING)


def test_a_week_of_illness_that_the_figure_leaves_out_suggests_no_illness() -> None:
    ill = missed(*["excused_illness"] * 35, day=date(2026, 9, 9))
    away = missed(*["unexcused"] * 30, day=date(2026, 9, 14))
    weeks = Week(date(2026, 9, 7), 0, 0, 0, left_out=35), Week(date(2026, 9, 14), 35, 30, 30)

    both = Records(weeks, (*away.absences, *ill.absences), (), ())

    assert not both.bear_out(OF_ILLNESS, FIRST, EVENING)
    assert Records(weeks[1:], both.absences, (), ()).bear_out(OF_ILLNESS, FIRST, EVENING)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "suggested"), [("unexcused", ("low_motivation",)), ("excused_illness", ("long_illness",))]
)
def test_an_alert_of_many_missed_lessons_suggests_what_they_were(
    kind: str, suggested: tuple[str, ...]
) -> None:
    with as_owner():
        school = School()
        night({school.first: [sign("many_missed", 30, 100)]})
        with looking_as(NIGHT):
            (key,) = keys_of_learners(viewer=NIGHT, learners=[school.first.id]).values()
            put_records({key: missed(kind)}, EVENING)

    found = one_alert(viewer=school.teacher, alert_id=alert_of(school.first).id, today=TODAY)

    assert found.suggests == suggested
