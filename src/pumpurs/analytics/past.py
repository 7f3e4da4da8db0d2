"""Past semesters (pagājušie semestri): what was seen at the fixed moment of each, and who had left by the next one's.

Every semester has one moment, the Sunday of a week of the rulebook. On it the figures and hits of every learner who
is at school and of whom a journal tells are kept, and never touched again. On the moment of the next semester it is
closed: whoever is enrolled nowhere by then has left. So each leaver belongs to one semester, and a semester is closed
just when the next one is predicted. Below `past/` of the store lies a folder a semester, with `values`, `hits`,
`learners`, and, once it is closed, `outcomes`; `datasets.own` reads them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.evidence import places, stays
from pumpurs.analytics.manifest import StoreError, write_json
from pumpurs.analytics.moment import WEEK, Moment, monday
from pumpurs.analytics.scoring import Result, rules_on, run
from pumpurs.analytics.store import Store
from pumpurs.analytics.tables import SNAPSHOTS
from pumpurs.rulebook import calendar, indicators, risk_model
from pumpurs.values.periods import Semester

PAST, TRIED = "past", "tried"
LEFT = "enrolled_nowhere"
OF_REGISTER = "enrolment"  # figures of everybody, journal or not
LEVELS = ((4, "1–4"), (9, "5–9"), (12, "10–12"))


def moment_of(semester: Semester) -> date:
    """The evening on which a semester is looked at. RulebookError for one the calendar does not know."""
    first = calendar.dates(semester).first
    return monday(first) + risk_model.number_on("prediction_week", first) * WEEK - timedelta(days=1)


def keep(
    store: Store,
    evening: date,
    oldest: date,
    engine: Engine,
    kept_on: date,
    areas: Mapping[int, str] | None = None,
) -> tuple[Semester, ...]:
    """Keep every moment that has come, and close every semester whose next moment has; those closed now.

    A moment that was missed is made up for with what the store says of it now; `moment.json` tells on which day, and
    the card of a model of such semesters says so.
    Moments before `oldest` are left alone: their term is over. `areas`: the municipality of each institution.
    """
    closed = []
    for semester in _with_journals(store):
        if not oldest <= moment_of(semester) <= evening:
            continue
        folder = folder_of(store, semester)
        if not folder.exists():
            _keep(store, semester, engine, folder, kept_on, areas or {})
        after = semester.next
        if after in calendar.semesters() and moment_of(after) <= evening and not is_closed(folder):
            _close(store, semester, engine, folder)
            closed.append(semester)
    return tuple(closed)


def forget(store: Store, before: date) -> int:
    """Let go of moments before a day; gives how many semesters."""
    old = [one for one in folders(store.root / PAST) if moment_of(_semester(one)) < before]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def folder_of(store: Store, semester: Semester) -> Path:
    """Where a semester is kept."""
    return store.root / PAST / str(semester).replace("/", "-")


def folders(past: Path) -> Iterator[Path]:
    """The folders of the semesters kept, the oldest first."""
    return iter(sorted(one for one in past.glob("[0-9]*-[12]") if one.is_dir()))


def is_closed(folder: Path) -> bool:
    """Whether it is known who left."""
    return (folder / "outcomes.parquet").is_file()


def usable(past: Path) -> tuple[Path, ...]:
    """The closed semesters in which enough learners left to learn from, the oldest first."""
    return tuple(one for one in folders(past) if is_closed(one) and _enough_left(one))


def was_made_up(folder: Path) -> bool:
    """Whether the moment was kept so late that its journals may have been corrected since."""
    said = json.loads((folder / "moment.json").read_text(encoding="utf-8"))
    moment = moment_of(_semester(folder))
    late = date.fromisoformat(said["kept_on"]) - moment
    return late.days > risk_model.number_on("late_after_days", moment)


def _enough_left(folder: Path) -> bool:
    outcome = pq.read_table(folder / "outcomes.parquet", columns=["outcome"])["outcome"]
    return (pc.sum(outcome).as_py() or 0) >= risk_model.number_on(
        "leavers_needed", moment_of(_semester(folder))
    )


def _semester(folder: Path) -> Semester:
    return Semester.parse(folder.name.replace("-", "/"))


def _with_journals(store: Store) -> list[Semester]:
    return sorted({slot.semester for slot in store.manifest().parts("attendance")})


def _keep(
    store: Store, semester: Semester, engine: Engine, folder: Path, kept_on: date, areas: Mapping[int, str]
) -> None:
    day = moment_of(semester)
    result = run(store, day, rules_on(day), engine)
    learners = cohort(store, result, engine)
    towns = [areas.get(one) for one in learners["institution"].to_pylist()]
    write_semester(
        folder, semester, values=result.values(), hits=result.hits(),
        learners=learners.append_column("municipality", pa.array(towns, pa.string())),
        said=_said(result, kept_on),
    )  # fmt: skip


def cohort(store: Store, result: Result, engine: Engine) -> pa.Table:
    """Of whom a model speaks on an evening: everybody at school of whom a journal tells. What it is trained on, and
    what a night is compared with the training by.
    """
    places = _places(store, result.as_of, engine).to_pylist()
    here = {one["learner"]: one for one in places if one["here"]}
    values = result.values()
    of_journal = [one.key for one in indicators.table().rules.values() if one.evidence != OF_REGISTER]
    told = values.filter(pc.is_in(values["indicator"].cast(pa.string()), pa.array(of_journal)))
    found = sorted(here.keys() & set(pc.unique(told["learner"]).to_pylist()))
    return pa.table(
        {
            "learner": pa.array(found, pa.int64()),
            "institution": pa.array([here[one]["institution"] for one in found], pa.int32()),
            "group_grades": pa.array([level(here[one]["grade"]) for one in found], pa.string()),
        }
    )


def write_semester(
    folder: Path,
    semester: Semester,
    *,
    values: pa.Table,
    hits: pa.Table,
    learners: pa.Table,
    said: Mapping[str, str],
) -> None:
    """Keep a moment whole or not at all: of `values` and `hits` only the rows of `learners`."""
    aside = folder.with_name(f".{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    week = Moment(moment_of(semester)).week_of_semester
    for name, rows in {"values": values, "hits": hits, "learners": learners}.items():
        rows = rows.filter(pc.is_in(rows["learner"], learners["learner"].combine_chunks()))
        if name == "values":
            rows = rows.filter(pc.not_equal(rows["indicator"].cast(pa.string()), LEFT))
        rows = rows.append_column("cohort", pa.repeat(str(semester), rows.num_rows))
        rows = rows.append_column("week", pa.repeat(pa.scalar(week, pa.int16()), rows.num_rows))
        pq.write_table(rows, aside / f"{name}.parquet", compression="zstd")
    write_json(aside / "moment.json", {"semester": str(semester), **said})
    os.replace(aside, folder)


def _said(result: Result, kept_on: date) -> dict[str, str]:
    return {
        "as_of": str(result.as_of),
        "kept_on": str(kept_on),
        "data": result.data_version,
        "rules": result.rules_version,
    }


def _close(store: Store, semester: Semester, engine: Engine, folder: Path) -> None:
    """Who of the cohort has left by the next moment. Who is in no register any more is not known and left out."""
    first, day = moment_of(semester), moment_of(semester.next)
    later = run(store, day, rules_on(day), engine).values()
    out = set(later.filter(pc.equal(later["indicator"].cast(pa.string()), LEFT))["learner"].to_pylist())
    ends = {one["learner"]: one["end"] for one in _places(store, day, engine).to_pylist()}
    write_outcomes(folder, ends.keys(), {one: (ends[one] - first).days / 7 for one in out & ends.keys()})


def write_outcomes(folder: Path, known: Collection[int], left: Mapping[int, float]) -> None:
    """Close a semester: for each known learner of the cohort whether, and after how many weeks, he or she left."""
    cohort = pq.read_table(folder / "learners.parquet")
    cohort = cohort.filter(pc.is_in(cohort["learner"], pa.array(known, pa.int64())))
    learners = cohort["learner"].to_pylist()
    table = cohort.append_column("outcome", pa.array([int(one in left) for one in learners], pa.int8()))
    table = table.append_column("weeks", pa.array([left.get(one) for one in learners], pa.float64()))
    pq.write_table(table, folder / ".outcomes", compression="zstd")
    os.replace(folder / ".outcomes", folder / "outcomes.parquet")


def _places(store: Store, day: date, engine: Engine) -> pa.Table:
    """Each learner's stay that counts on a day: institution, grade, end, and whether it goes on."""
    with store.reading() as manifest:
        snapshot = manifest.snapshots.get("enrolment")
        if snapshot is None:
            raise StoreError("The store does not know who learns where; put the enrolment first.")
        engine.see(SNAPSHOTS["enrolment"], [store.root / snapshot.path])
        return engine.rows(places(stays(SNAPSHOTS["enrolment"].table, Moment(day))))


def level(grade: int) -> str:
    """Grades in the parts of which a person thinks; years of vocational courses stand above twelve."""
    return next((name for last, name in LEVELS if grade <= last), "vocational")
