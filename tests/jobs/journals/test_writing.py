"""A file replaces its months whole, the same file changes nothing, and every file can be undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from pumpurs.foundation.visibility import raise_wall
from pumpurs.jobs.journals import writing
from pumpurs.jobs.journals.places import aside, store
from pumpurs.jobs.journals.tasks import sweep, undo_in_store
from pumpurs.jobs.journals.writing import give_back_asked
from pumpurs.programme.alerts.actions.journals import ask_back
from pumpurs.programme.alerts.queries.journals import BatchCard, one_batch
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.jobs.journals.school import JOB, NOW, School, brought, journal, line, reasons, taken

pytestmark = pytest.mark.django_db

SEPTEMBER = line("L1", "15.09.2026", 1, "Sports", "n")
OCTOBER = line("L1", "05.10.2026", 1, "Sports", "n")
EXCUSED = line("L1", "05.10.2026", 1, "Sports", "ns")


def undone(card: BatchCard, school: School) -> BatchCard:
    """Ask a file back as the head, and let the job do it."""
    raise_wall(school.head)
    ask_back(batch_id=card.id, viewer=school.head, now=NOW)
    give_back_asked()
    raise_wall(JOB)
    return one_batch(viewer=JOB, batch_id=card.id)


def test_an_absence_excused_later_changes_the_past(school: School, folder: Path) -> None:
    taken(journal(folder, [SEPTEMBER, OCTOBER], name="pirms.csv"), school)

    taken(journal(folder, [EXCUSED]), school)

    assert [row[4] for row in school.rows()] == [3, 4]


def test_what_the_new_file_does_not_tell_of_its_month_is_gone(school: School, folder: Path) -> None:
    taken(journal(folder, [OCTOBER, line("L2", "06.10.2026", 1, "Sports", "n")], name="pirms.csv"), school)

    taken(journal(folder, [OCTOBER]), school)

    assert [row[0] for row in school.rows()] == ["L1"]


def test_a_month_between_others_of_the_file_becomes_empty(school: School, folder: Path) -> None:
    days = ("02.02.2026", "02.03.2026", "02.04.2026")
    february, march, april = (line("L1", day, 1, "Sports", "n") for day in days)
    taken(journal(folder, [february, march, april], name="pirms.csv"), school)

    card = brought(journal(folder, [february, april]), school)

    assert card.state == "taken"
    assert [row[1].month for row in school.rows()] == [2, 4]


def test_the_same_file_twice_changes_nothing(school: School, folder: Path) -> None:
    path = journal(folder, [SEPTEMBER, OCTOBER])
    taken(path, school)
    before = store().manifest().version(), sorted(settings.STORE.rglob("*.parquet"))

    again = taken(path, school)

    assert again.same
    assert (store().manifest().version(), sorted(settings.STORE.rglob("*.parquet"))) == before


def test_one_school_never_touches_the_months_of_another(school: School, folder: Path) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    taken(journal(folder, [line("M1", "05.10.2026", 1, "Sports", "n")], name="cita.csv"), other)
    before = other.rows()

    taken(journal(folder, [OCTOBER]), school)

    assert other.rows() == before


def test_undone_the_months_are_as_they_were(school: School, folder: Path) -> None:
    taken(journal(folder, [SEPTEMBER, OCTOBER], name="pirms.csv"), school)
    before = store().manifest().version()
    card = taken(journal(folder, [EXCUSED]), school)

    after = undone(card, school)

    assert after.state == "undone"
    assert store().manifest().version() == before


def test_only_the_last_file_of_a_month_can_be_undone(school: School, folder: Path) -> None:
    first = taken(journal(folder, [OCTOBER], name="pirms.csv"), school)
    second = taken(journal(folder, [EXCUSED]), school)

    raise_wall(school.head)
    with pytest.raises(Refused) as refusal:
        ask_back(batch_id=first.id, viewer=school.head, now=NOW)
    undone(second, school)
    last = undone(first, school)

    assert refusal.value.reasons[0].code == "journal.undo.later_batch"
    assert (last.state, school.rows()) == ("undone", [])


def test_what_was_asked_back_stays_if_a_newer_file_was_written_first(school: School, folder: Path) -> None:
    """The head asks; before the job runs, the journal pushes the month anew."""
    taken(journal(folder, [SEPTEMBER, OCTOBER], name="pirms.csv"), school)
    asked = taken(journal(folder, [EXCUSED], name="atsauc.csv"), school)
    raise_wall(school.head)
    ask_back(batch_id=asked.id, viewer=school.head, now=NOW)
    newest = taken(journal(folder, [line("L2", "06.10.2026", 1, "Sports", "n")]), school)
    before = school.rows()

    give_back_asked()

    raise_wall(JOB)
    kept = one_batch(viewer=JOB, batch_id=asked.id)
    assert (kept.state, reasons(kept), kept.ended_at) == ("taken", ["journal.undo.later_batch"], None)
    assert (one_batch(viewer=JOB, batch_id=newest.id).state, school.rows()) == ("taken", before)
    assert undone(newest, school).state == "undone"
    assert undone(asked, school).state == "undone"
    assert [row[4] for row in school.rows()] == [3, 3]


def test_a_file_that_lies_half_written_is_finished_before_an_older_one_is_given_back(
    school: School, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = taken(journal(folder, [OCTOBER], name="atsauc.csv"), school)
    raise_wall(school.head)
    ask_back(batch_id=asked.id, viewer=school.head, now=NOW)
    with monkeypatch.context() as cut:
        cut.setattr(writing, "taken", _cut_off)
        newest = taken(journal(folder, [EXCUSED]), school)

    undo_in_store(str(asked.id))

    raise_wall(JOB)
    states = [one_batch(viewer=JOB, batch_id=one.id).state for one in (asked, newest)]
    assert (newest.state, states, [row[4] for row in school.rows()]) == ("confirmed", ["taken", "taken"], [4])


def _cut_off(**_: Any) -> None:
    raise OSError


def test_one_undo_that_fails_stops_no_other(
    school: School, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    first = taken(journal(folder, [OCTOBER], name="pirms.csv"), school)
    second = taken(journal(folder, [line("M1", "05.10.2026", 1, "Sports", "n")]), other)
    for card, place in ((first, school), (second, other)):
        raise_wall(place.head)
        ask_back(batch_id=card.id, viewer=place.head, now=NOW)
    (aside() / first.id.hex / "before.parquet").write_bytes(b"torn")

    give_back_asked()

    raise_wall(JOB)
    assert one_batch(viewer=JOB, batch_id=first.id).state == "undoing"
    assert (one_batch(viewer=JOB, batch_id=second.id).state, other.rows()) == ("undone", [])


def test_a_file_that_cannot_be_written_stops_those_of_its_own_school_alone(
    school: School, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later file of the same school waits too: written before the earlier one, it would be lost under it."""
    with as_owner():
        other = School("Raunas pamatskola", prefix="M", code="320000-00002")
    with monkeypatch.context() as cut:
        cut.setattr(writing, "taken", _cut_off)
        first = taken(journal(folder, [OCTOBER], name="pirms.csv"), school)
    (aside() / first.id.hex / "rows.parquet").write_bytes(b"torn")

    settings.FIXED_NOW = NOW + timedelta(minutes=1)
    later = taken(journal(folder, [EXCUSED]), school)
    theirs = taken(journal(folder, [line("M1", "05.10.2026", 1, "Sports", "n")]), other)

    assert (first.state, later.state, theirs.state) == ("confirmed", "confirmed", "taken")


def test_nothing_that_names_a_person_stays_aside(school: School, folder: Path) -> None:
    taken(journal(folder, [OCTOBER]), school)

    assert sorted(path.name for path in aside().rglob("*") if path.is_file()) == [
        "before.parquet",
        "writer.lock",
    ]


def test_the_sweep_forgets_what_can_no_longer_be_undone(school: School, folder: Path) -> None:
    taken(journal(folder, [OCTOBER], name="pirms.csv"), school)
    second = taken(journal(folder, [EXCUSED]), school)

    sweep(0)

    assert [path.name for path in aside().iterdir() if path.is_dir()] == [second.id.hex]
    assert [row[4] for row in school.rows()] == [4]
