"""Rosters under bad luck: processes killed, several at once, columns remembered, memory counted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.jobs.roster_sample import Sample, SampleSchool, write_sample
from pumpurs.programme.learners.actions.roster_receive import remember_columns
from pumpurs.programme.learners.queries.rosters import changes_of, columns_of, one_roster, rosters_in_sight
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests import database
from tests.programme import people_and_places as place
from tests.programme.learners.rosters import JEKABS, LIVA, NOW, Roster, checked, imported

AsOwner = Callable[[], AbstractContextManager[None]]
TABLES = ("learners_learner", "learners_learneridentifier", "learners_enrollment", "learners_schoolclass")
SCRIPT = """
import sys, uuid, django
django.setup()
from datetime import timedelta
from pathlib import Path
from django.db import connection
from pumpurs.foundation.visibility import Reach, Viewer, looking_as
from pumpurs.programme.learners.actions.roster_check import check
from pumpurs.programme.learners.actions.roster_confirm import confirm
from pumpurs.programme.learners.actions.roster_receive import receive
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.values.roles import Role
from tests.programme.learners.rosters import NOW
with connection.cursor() as cursor:
    cursor.execute("SET ROLE pumpurs_web")
viewer = Viewer(uuid.uuid4(), Role.PROGRAMME_MANAGER, Reach(national=True))
with looking_as(viewer):
    roster = receive(file_name="s.zip", viewer=viewer, now=NOW)
print("begun", flush=True)
with looking_as(viewer):
    check(roster_id=roster, path=Path(sys.argv[1]), viewer=viewer, now=NOW)
with looking_as(viewer):
    confirm(roster_id=roster, viewer=viewer, now=NOW)
with looking_as(viewer):
    undo(roster_id=roster, viewer=viewer, now=NOW)
