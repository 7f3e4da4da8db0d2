"""What a journal file becomes in the store: attendance, marks, notes, lessons held; who is meant; which months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals.tasks import take_in
from pumpurs.jobs.journals.writing import write_confirmed
from pumpurs.programme.alerts.actions.journals import confirm, receive, remember_columns
from pumpurs.programme.alerts.queries.journals import freshness_of, one_batch
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
from tests.programme.people_and_places import appoint, viewer_for

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


def test_a_school_knows_how_old_its_data_are(school: School, folder: Path) -> None:
    raise_wall(school.head)
    nothing = freshness_of(viewer=school.head, institution_id=school.institution.id, today=NOW.date())
    taken(journal(folder, [line("L1", "16.10.2026", 1, "Sports", "ir")]), school)

    raise_wall(school.head)
    card = freshness_of(viewer=school.head, institution_id=school.institution.id, today=NOW.date())

    assert (nothing.last_day, nothing.behind) == (None, True)
    assert (card.last_day, card.days_behind, card.behind) == (date(2026, 10, 16), 4, False)


def test_a_file_that_loses_most_of_a_month_waits_for_a_person(school: School, folder: Path) -> None:
    rows = [line("L1", f"{day:02}.10.2026", 1, "Sports", "ir") for day in range(1, 11)]
    taken(journal(folder, rows), school)

    card = taken(journal(folder, rows[:4], name="daļa.csv"), school)

    assert (card.state, reasons(card)) == ("checked", ["journal.confirm.shrinks"])
    assert len(school.rows()) == 10
