"""What a journal file becomes in the store: attendance, marks, notes, lessons held; who is meant; which months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm, receive, remember_columns
from pumpurs.programme.alerts.queries.freshness import freshness, freshness_of
from pumpurs.programme.alerts.queries.journals import one_batch
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.learners.models.learner import NATION
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.jobs.journals.school import (
    CODE,
    JOB,
    NOW,
    School,
    brought,
    journal,
    line,
    reasons,
    rejected,
    taken,
)
from tests.programme.people_and_places import (
    appoint,
    care_for,
    make_institution,
    make_learner,
    viewer_for,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def test_attendance_of_a_latvian_csv_stands_in_the_store(school: School, folder: Path) -> None:
    path = journal(
        folder,
        [
            line("L1", "05.10.2026", "1", "Matemātika", "ir"),
            line("L1", "05.10.2026", "2", "Sports", "ns"),
            line("L2", "2026-10-05", "1.", "matemātika", "n"),
        ],
    )

    card = taken(path, school)

    assert (card.state, card.accepted, card.rejected, rejected(card)) == ("taken", 3, 0, [])
    assert school.rows() == [
        ("L1", DAY, 1, "matemātika", 0),
        ("L1", DAY, 2, "sports", 4),
        ("L2", DAY, 1, "matemātika", 3),
    ]


def test_an_excuse_beside_the_status_makes_it_more_exact(school: School, folder: Path) -> None:
    header = "Personas kods;Datums;Stunda;Priekšmets;Kavējums;Iemesls"
    path = journal(
        folder,
        [
            line(CODE, "05.10.2026", 1, "Sports", "attaisnots", "slimība"),
            line(CODE, "05.10.2026", 2, "Sports", "attaisnots", "kāzas"),
            line(CODE, "05.10.2026", 3, "Sports", "neattaisnots", "slimība"),
        ],
        header=header,
    )

    taken(path, school)

    assert [row[4] for row in school.rows()] == [4, 2, 3]


def test_marks_are_numbers_or_passes(school: School, folder: Path) -> None:
    header = "Skolēna numurs;Datums;Priekšmets;Vērtējums;Veids"
    path = journal(
        folder,
        [
            line("L1", "05.10.2026", "Fizika", "7", "Pārbaudes darbs"),
            line("L1", "06.10.2026", "Fizika", "ni", "mājas darbs"),
            line("L1", "07.10.2026", "Fizika", "nv", "dzejolis"),
        ],
        header=header,
    )

    taken(path, school, what="marks")

    assert school.rows("marks") == [
        ("L1", date(2026, 10, 5), "fizika", 7, None, 1),
        ("L1", date(2026, 10, 6), "fizika", None, 0, 2),
        ("L1", date(2026, 10, 7), "fizika", None, None, 5),
    ]


def test_notes_keep_their_kind_and_nothing_of_their_text(school: School, folder: Path) -> None:
    header = "Skolēna numurs;Datums;Piezīmes veids;Teksts"
    path = journal(folder, [line("L1", "05.10.2026", "uzvedība", "traucē stundu")], header=header)

    taken(path, school, what="notes")

    assert school.rows("notes") == [("L1", DAY, 1)]


def test_lessons_held_are_told_by_the_week(school: School, folder: Path) -> None:
    header = "Skolēna numurs;Nedēļa;Stundu skaits"
    path = journal(folder, [line("L1", "07.10.2026", 32), line("L2", "2026-W41", 30)], header=header)

    taken(path, school, what="timetable")

    assert school.rows("timetable") == [("L1", DAY, 32), ("L2", DAY, 30)]


def test_a_learner_of_another_school_means_nobody_here(school: School, folder: Path) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    path = journal(
        folder,
        [
            line("L1", "05.10.2026", 1, "Sports", "n"),
            *(line("L2", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 20)),
            line("M1", "05.10.2026", 1, "Sports", "n"),
        ],
    )

    card = taken(path, school)

    assert rejected(card) == [(22, "Skolēna numurs", "M1", "journal.row.no_such_learner")]
    taken(journal(folder, [line("M1", "05.10.2026", 1, "Sports", "n")], name="cita.csv"), other)
    assert len(other.rows()) == 1
    assert len(school.rows()) == 20


def test_of_a_learner_who_left_only_the_days_before_are_taken(school: School, folder: Path) -> None:
    with as_owner():
        school.leaves("L1", date(2026, 10, 6))
    rows = [line("L2", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 20)]
    path = journal(folder, [*rows, *(line("L1", f"0{day}.10.2026", 1, "Sports", "ir") for day in (5, 6))])

    card = taken(path, school)

    assert rejected(card) == [(22, "Datums", "06.10.2026", "journal.row.left_before")]


def test_personal_codes_are_masked_where_rejected_rows_are_told(school: School, folder: Path) -> None:
    header = "Personas kods;Datums;Stunda;Priekšmets;Statuss"
    path = journal(folder, [line("320000-00002", "05.10.2026", 1, "Sports", "n")], header=header)

    card = taken(path, school)

    assert rejected(card) == [(2, "Personas kods", "******-***02", "journal.row.no_such_learner")]


def test_a_file_of_a_municipality_goes_to_each_of_its_schools(school: School, folder: Path) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
        coordinator = viewer_for(appoint(Role.MUNICIPAL_COORDINATOR, school.institution.partner))
    header = "Skola;Skolēna numurs;Datums;Stunda;Priekšmets;Statuss"
    path = journal(
        folder,
        [
            line("Raunas pamatskola", "M2", "05.10.2026", 1, "Sports", "n"),
            line(school.institution.source_code, "L1", "05.10.2026", 1, "Sports", "ir"),
            line("Nezināmā skola", "L1", "05.10.2026", 2, "Sports", "ir"),
            line("Raunas pamatskola", "L1", "05.10.2026", 2, "Sports", "ir"),
        ],
        header=header,
    )
    raise_wall(coordinator)
    batch_id = receive(
        file_name="z.csv", what="attendance", way="page", viewer=coordinator, now=NOW,
        partner_id=school.institution.partner_id,
    )  # fmt: skip

    take_in(batch_id=batch_id, path=path)
    raise_wall(coordinator)
    confirm(batch_id=batch_id, viewer=coordinator, now=NOW)
    write_confirmed(now=NOW)

    raise_wall(JOB)
    assert [(row, code) for row, _, _, code in rejected(one_batch(viewer=JOB, batch_id=batch_id))] == [
        (4, "journal.row.not_this_institution"),
        (5, "journal.row.no_such_learner"),
    ]
    assert [row[0] for row in (*school.rows(), *other.rows())] == ["L1", "M2"]


def test_columns_nobody_knows_are_explained_once(school: School, folder: Path) -> None:
    header = "Kas;Kad;Kura;Ko;Kā"
    path = journal(folder, [line("L1", "05.10.2026", 1, "Sports", "n")], header=header)
    first = taken(path, school, way="page")
    columns = {"learner_number": "Kas", "day": "Kad", "lesson": "Kura", "subject": "Ko", "status": "Kā"}
    assert (first.state, first.header, first.examples) == (
        "received", ("Kas", "Kad", "Kura", "Ko", "Kā"), (("L1", "05.10.2026", "1", "Sports", "n"),)
    )  # fmt: skip

    raise_wall(school.head)
    remember_columns(batch_id=first.id, columns=columns, viewer=school.head, now=NOW)
    second = brought(path, school)

    assert second.state == "taken"
    assert len(school.rows()) == 1


def test_columns_that_do_not_fit_are_told_all_at_once(school: School, folder: Path) -> None:
    path = journal(folder, [line("L1", "05.10.2026", 1, "Sports", "n")], header="Kas;Kad;Kura;Ko;Kā")
    first = taken(path, school, way="page")

    raise_wall(school.head)
    with pytest.raises(Refused) as refusal:
        remember_columns(
            batch_id=first.id, columns={"day": "Kas", "lesson": "Kas"}, viewer=school.head, now=NOW
        )

    assert sorted(one.code for one in refusal.value.reasons) == [
        "journal.mapping.column_twice",
        "journal.mapping.no_status",
        "journal.mapping.no_subject",
        "journal.mapping.nothing_to_know_by",
    ]


def test_a_number_means_who_had_it_on_the_day_of_the_row(school: School, folder: Path) -> None:
    """L1 left on 8 October; the number came from another list of the school to a learner who came on the 12th."""
    with as_owner():
        school.leaves("L1", date(2026, 10, 8))
        second = make_learner(school.institution, "Paula", "Vītola")
        Learner.objects.filter(pk=second.pk).update(source="another list", source_id="L1")
        Enrollment.objects.filter(learner=second).update(since=date(2026, 10, 12))
    school.learners["L1 anew"] = second

    rows = [line("L1", f"{day:02}.10.2026", 1, "Sports", "ir") for day in (7, 8, 12)]
    card = taken(journal(folder, rows), school)

    assert (card.state, rejected(card)) == ("taken", [])
    assert [(row[0], row[1].day) for row in school.rows()] == [("L1", 7), ("L1 anew", 8), ("L1 anew", 12)]


@pytest.mark.parametrize("left", [None, date(2026, 10, 13)])
def test_a_number_of_two_who_are_here_at_once_means_nobody(
    left: date | None, school: School, folder: Path
) -> None:
    with as_owner():
        Enrollment.objects.filter(learner=school.learners["L1"]).update(until=left)
        second = make_learner(school.institution, "Paula", "Vītola")
        Learner.objects.filter(pk=second.pk).update(source="another list", source_id="L1")
        Enrollment.objects.filter(learner=second).update(since=date(2026, 10, 12))
    rows = [line("L2", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 20)]

    card = taken(journal(folder, [*rows, line("L1", "07.10.2026", 1, "Sports", "ir")]), school)

    assert rejected(card) == [(21, "Skolēna numurs", "L1", "roster.row.two_learners")]


@pytest.mark.parametrize(
    ("place", "accepted"), [("institution", 2), ("partner", 2), ("nation", 2), ("another", 1)]
)
def test_a_number_holds_for_the_place_it_was_imported_for(
    place: str, accepted: int, school: School, folder: Path
) -> None:
    """The learner was at this school before and has a number that another school gave."""
    with as_owner():
        other = make_institution("Raunas pamatskola")
        here = school.institution
        places = {"institution": here.id, "partner": here.partner_id, "nation": NATION, "another": other.id}
        Learner.objects.filter(pk=school.learners["L1"].pk).update(source_place_id=places[place])

    rows = [line(number, "05.10.2026", 1, "Sports", "ir") for number in ("L1", "L2")]
    card = taken(journal(folder, rows), school)

    assert card.accepted == accepted


def test_a_school_knows_how_old_its_data_are(school: School, folder: Path) -> None:
    raise_wall(school.head)
    nothing = freshness_of(viewer=school.head, institution_id=school.institution.id, today=NOW.date())
    taken(journal(folder, [line("L1", "16.10.2026", 1, "Sports", "ir")]), school)

    raise_wall(school.head)
    card = freshness_of(viewer=school.head, institution_id=school.institution.id, today=NOW.date())

    assert (nothing.last_day, nothing.behind) == (None, True)
    assert (card.last_day, card.days_behind, card.behind) == (date(2026, 10, 16), 4, False)


def test_a_class_teacher_knows_too_how_old_the_data_of_the_school_are(school: School, folder: Path) -> None:
    with as_owner():
        author = appoint(Role.PLAN_AUTHOR, school.institution, name="Ausma Kļava")
        care_for(author, school.learners["L1"])
        teacher = viewer_for(author)
    taken(journal(folder, [line("L1", "16.10.2026", 1, "Sports", "ir")]), school)

    raise_wall(teacher)
    [card] = freshness(viewer=teacher, today=date(2026, 10, 30))
    [later] = freshness(viewer=teacher, today=date(2026, 11, 2))

    assert (card.last_day, card.days_behind, card.behind) == (date(2026, 10, 16), 14, False)  # after holidays
    assert (later.days_behind, later.behind) == (17, True)


def test_a_file_that_loses_most_of_a_month_waits_for_a_person(school: School, folder: Path) -> None:
    rows = [line("L1", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 11)]
    taken(journal(folder, rows), school)

    card = taken(journal(folder, rows[:4], name="daļa.csv"), school)

    assert (card.state, reasons(card)) == ("checked", ["journal.confirm.shrinks"])
    assert len(school.rows()) == 10