print("done", flush=True)
"""


@pytest.fixture
def manager() -> Viewer:
    with database.as_owner():
        return place.viewer_for(place.appoint(Role.PROGRAMME_MANAGER))


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """Sixty learners of one school that is in the programme."""
    with database.as_owner():
        place.make_institution("Priekuļu vidusskola", source_code="90000000001")
    path = tmp_path / "s.zip"
    write_sample(path, Sample([SampleSchool("90000000001", "Priekuļu vidusskola")], 60))
    return path


def counted() -> tuple[int, ...]:
    with database.as_owner(), connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
        return tuple(found)


def torn(before: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    return counted() not in (before, whole)


def importer(path: Path, **environment: str) -> subprocess.Popen[str]:
    settings = connection.settings_dict
    url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    root = Path(__file__).resolve().parents[4]
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(path)],
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": f"{root}:{root / 'src'}", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "failpoint", ["roster.staged", "roster.planned", "roster.confirmed", "roster.undone"]
)
def test_an_importer_killed_at_a_failpoint_leaves_the_old_or_the_new_state(
    failpoint: str, zipped: Path
) -> None:
    before = counted()
    whole = (60, 60, 60, 12)

    child = importer(zipped, PUMPURS_FAILPOINT=f"{failpoint}:kill")
    _, faults = child.communicate(timeout=120)

    assert child.returncode == -signal.SIGKILL, faults
    assert counted() == (whole if failpoint == "roster.undone" else before)


@pytest.mark.django_db(transaction=True)
def test_an_importer_killed_at_any_time_tears_nothing_and_can_be_repeated(
    zipped: Path, manager: Viewer
) -> None:
    before = counted()
    whole = (60, 60, 60, 12)

    for delay_s in (0.02, 0.08, 0.2):
        child = importer(zipped)
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n", child.communicate()[1]
        time.sleep(delay_s)
        child.kill()
        child.communicate(timeout=60)
        deadline = time.monotonic() + 20
        while _others_busy() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not torn(before, whole)
        if counted() == whole:
            with transaction.atomic(), database.as_owner(), connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(TABLES)}, learners_rosterimport CASCADE")

    with transaction.atomic():
        imported(zipped, manager, now=NOW + timedelta(hours=1))
    assert counted() == whole


def _others_busy() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_eight_imports_of_one_file_at_once_end_as_one(zipped: Path, manager: Viewer) -> None:
    outcomes: list[str] = []

    def one() -> None:
        try:
            with transaction.atomic():
                imported(zipped, manager)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.reasons[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert len(outcomes) == 8
    assert "done" in outcomes
    assert set(outcomes) <= {
        "done",
        "roster.confirm.learners_changed_meanwhile",
        "roster.confirm.another_meanwhile",
    }
    assert counted() == (60, 60, 60, 12)


@pytest.mark.django_db
def test_the_tables_of_a_check_end_with_its_transaction(zipped: Path, manager: Viewer) -> None:
    with transaction.atomic():
        checked(zipped, manager)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_class WHERE relname LIKE 'staged_%' AND relpersistence <> 't'"
            )
            assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_columns_once_told_are_remembered_for_the_same_header(as_owner: AsOwner, tmp_path: Path) -> None:
    with as_owner():
        school = place.make_institution("Priekuļu vidusskola", source_code="S1")
        head = place.viewer_for(place.appoint(Role.HEAD, school))
    header = ("A", "B", "C", "D")
    columns = {"given_name": "A", "family_name": "B", "personal_code": "C", "class_title": "D"}
    path = tmp_path / "s.csv"
    path.write_text("a;b;c;d\r\nLīva;Bērziņa;320000-00001;7.b\r\n", encoding="utf-8")

    raise_wall(head)
    remember_columns(
        header=header,
        columns=columns,
        viewer=head,
        now=NOW,
        institution_id=school.id,
        partner_id=school.partner_id,
    )
    roster_id = imported(path, head, institution_id=school.id)

    raise_wall(head)
    assert (
        columns_of(viewer=head, header=header, institution_id=school.id, partner_id=school.partner_id)
        == columns
    )
    assert one_roster(viewer=head, roster_id=roster_id).added == 1


@pytest.mark.django_db
def test_columns_that_cannot_work_are_not_remembered(as_owner: AsOwner) -> None:
    with as_owner():
        school = place.make_institution("Priekuļu vidusskola", source_code="S1")
        head = place.viewer_for(place.appoint(Role.HEAD, school))

    with pytest.raises(Refused) as refusal:
        remember_columns(
            header=("A", "B"), columns={"shoe_size": "A"}, viewer=head, now=NOW, institution_id=school.id
        )

    assert refusal.value.reasons[0].code == "roster.mapping.no_such_field"


@pytest.mark.django_db
def test_the_preview_names_who_is_added_changed_and_leaves(as_owner: AsOwner, tmp_path: Path) -> None:
    with as_owner():
        school = place.make_institution("Priekuļu vidusskola", source_code="S1")
        head = place.viewer_for(place.appoint(Role.HEAD, school))
    imported(Roster([LIVA]).at(tmp_path / "a"), head, institution_id=school.id)

    roster_id = checked(Roster([JEKABS]).at(tmp_path / "b"), head, institution_id=school.id)

    raise_wall(head)
    found = changes_of(viewer=head, roster_id=roster_id)
    assert [(card.what, card.name, card.class_name) for card in found.items] == [
        ("added", "Jēkabs Šķēle", "7.b"),
        ("leaving", "Līva Bērziņa", "7.a"),
    ]
    assert _shown_last() == sorted(card.learner_id for card in found.items)


def _shown_last() -> list[UUID]:
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT learners FROM foundation_auditline WHERE outcome = 'shown' ORDER BY id DESC LIMIT 1"
        )
        return list(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_history_shows_only_imports_of_the_own_place(as_owner: AsOwner, tmp_path: Path) -> None:
    with as_owner():
        school = place.make_institution("Priekuļu vidusskola", source_code="S1")
        other = place.make_institution("Valkas ģimnāzija", source_code="S2")
        head, stranger = (place.viewer_for(place.appoint(Role.HEAD, one)) for one in (school, other))
    imported(Roster([LIVA]).at(tmp_path / "a"), head, institution_id=school.id)

    raise_wall(stranger)
    assert rosters_in_sight(viewer=stranger).items == ()
    raise_wall(head)
    assert [card.added for card in rosters_in_sight(viewer=head).items] == [1]
