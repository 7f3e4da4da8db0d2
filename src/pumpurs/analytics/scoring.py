"""Scoring (novērtēšana): from the store of journals to hits of rules, for one evening.

    with engine("duckdb") as duck:
        result = run(store, date(2026, 5, 15), rules_on(day), duck)

A run writes into a folder of its own and is finished by its last file; a run that was stopped leaves no trace but
folds of closed weeks, which are right and are used again. The same run asked for twice gives what it gave before.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pumpurs.analytics import folds, records
from pumpurs.analytics import hits as crossing
from pumpurs.analytics.engines import Engine
from pumpurs.analytics.evidence import (
    PACKED,
    PLACES,
    SCHOOL_DAYS,
    Evidence,
    attendance_sums,
    packed_attendance,
    places,
    school_days,
    stays,
)
from pumpurs.analytics.fold_book import FoldBook, read_book
from pumpurs.analytics.folding import Folding, Progress, silent
from pumpurs.analytics.indicators import Figure, figures
from pumpurs.analytics.manifest import Manifest, StoreError, write_json
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.records import Behind, Most
from pumpurs.analytics.rows import integers, order
from pumpurs.analytics.store import Store
from pumpurs.analytics.tables import JOURNALS, SNAPSHOTS
from pumpurs.rulebook import attendance_codes, calendar, early_warning_rules, indicators, note_kinds
from pumpurs.rulebook.early_warning_rules import EarlyWarningRule

RUNS = "runs"
KEPT_RUNS = 8
STEPS = 3


@dataclass(frozen=True)
class RuleSet:
    """The rules of a run and the version that names what they say."""

    version: str
    rules: tuple[EarlyWarningRule, ...]


@dataclass(frozen=True)
class Result:
    """What a run found. `hits` and `values` are read from files that stay until newer runs push them out."""

    run: str
    as_of: date
    engine: str
    data_version: str
    rules_version: str
    learners: int
    hits_by_rule: Mapping[str, int]
    folds_made: int
    folder: Path

    def hits(self) -> pa.Table:
        """learner, institution, class_key, grade, rule, indicator, window, num, den, seen, threshold_num,
        threshold_den, class_usual_num, class_usual_den (both empty where nothing is usual), window_first, window_end.
        """
        return pq.read_table(self.folder / "hits.parquet")

    def values(self) -> pa.Table:
        """learner, indicator, window, num, den, seen: every figure of every learner, in order."""
        found = pq.read_table(self.folder / "values.parquet")
        for name in ("indicator", "window"):
            found = found.set_column(found.column_names.index(name), name, _by_word(found[name]))
        keys = [integers(found[name].combine_chunks().indices) for name in ("indicator", "window")]
        places, _ = order([*keys, integers(found["learner"])])
        return found.take(pa.array(places))

    def records(self, first: int, last: int) -> Behind:
        """What is behind the hits of learners with numbers from `first` to `last`, if the run kept it."""
        return records.read(self.folder, first, last)


def rules_on(day: date) -> RuleSet:
    """The rules of the rulebook in force on a day."""
    table = early_warning_rules.table()
    return RuleSet(table.version_on(day), tuple(one for one in table.rules.values() if one.on(day)))


def run(
    store: Store,
    as_of: date,
    rules: RuleSet,
    engine: Engine,
    *,
    full: bool = False,
    institutions: Sequence[int] = (),
    most: Most | None = None,
    progress: Progress = silent,
) -> Result:
    """Score every learner as of the evening of a day; rules tried on a past day are the same with other rules.

    `full` makes every fold again; `institutions` scores only learners of these schools, by the journals of all
    schools they were enrolled in. `most`: records behind the hits are kept, so many of a kind. `progress` hears how
    many parts of a step are done. StoreError if another scoring is going on or the enrolment was never put.
    """
    moment = Moment(as_of)
    with alone(store):
        _undo_unfinished(store)
        store.sweep()
        with store.reading() as manifest:
            name = _name(manifest, as_of, rules, institutions, engine)
            folder = store.root / RUNS / name
            if not full and (folder / "run.json").exists() and (most is None or records.are_kept(folder)):
                return _read(folder)
            book = FoldBook(store.root) if full else read_book(store.root)
            book.sweep()
            folding = Folding(engine, store.root, manifest, book, moment, progress)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            evidence = _evidence(store, manifest, engine, moment, folding, institutions)
            progress(1, STEPS, "evidence")
            asked = figures()
            found = engine.keep("figures", crossing.figure_rows(evidence, asked))
            _write_values(engine.rows(found), asked, folder)
            progress(2, STEPS, "figures")
            hit = _hits(engine, rules, asked, found, evidence)
            if most is not None:
                records.behind(folding, hit, asked, most).write(folder)
            progress(STEPS, STEPS, "hits")
            counted = engine.rows(evidence.places.aggregate(n=evidence.places.count()))["n"][0].as_py()
    named = {rule.key: 0 for rule in rules.rules}
    for place, count in _counts(hit["rule"]).items():
        named[rules.rules[place].key] = count
    result = Result(
        name, as_of, engine.name, manifest.version(), rules.version, counted, named, folding.made, folder
    )
    pq.write_table(_explained(hit, rules, asked, moment), folder / "hits.parquet", compression="zstd")
    write_json(folder / "run.json", {**asdict(result), "as_of": str(as_of), "folder": name})
    _forget_old(store)
    return result


def _evidence(
    store: Store,
    manifest: Manifest,
    engine: Engine,
    moment: Moment,
    folding: Folding,
    institutions: Sequence[int],
) -> Evidence:
    snapshot = manifest.snapshots.get("enrolment")
    if snapshot is None:
        raise StoreError("The store does not know who learns where; put the enrolment first.")
    engine.see(SNAPSHOTS["enrolment"], [store.root / snapshot.path])
    begun = stays(SNAPSHOTS["enrolment"].table, moment)
    if institutions:
        begun = begun.semi_join(begun.filter(begun.institution.isin(list(institutions))), "learner")
    where = places(begun)
    if institutions:
        where = where.filter(where.institution.isin(list(institutions)))
    where = engine.keep(PLACES.name, where)
    if institutions:
        been = engine.rows(begun.semi_join(where, "learner").select("institution").distinct())
        folding.only = frozenset(one % manifest.buckets for one in been["institution"].to_pylist())
    weeks, (counts, totals) = folding.attendance(), folding.marks()
    if institutions:
        begun, weeks, counts, totals = (
            one.semi_join(where, "learner") for one in (begun, weeks, counts, totals)
        )
    engine.hold(SCHOOL_DAYS.name, school_days(moment))
    loose = {}
    for table in ("notes", "support"):
        first = moment.window("semester").first
        parts = [
            part for slot, part in sorted(folding.parts(table).items()) if first <= slot.week <= moment.as_of
        ]
        engine.see(JOURNALS[table], [store.root / part.path for part in parts])
        loose[table] = JOURNALS[table].table
        if institutions:
            loose[table] = loose[table].semi_join(where, "learner")
    return Evidence(
        moment,
        attendance=attendance_sums(engine.keep(PACKED.name, packed_attendance(weeks, moment))),
        mark_counts=counts,
        mark_totals=totals,
        enrolment=begun,
        places=where,
        school_days=SCHOOL_DAYS.table,
        **loose,
    )


def _hits(
    engine: Engine, rules: RuleSet, asked: Sequence[Figure], found: object, evidence: Evidence
) -> pa.Table:
    engine.hold(crossing.RULES.name, crossing.rule_rows(rules.rules, asked, evidence.moment.as_of))
    known = crossing.FIGURES.table
    beyond = engine.keep("beyond", crossing.beyond(known, crossing.RULES.table))
    hit = engine.keep("found", crossing.hits(beyond, evidence.places))
    middle = engine.keep("middle", crossing.usual(hit, known, evidence.places))
    return engine.rows(crossing.told(hit, middle))


def _write_values(values: pa.Table, asked: Sequence[Figure], folder: Path) -> None:
    """Figures by name instead of number."""
    named = pa.table(
        {
            "learner": values["learner"],
            "indicator": _words(values["figure"], [one.indicator for one in asked]),
            "window": _words(values["figure"], [one.window for one in asked]),
            **{name: values[name] for name in ("num", "den", "seen")},
        }
    )
    path = folder / "values.parquet"
    pq.write_table(named, path, compression="lz4", use_dictionary=["indicator", "window"])


def _explained(hit: pa.Table, rules: RuleSet, asked: Sequence[Figure], moment: Moment) -> pa.Table:
    """Hits by name instead of number, with the days of their windows, in order."""
    hit = _in_order(hit, "rule", "learner")
    windows = [moment.window(one.window) for one in asked]
    places = hit["figure"].cast(pa.int32())
    return pa.table(
        {
            **{name: hit[name] for name in ("learner", "institution", "class_key", "grade")},
            "rule": _words(hit["rule"], [one.key for one in rules.rules]),
            "indicator": _words(hit["figure"], [one.indicator for one in asked]),
            "window": _words(hit["figure"], [one.window for one in asked]),
            **{
                name: hit[name]
                for name in (
                    "num",
                    "den",
                    "seen",
                    "threshold_num",
                    "threshold_den",
                    "class_usual_num",
                    "class_usual_den",
                )
            },
            "window_first": pa.array([span.first for span in windows], pa.date32()).take(
                places.combine_chunks()
            ),
            "window_end": pa.array([span.end for span in windows], pa.date32()).take(places.combine_chunks()),
        }
    )


def _in_order(found: pa.Table, *columns: str) -> pa.Table:
    places, _ = order([integers(found[name]) for name in columns])
    return found.take(pa.array(places))


def _words(numbers: pa.ChunkedArray, words: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        numbers.cast(pa.int16()).combine_chunks(), pa.array(words, pa.string())
    )


def _by_word(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """The same words, numbered in their own order: a file numbers them as they come."""
    given = column.combine_chunks()
    words = given.dictionary.to_pylist()
    ranks = pa.array([sorted(words).index(word) for word in words], pa.int16())
    return pa.DictionaryArray.from_arrays(ranks.take(given.indices), pa.array(sorted(words), pa.string()))


def _counts(column: pa.ChunkedArray) -> dict[int, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(column).to_pylist()}


def _name(
    manifest: Manifest, as_of: date, rules: RuleSet, institutions: Sequence[int], engine: Engine
) -> str:
    """The same data, day, rules, schools, engine and expressions make the same run."""
    said = [one.table() for one in (attendance_codes, note_kinds, indicators, calendar)]
    parts = [manifest.version(), as_of.isoformat(), rules.version, engine.name, str(folds.EDITION)]
    parts += [*map(repr, said), *map(str, sorted(institutions))]
    return f"{as_of}-{sha256(' '.join(parts).encode()).hexdigest()[:12]}"


def _read(folder: Path) -> Result:
    values = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return Result(**{**values, "as_of": date.fromisoformat(values["as_of"]), "folder": folder})


@contextmanager
def alone(store: Store, what: str = "scoring") -> Iterator[None]:
    """Nobody else does the same with the store inside, in no other process either. StoreError if somebody does."""
    with (store.root / f"{what}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError("Another scoring of this store is going on; wait until it has ended.") from None
        yield


def _undo_unfinished(store: Store) -> None:
    """Forget runs that were stopped before their last file."""
    for folder in (store.root / RUNS).glob("*"):
        if not (folder / "run.json").exists():
            shutil.rmtree(folder)


def _forget_old(store: Store) -> None:
    finished = sorted((store.root / RUNS).glob("*/run.json"), key=lambda path: path.stat().st_mtime)
    for path in finished[:-KEPT_RUNS]:
        shutil.rmtree(path.parent)
