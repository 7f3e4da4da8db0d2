"""The watched folder: a file in a school's folder is taken in and put away, with a word where it was not."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import OperationalError

from pumpurs.foundation.clock import server_now
from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals import folder as watched
from pumpurs.jobs.journals import tasks
from pumpurs.jobs.journals.folder import look_into_folder
from pumpurs.jobs.journals.places import aside
from pumpurs.programme.alerts.models import JournalBatch
from tests.database import as_owner
from tests.jobs.journals.school import JOB, School, journal, line

pytestmark = pytest.mark.django_db
LESSON = line("L1", "05.10.2026", 1, "Sports", "n")


def put(school_code: str, name: str, *lines: str, seconds_ago: int = 3600) -> Path:
    """A file in the watched folder, last written so long ago."""
    place = settings.JOURNALS / school_code
    place.mkdir(parents=True, exist_ok=True)
    path = journal(place, lines, name=name)
    then = server_now().timestamp() - seconds_ago
    os.utime(path, (then, then))
    return path


def read_files() -> int:
    raise_wall(JOB)
    return JournalBatch.objects.count()


def left(school_code: str) -> list[str]:
    place = settings.JOURNALS / school_code
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def test_a_file_is_taken_in_and_put_away(school: School) -> None:
    put(school.institution.source_code, "apmeklejums-2026-10.csv", line("L1", "05.10.2026", 1, "Sports", "n"))

    look_into_folder(0)

    assert left(school.institution.source_code) == ["taken/apmeklejums-2026-10.csv"]
    assert len(school.rows()) == 1


def test_beside_a_refused_file_lies_where_to_read_why(school: School) -> None:
    code = school.institution.source_code
    put(code, "attendance.csv", "<html>")

    look_into_folder(0)

    assert left(code) == ["refused/attendance.csv", "refused/attendance.csv.txt"]
    assert "/journals/" in (settings.JOURNALS / code / "refused" / "attendance.csv.txt").read_text()


@pytest.mark.parametrize(("code", "name"), [("nav-tadas", "attendance.csv"), ("", "kaut-kas.csv")])
def test_a_file_of_nobody_or_of_no_kind_is_put_aside(code: str, name: str, school: School) -> None:
    code = code or school.institution.source_code
    put(code, name, line("L1", "05.10.2026", 1, "Sports", "n"))

    look_into_folder(0)

    assert left(code) == [f"refused/{name}", f"refused/{name}.txt"]


def test_a_file_that_is_still_written_is_left_alone(school: School) -> None:
    path = put(school.institution.source_code, "attendance.csv", seconds_ago=5)

    look_into_folder(0)

    assert (path.exists(), left(school.institution.source_code)) == (True, ["attendance.csv"])


def test_links_are_not_followed(school: School, folder: Path) -> None:
    code = school.institution.source_code
    place = settings.JOURNALS / code
    place.mkdir(parents=True)
    outside = journal(folder, [LESSON])
    (place / "attendance.csv").symlink_to(outside)
    (settings.JOURNALS / "another").symlink_to(folder)

    look_into_folder(0)

    assert ((place / "attendance.csv").is_symlink(), outside.exists(), read_files()) == (True, True, 0)


@pytest.mark.parametrize("state", ["taken", "waits", "refused"])
def test_a_file_is_not_put_into_the_folder_of_another_school(state: str, school: School) -> None:
    """Were it, it would be taken as theirs the next time."""
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="")
    code, theirs = school.institution.source_code, other.institution.source_code
    put(code, "attendance.csv", line("M1", "05.10.2026", 1, "Sports", "n"))
    (settings.JOURNALS / theirs).mkdir()
    (settings.JOURNALS / code / state).symlink_to(settings.JOURNALS / theirs)

    look_into_folder(0)

    assert (left(theirs), read_files()) == ([], 0)


def test_the_text_beside_a_file_overwrites_nothing_elsewhere(school: School, folder: Path) -> None:
    code, outside = school.institution.source_code, folder / "outside"
    outside.write_text("before")
    put(code, "attendance.csv", "<html>")
    (settings.JOURNALS / code / "refused").mkdir()
    (settings.JOURNALS / code / "refused" / "attendance.csv.txt").symlink_to(outside)

    look_into_folder(0)

    assert outside.read_text() == "before"
    assert "/journals/" in (settings.JOURNALS / code / "refused" / "attendance.csv.txt").read_text()


def test_what_is_written_while_a_file_is_read_is_neither_read_nor_put_away(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(school.institution.source_code, "attendance.csv", LESSON)
    take_in = tasks.take_in

    def overtaken(**given: Any) -> None:
        journal(path.parent, [line("L2", "05.10.2026", 1, "Sports", "n")], name=path.name)
        take_in(**given)

    monkeypatch.setattr(watched, "take_in", overtaken)
    look_into_folder(0)

    assert [row[0] for row in school.rows()] == ["L1"]
    assert left(school.institution.source_code) == ["attendance.csv"]


def test_nothing_that_lies_in_one_school_s_folder_stops_the_next_school(school: School) -> None:
    put("!a plain file instead of a folder", "x").parent.rename(settings.JOURNALS / "!moved")
    (settings.JOURNALS / "!a plain file instead of a folder").write_text("x")
    put("!b", "attendance.csv", LESSON)
    (settings.JOURNALS / "!b" / "refused").write_text("x")
    put("!c", "attendance\udc80.csv", LESSON)
    put("!c", "marks.csv", LESSON)
    (settings.JOURNALS / "!c" / "refused" / "marks.csv").mkdir(parents=True)
    put("!c", "notes" + "x" * 240 + ".csv", LESSON)
    put(school.institution.source_code, "attendance.csv", LESSON)

    look_into_folder(0)

    assert left(school.institution.source_code) == ["taken/attendance.csv"]
    assert [name for name in left("!c") if not name.startswith("refused/")] == []


def test_a_file_over_which_the_reading_stumbles_is_refused_and_the_next_one_is_taken(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = school.institution.source_code
    put(code, "attendance-1.csv", LESSON)
    put(code, "attendance-2.csv", LESSON)
    read = tasks.read

    def stumbles(*, batch_id: UUID, path: Path, now: datetime) -> bool:
        if JournalBatch.objects.get(pk=batch_id).file_name == "attendance-1.csv":
            raise LookupError("L1")
        return read(batch_id=batch_id, path=path, now=now)

    monkeypatch.setattr(tasks, "read", stumbles)
    look_into_folder(0)

    assert left(code) == [
        "refused/attendance-1.csv", "refused/attendance-1.csv.txt", "taken/attendance-2.csv",
    ]  # fmt: skip


def test_a_file_for_which_the_database_was_gone_waits_and_is_read_again(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(school.institution.source_code, "attendance.csv", LESSON)

    def gone(**_: Any) -> bool:
        raise OperationalError

    with monkeypatch.context() as for_now:
        for_now.setattr(tasks, "read", gone)
        look_into_folder(0)
    [folder] = [path for path in aside().iterdir() if path.is_dir()]
    tasks.read_waiting(str(UUID(folder.name)))

    assert left(school.institution.source_code) == ["waits/attendance.csv", "waits/attendance.csv.txt"]
    assert len(school.rows()) == 1
