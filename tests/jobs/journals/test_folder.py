"""The watched folder: a file in a school's folder is taken in and put away, with a word where it was not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from pumpurs.foundation.clock import server_now
from pumpurs.jobs.journals.folder import look_into_folder, still_files
from tests.jobs.journals.school import School, journal, line

pytestmark = pytest.mark.django_db


def put(school_code: str, name: str, *lines: str, seconds_ago: int = 3600) -> Path:
    """A file in the watched folder, last written so long ago."""
    place = settings.JOURNALS / school_code
    place.mkdir(parents=True, exist_ok=True)
    path = journal(place, lines, name=name)
    then = server_now().timestamp() - seconds_ago
    os.utime(path, (then, then))
    return path


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

    assert still_files(settings.JOURNALS, now_seconds=server_now().timestamp()) == []
    assert path.exists()


def test_links_are_not_followed(school: School, folder: Path) -> None:
    place = settings.JOURNALS / school.institution.source_code
    place.mkdir(parents=True)
    (place / "attendance.csv").symlink_to("/etc/hostname")

    assert still_files(settings.JOURNALS, now_seconds=server_now().timestamp() + 3600) == []
