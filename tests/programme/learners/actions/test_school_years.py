"""A learner's school years: a row a year, begun by the year's first list, corrected in place, never two on one day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import Enrollment
from pumpurs.values.roles import Role
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import School, counts, learners
from tests.programme.learners.rosters import JEKABS, LIVA, NOW, Pupil, Roster, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db

EDGE = date(2027, 9, 1)
SEPTEMBER = datetime(2027, 9, 6, 12, 0, tzinfo=UTC)
NOVEMBER = datetime(2027, 11, 8, 12, 0, tzinfo=UTC)
THIS_YEAR, NEXT_YEAR = "2026/2027", "2027/2028"
Year = tuple[str, int, date, date | None]


def years(name: str = "Līva") -> list[Year]:
    """School year, grade, first day and end of each row of a learner, in order of time."""
    raise_wall(job_viewer("roster"))
    rows = Enrollment.objects.filter(learner__given_name=name).order_by("since", "until")
    return list(rows.values_list("school_year", "grade", "since", "until"))


@pytest.fixture
def known(school: School, tmp_path: Path) -> School:
    """Līva and Jēkabs learn at the school this year, in grade 7."""
    imported(Roster([LIVA, JEKABS]).at(tmp_path / "known"), school.head, **school.where)
    return school


def listed(school: School, folder: Path, *pupils: Pupil, now: datetime = SEPTEMBER, **more: Any) -> Any:
    """A list of next school year, confirmed; the id."""
    roster = Roster(pupils, year=2027).but(**more)
    return imported(roster.at(folder / f"{now:%m%d%H}{len(pupils)}"), school.head, now=now, **school.where)


def test_the_first_list_of_a_school_year_begins_a_row_at_the_years_edge(
    known: School, tmp_path: Path
) -> None:
    listed(known, tmp_path, replace(LIVA, school_class="8.a"), JEKABS)

    assert years() == [(THIS_YEAR, 7, date(2026, 9, 1), EDGE), (NEXT_YEAR, 8, EDGE, None)]
    with_class = Enrollment.objects.filter(until=None).values_list(
        "school_class__name", "school_class__school_year"
    )
    assert sorted(with_class) == [("7.b", NEXT_YEAR), ("8.a", NEXT_YEAR)]
    assert not Enrollment.objects.exclude(kept_name="").exists()


def test_who_stays_in_the_grade_and_class_begins_a_row_as_well(known: School, tmp_path: Path) -> None:
    listed(known, tmp_path, LIVA, JEKABS)

    assert years("Jēkabs") == [(THIS_YEAR, 7, date(2026, 9, 1), EDGE), (NEXT_YEAR, 7, EDGE, None)]


def test_a_list_of_august_begins_the_row_on_the_first_of_september(known: School, tmp_path: Path) -> None:
    listed(known, tmp_path, LIVA, JEKABS, now=datetime(2027, 8, 20, 12, 0, tzinfo=UTC))

    assert years() == [(THIS_YEAR, 7, date(2026, 9, 1), EDGE), (NEXT_YEAR, 7, EDGE, None)]


@pytest.mark.parametrize("corrected", ["8.a", "7.c"])
def test_a_later_list_of_the_year_corrects_its_row_in_place(
    known: School, tmp_path: Path, corrected: str
) -> None:
    listed(known, tmp_path, LIVA, JEKABS)

    listed(known, tmp_path, replace(LIVA, school_class=corrected), JEKABS, now=NOVEMBER)

    grade = int(corrected[0])
    assert years() == [(THIS_YEAR, 7, date(2026, 9, 1), EDGE), (NEXT_YEAR, grade, EDGE, None)]
    now = Enrollment.objects.select_related("school_class").get(learner__given_name="Līva", until=None)
    assert now.school_class is not None
    assert now.school_class.name == corrected


def test_the_same_list_again_begins_nothing(known: School, tmp_path: Path) -> None:
    listed(known, tmp_path, LIVA, JEKABS)
    before = years()

    again = listed(known, tmp_path, LIVA, JEKABS, now=SEPTEMBER + timedelta(hours=1))

    assert counts(again) == (0, 0, 0, 0)
    assert years() == before


def test_a_new_name_alone_tells_nothing_of_the_new_year(known: School, tmp_path: Path) -> None:
    renamed = replace(LIVA, family_name="Kalniņa", school_class="")

    listed(known, tmp_path, renamed, mode="delta")

    assert learners()["Līva"].family_name == "Kalniņa"
    assert years() == [(THIS_YEAR, 7, date(2026, 9, 1), None)]


def test_undoing_the_first_list_of_a_year_gives_the_year_before_back(
    known: School, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    before = everything()
    roster_id = listed(known, tmp_path, replace(LIVA, school_class="8.a"), JEKABS)

    undo(roster_id=roster_id, viewer=known.head, now=SEPTEMBER)

    assert everything() == before


@pytest.mark.parametrize(
    ("now", "day"),
    [(SEPTEMBER, EDGE), (NOVEMBER, date(2027, 11, 8))],
    ids=["September's list closes the old year", "later, the day of the list"],
)
def test_who_is_moved_is_at_one_school_a_day(
    known: School, as_owner: AsOwner, tmp_path: Path, now: datetime, day: date
) -> None:
    with as_owner():
        other = place.make_institution(
            "Raunas pamatskola", partner=known.institution.partner, source_code="S2"
        )
        coordinator = place.viewer_for(place.appoint(Role.MUNICIPAL_COORDINATOR, other.partner))
    moved = Roster(
        [replace(LIVA, school="S2", school_class="8.a"), JEKABS],
        {"S1": "Priekuļu vidusskola", "S2": "Raunas pamatskola"},
        year=2027,
    )

    imported(moved.at(tmp_path / "m"), coordinator, now=now, partner_id=other.partner_id)

    assert years() == [(THIS_YEAR, 7, date(2026, 9, 1), day), (NEXT_YEAR, 8, day, None)]
    assert Enrollment.objects.get(learner__given_name="Līva", until=day).kept_name == "Līva Bērziņa"


def test_who_comes_back_in_the_year_has_the_time_between_left_out(known: School, tmp_path: Path) -> None:
    away, back = NOW + timedelta(days=10), NOW + timedelta(days=40)
    imported(Roster([JEKABS]).at(tmp_path / "away"), known.head, now=away, **known.where)

    imported(Roster([LIVA, JEKABS]).at(tmp_path / "back"), known.head, now=back, **known.where)

    assert years() == [
        (THIS_YEAR, 7, date(2026, 9, 1), away.date()),
        (THIS_YEAR, 7, back.date(), None),
    ]


def test_the_database_takes_no_two_rows_of_a_learner_on_one_day(known: School, as_owner: AsOwner) -> None:
    with as_owner():
        there = Enrollment.objects.filter(learner__given_name="Līva").values(
            "learner_id", "institution_id", "school_year", "grade"
        )[0]
        with pytest.raises(IntegrityError, match="one_enrollment_at_a_time"), transaction.atomic():
            Enrollment.objects.create(**there, since=date(2027, 5, 3), until=date(2027, 5, 4))


FILL = import_module("pumpurs.programme.learners.migrations.0009_school_years").FILL


@pytest.mark.parametrize(
    ("since", "until", "year"),
    [
        (date(2024, 9, 2), date(2026, 6, 1), "2025/2026"),
        (date(2024, 9, 2), date(2026, 9, 1), "2025/2026"),  # the last day is 31 August
        (date(2024, 9, 2), date(2026, 9, 8), "2025/2026"),  # the day on which September's list was confirmed
        (date(2026, 9, 1), date(2026, 9, 8), "2026/2027"),
        (date(2024, 9, 2), date(2026, 10, 2), "2026/2027"),
        (date(2026, 9, 1), date(2026, 9, 1), "2026/2027"),
        (date(2026, 2, 1), None, "2025/2026"),
    ],
)
def test_a_row_without_a_class_gets_the_year_of_its_last_day(
    as_owner: AsOwner, since: date, until: date | None, year: str
) -> None:
    with as_owner(), connection.cursor() as cursor:
        place.make_learner(place.make_institution("Priekuļu vidusskola"))
        Enrollment.objects.update(since=since, until=until, school_year="")
        cursor.execute(FILL)

        assert list(Enrollment.objects.values_list("school_year", "since", "until")) == [(year, since, until)]


def test_rows_of_before_keep_their_order_and_share_no_day(as_owner: AsOwner) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE learners_enrollment DROP CONSTRAINT one_enrollment_at_a_time")
        first, second = (place.make_institution(name) for name in ("Raunas skola", "Taurenes skola"))
        group = place.make_class(second, "8.b", grade=8)
        learner = place.make_learner(first)
        Enrollment.objects.update(since=date(2021, 9, 1), until=date(2026, 10, 5), school_year="")
        Enrollment.objects.create(
            learner=learner, institution=second, school_class=group, grade=8, since=date(2026, 9, 1)
        )
        cursor.execute(FILL)

        found = Enrollment.objects.order_by("since").values_list(
            "institution__name", "school_year", "since", "until"
        )
        assert list(found) == [
            ("Raunas skola", THIS_YEAR, date(2021, 9, 1), date(2026, 10, 5)),
            ("Taurenes skola", THIS_YEAR, date(2026, 10, 5), None),
        ]
