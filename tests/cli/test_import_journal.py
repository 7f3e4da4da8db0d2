"""`pumpurs import journal`: what it tells, what it does, and how it says no."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from pumpurs.cli import imports, prepare
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.alerts.models import JournalBatch
from pumpurs.programme.alerts.rules.journals import What
from pumpurs.values.reasons import Refused
from pumpurs.web.words import in_words
from tests.database import as_owner
from tests.jobs.journals.school import JOB, NOW, School, journal, line

pytestmark = pytest.mark.django_db
ROWS = [line("L1", "05.10.2026", 1, "Sports", "n"), line("L9", "05.10.2026", 1, "Sports", "n")]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of the test alone; the tables are up to date already."""
    monkeypatch.setattr(prepare, "migrate", lambda: None)
    before = settings.STORE, settings.FIXED_NOW
    settings.STORE, settings.FIXED_NOW = tmp_path / "store", NOW
    yield
    settings.STORE, settings.FIXED_NOW = before


@pytest.fixture
def school() -> School:
    with as_owner():
        return School()


def run(path: Path, school: School | None, *more: str) -> int:
    parser = argparse.ArgumentParser()
    imports.add_arguments(parser)
    place = ["--place", school.institution.name] if school else []
    return imports.run(parser.parse_args(["journal", str(path), *place, *more]))


def batches() -> list[str]:
    raise_wall(JOB)
    return list(JournalBatch.objects.values_list("state", flat=True))


def test_a_file_is_taken_in_and_its_rejected_rows_are_told(
    school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(journal(tmp_path, ROWS, name="apmeklejums.csv"), school)

    assert (status, batches(), len(school.rows())) == (0, ["taken"], 1)
    assert "row 3, column Skolēna numurs, “L9”: is no learner of this school" in capsys.readouterr().err


def test_a_dry_run_tells_and_leaves_nothing(
    school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(journal(tmp_path, ROWS, name="apmeklejums.csv"), school, "--dry-run")

    assert (status, batches()) == (0, [])
    assert "to take" in capsys.readouterr().out
    assert not list(tmp_path.glob("store*/**/*.parquet"))


def test_what_the_file_holds_may_be_said_instead_of_told_by_its_name(school: School, tmp_path: Path) -> None:
    assert run(journal(tmp_path, ROWS, name="z.csv"), school, "--what", "attendance") == 0


def test_a_name_that_tells_nothing_is_refused(school: School, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        run(journal(tmp_path, ROWS, name="z.csv"), school)

    with translation.override("en"):
        told = in_words(refusal.value.reasons[0])
    assert [one.value for one in What] == re.findall("attendance|marks|notes|timetable", told)


def test_a_file_that_is_not_there_is_missed_before_anything_is_asked_about_it(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        run(tmp_path / "z.csv", None)

    assert refusal.value.reasons[0].code == "intake.not_there"


def test_a_file_of_one_school_tells_how_to_name_the_school(school: School, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        run(journal(tmp_path, ROWS, name="apmeklejums.csv"), None, "--dry-run")

    with translation.override("en"):
        assert "--place NAME" in in_words(refusal.value.reasons[0])


def test_a_hostile_file_is_refused_with_its_reason(school: School, tmp_path: Path) -> None:
    path = tmp_path / "attendance.csv"
    path.write_bytes(b"\x00" * 100)

    with pytest.raises(Refused) as refusal:
        run(path, school)

    assert (refusal.value.reasons[0].code, batches()) == ("intake.not_text", ["refused"])
