"""The store: a school's month is replaced whole, and a crash at any moment leaves the old or the new."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from pumpurs.analytics.store import Scope, Store, StoreError
from pumpurs.analytics.tables import JOURNALS, SNAPSHOTS
from tests.analytics.drawn import table
from tests.analytics.indicators.cases import LESSONS, MARKS, STAYS

APRIL = date(2026, 4, 1), date(2026, 5, 1)
MAY = date(2026, 5, 1), date(2026, 6, 1)


def lessons(*lines: str) -> pa.Table:
    return table(JOURNALS["attendance"], "\n".join((LESSONS, *lines)))


OLD = lessons(
    "1 | 10 | 2026-04-30 | 1 | 5 | 3", "1 | 10 | 2026-04-02 | 1 | 5 | 0", "1 | 11 | 2026-04-02 | 1 | 5 | 0"
)
NEW = lessons("1 | 10 | 2026-04-30 | 1 | 5 | 2")


def told(store: Store) -> dict[str, list[dict[str, object]]]:
    """Everything two schools of one bucket hold in two months."""
    return {
        f"{school} {first}": sorted(store.read("attendance", school, first, end).to_pylist(), key=repr)
        for school in (1, 17)
        for first, end in (APRIL, MAY)
    }


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """School 1 with April and May, school 17 of the same bucket with April."""
    store = Store(tmp_path)
    store.replace("attendance", 1, *APRIL, OLD)
    store.replace("attendance", 1, *MAY, lessons("1 | 10 | 2026-05-01 | 1 | 5 | 3"))
    store.replace("attendance", 17, *APRIL, lessons("17 | 70 | 2026-04-30 | 1 | 5 | 3"))
    return store


def test_a_month_of_a_school_is_replaced_whole_and_nothing_beside_it(store: Store) -> None:
    before = told(store)

    change = store.replace("attendance", 1, *APRIL, NEW)

    assert (change.rows_before, change.rows_after) == (3, 1)
    assert change.weeks == (date(2026, 3, 30), date(2026, 4, 27))
    assert told(store) == before | {"1 2026-04-01": NEW.to_pylist()}


def test_the_same_rows_again_change_nothing(store: Store) -> None:
    version = store.manifest().version()

    assert store.replace("attendance", 1, *APRIL, OLD.take([2, 0, 1])).nothing
    assert store.manifest().version() == version


def test_what_was_read_puts_the_old_state_back(store: Store) -> None:
    kept, version = store.read("attendance", 1, *APRIL), store.manifest().version()
    store.replace("attendance", 1, *APRIL, NEW)

    store.replace("attendance", 1, *APRIL, kept)

    assert store.manifest().version() == version


def test_no_rows_take_the_month_away(store: Store) -> None:
    store.replace("attendance", 1, *APRIL, OLD.slice(0, 0))

    assert store.read("attendance", 1, *APRIL).num_rows == 0
    assert store.read("attendance", 17, *APRIL).num_rows == 1


def test_many_schools_at_once_are_what_one_after_another_is(store: Store, tmp_path: Path) -> None:
    scopes = [Scope(1, *APRIL), Scope(1, *MAY), Scope(17, *APRIL), Scope(2, *APRIL)]
    rows = pa.concat_tables([store.read("attendance", one.institution, one.first, one.end) for one in scopes])
    other = Store(tmp_path / "other")

    other.replace_many("attendance", scopes, iter(rows.to_batches(max_chunksize=2)))

    assert other.manifest().version() == store.manifest().version()


class Killed(BaseException):
    """As a kill would: nothing after it runs."""


def test_a_crash_at_any_moment_leaves_the_old_or_the_new(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = told(store)
    new = old | {"1 2026-04-01": NEW.to_pylist()}
    moments, seen = 0, set[str]()
    while True:
        steps = iter(range(moments, -1, -1))
        for name in ("replace", "fsync", "open"):
            monkeypatch.setattr(os, name, _dying(getattr(os, name), steps))
        try:
            store.replace("attendance", 1, *APRIL, NEW)
            break
        except Killed:
            moments += 1
        finally:
            monkeypatch.undo()
        state = told(Store(store.root))
        assert state in (old, new)
        seen.add("old" if state == old else "new")
        store.replace("attendance", 1, *APRIL, OLD)
        store.sweep()

    assert moments > 8
    assert seen == {"old", "new"}


def _dying(real: Callable[..., object], steps: Iterator[int]) -> Callable[..., object]:
    def step(*given: object, **named: object) -> object:
        if next(steps, None) == 0:
            raise Killed
        return real(*given, **named)

    return step


def test_a_sweep_takes_what_nobody_names_and_nothing_else(store: Store) -> None:
    store.replace("attendance", 1, *APRIL, NEW)
    before = told(store)

    assert store.sweep() > 0
    assert store.sweep() == 0
    assert told(store) == before
    assert {
        path.relative_to(store.root).as_posix() for path in store.root.rglob("*.parquet")
    } == store.manifest().paths()


def test_nothing_is_swept_under_a_reader(store: Store) -> None:
    with store.reading() as manifest:
        store.replace("attendance", 1, *APRIL, NEW)

        assert store.sweep() == 0
        assert all((store.root / path).exists() for path in manifest.paths())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2 | 10 | 2026-04-30 | 1 | 5 | 3", "a row of school 2 on 2026-04-30 is not among"),
        ("1 | 10 | 2026-05-01 | 1 | 5 | 3", "a row of school 1 on 2026-05-01 is not among"),
        ("1 | 10 | 2026-04-30 | 21 | 5 | 3", "column 'lesson' holds 21 to 21, allowed is 0 to 20"),
        ("1 | 10 | 2026-04-30 | 1 | 5 | 6", "column 'status' holds 6 to 6"),
        (
            "1 | 10 | 2026-04-30 | 1 | 5 | 3\n1 | 10 | 2026-04-30 | 1 | 6 | 0",
            "two rows for institution 1, learner 10",
        ),
    ],
)
def test_rows_that_do_not_belong_are_refused_and_change_nothing(store: Store, line: str, said: str) -> None:
    before = told(store)

    with pytest.raises(StoreError, match=said):
        store.replace("attendance", 1, *APRIL, lessons(line))

    assert told(store) == before


def test_a_row_without_a_value_is_refused(store: Store) -> None:
    rows = pa.table({name: [None] for name in JOURNALS["attendance"].columns})

    with pytest.raises(StoreError, match="column 'institution' has 1 rows without a value"):
        store.replace("attendance", 1, *APRIL, rows)


def test_a_column_that_is_missing_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="have no column 'status'"):
        store.replace("attendance", 1, *APRIL, OLD.drop_columns(["status"]))


def test_a_table_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="enrolment: is no table of journals"):
        store.replace("enrolment", 1, *APRIL, OLD)
    with pytest.raises(StoreError, match="attendance: is no snapshot"):
        store.put("attendance", OLD)


def test_marks_may_repeat_and_lack_a_mark(store: Store) -> None:
    line = "1 | 10 | 2026-04-30 | 5 | - | 1 | 0"

    store.replace("marks", 1, *APRIL, table(JOURNALS["marks"], f"{MARKS}\n{line}\n{line}"))

    assert store.read("marks", 1, *APRIL)["mark"].to_pylist() == [None, None]


def test_a_snapshot_is_put_as_a_whole(store: Store) -> None:
    stays = table(SNAPSHOTS["enrolment"], f"{STAYS}\n1 | 10 | 1 | 8 | 2025 | 2025-09-01 | -")

    first, again = store.put("enrolment", stays), store.put("enrolment", stays)

    assert (first.rows_after, first.nothing, again.nothing) == (1, False, True)


def test_a_broken_manifest_is_told_and_nothing_is_lost(store: Store) -> None:
    path = store.root / "manifest.json"
    path.write_text(path.read_text()[:-3])

    with pytest.raises(StoreError, match=r"manifest.json: cannot be read"):
        store.replace("attendance", 1, *APRIL, NEW)


def test_a_lesson_before_the_calendar_is_told(store: Store) -> None:
    with pytest.raises(Exception, match=r"calendar.toml: knows no semester before 1999"):
        store.replace(
            "attendance", 1, date(1999, 1, 1), date(1999, 2, 1), lessons("1 | 1 | 1999-01-05 | 1 | 1 | 0")
        )
