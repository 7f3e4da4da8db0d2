"""Scoring at national size against a bare scan of the same columns, in one run.

    python -m bench.scoring [--millions 2 20 200] [--folder /tmp/pumpurs-scoring] [--only full nightly …]

Seeded data (165,000 learners make 202 million lessons and 35 million marks) are built once in the folder and kept.
Each figure is taken in a process of its own: wall and CPU seconds without imports, largest resident memory, lessons a
second, and the CPU in ratio to the scan. Goals: full ≤ 0.8 of hand-written SQL and ≤ 4 scans, under 0.7 GB; nightly
≤ 0.5 scans; absences only ≤ 1 scan; one school changed ≤ 2 % of full. 2000 (two billion lessons) on request.
"Night with records" reads the records behind the hits too, as a real night does; more than half of the drawn learners
have a hit, far more than in life.

The hand-written SQL is what somebody who knows SQL would write for the same evening: every figure, every hit and what
is usual for its class, equal to ours (the bench ends if it finds other hits), both written to Parquet. It counts with
FILTER, packs nothing and keeps nothing; what it leaves out (timetables, folds for the next night) is ours to pay.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from bench.scoring_data import AS_OF, Country, build  # noqa: E402
from bench.scoring_peers import PEERS, Files  # noqa: E402
from pumpurs.analytics.engines import engine  # noqa: E402
from pumpurs.analytics.records import Most  # noqa: E402
from pumpurs.analytics.scoring import Result, rules_on, run  # noqa: E402
from pumpurs.analytics.store import Store  # noqa: E402

LEARNERS_A_MILLION = 165_000 / 202.125
ORDER = (
    "scan",
    "full",
    "nightly",
    "night with records",
    "absences only",
    "one school changed",
    "hand-written SQL",
    "Polars",
    "pandas",
    "Spark local",
)
SAME_HITS = ("full", "nightly", "night with records", "hand-written SQL", "Spark local")
MOST = Most(201, 101, 51)  # what a night keeps behind the hits of each learner, with one more
TENTH = 2  # of 16 buckets, about a tenth of the country
MONTH = date(2026, 4, 1), date(2026, 5, 1)


def cpu_s(*, children: bool = False) -> float:
    """CPU seconds of this process so far, and of its ended children."""
    used = [resource.getrusage(resource.RUSAGE_SELF)]
    if children:
        used.append(resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def score(
    folder: Path,
    *,
    full: bool,
    name: str = "duckdb",
    institutions: tuple[int, ...] = (),
    most: Most | None = None,
) -> Result:
    """One scoring as if it had not been done before."""
    store = Store(folder)
    shutil.rmtree(folder / "runs", ignore_errors=True)
    options = {"master": "local[2]", "memory": "3g"} if name == "spark" else {"threads": 2}
    with engine(name, **options) as opened:
        return run(store, AS_OF, rules_on(AS_OF), opened, full=full, institutions=institutions, most=most)


def correct_a_month(folder: Path) -> int:
    """A school's April comes again with one absence excused later; gives the school."""
    store, school = Store(folder), 3
    rows = store.read("attendance", school, *MONTH)
    status = rows["status"].to_numpy().copy()
    place = int((status == 3).argmax())
    status[place] = 2
    rows = rows.set_column(rows.column_names.index("status"), "status", [status])
    store.replace("attendance", school, *MONTH, rows)
    return school


def one(kind: str, folder: Path) -> dict[str, float]:
    """Take one figure in this process."""
    made, full_store = 0, folder / "full"
    school = correct_a_month(full_store) if kind == "one school changed" else 0
    files = Files(Store(full_store), TENTH if kind == "pandas" else None) if kind in PEERS else None
    begun, used = time.perf_counter(), cpu_s(children=True)
    if files is not None:
        made = PEERS[kind](files, AS_OF)
    elif kind == "absences only":
        made = sum(score(folder / "absences", full=True).hits_by_rule.values())
    elif kind == "one school changed":
        made = sum(score(full_store, full=False, institutions=(school,)).hits_by_rule.values())
    else:
        name = "spark" if kind == "Spark local" else "duckdb"
        most = MOST if kind == "night with records" else None
        night = kind in ("nightly", "night with records")
        made = sum(score(full_store, full=not night, name=name, most=most).hits_by_rule.values())
    wall = time.perf_counter() - begun
    used = cpu_s(children=kind == "Spark local") - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if kind == "Spark local":
        memory += resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"wall_s": wall, "cpu_s": used, "memory_mb": memory / 1024, "made": made}


def measure(kind: str, folder: Path) -> dict[str, float] | str:
    """Take one figure in a process of its own; the last line of what went wrong if it did not end well."""
    command = [sys.executable, "-m", "bench.scoring", "--one", kind, "--folder", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"])[-1][:90]
    found: dict[str, float] = json.loads(ended.stdout.strip().splitlines()[-1])
    return found


def report(millions: int, folder: Path, kinds: tuple[str, ...]) -> dict[str, float]:
    """Build one size, take its figures and print them; gives the CPU seconds of each."""
    country = Country(round(millions * LEARNERS_A_MILLION))
    begun = time.perf_counter()
    full = build(country, folder / "full", absences_only=False)
    build(country, folder / "absences", absences_only=True)
    manifest = full.manifest()
    lessons, marks = (
        sum(part.rows for part in manifest.parts(name).values()) for name in ("attendance", "marks")
    )
    size = sum(path.stat().st_size for path in (folder / "full").rglob("*.parquet")) / 1024**2
    print(f"\n{lessons:,} lessons, {marks:,} marks, {country.size:,} learners, {size:.0f} MB", end=" ")
    print(f"(ready after {time.perf_counter() - begun:.0f} s)")
    print(
        f"{'':20} {'wall s':>8} {'CPU s':>8} {'MB':>7} {'M rows/s':>9} {'x scan':>7} {'x hand':>7} {'x full':>7}"
    )
    found: dict[str, float] = {}
    hits: set[float] = set()
    for kind in kinds:
        taken = measure(kind, folder)
        if isinstance(taken, str):
            print(f"{kind:20} {taken}")
            continue
        share = TENTH / manifest.buckets if kind == "pandas" else 1
        if kind in SAME_HITS:
            hits.add(taken["made"])
        if len(hits) > 1:
            sys.exit(f"{kind} found other hits: {hits}")
        found[kind] = taken["cpu_s"]
        ratios = [
            f"{taken['cpu_s'] / share / found[other]:7.2f}" if other in found else " " * 7
            for other in ("scan", "hand-written SQL", "full")
        ]
        speed = lessons * share / taken["wall_s"] / 1e6
        print(
            f"{kind:20} {taken['wall_s']:8.2f} {taken['cpu_s']:8.2f} {taken['memory_mb']:7.0f} {speed:9.1f} "
            + " ".join(ratios)
            + (f"  (on {share:.0%})" if share < 1 else ""),
            flush=True,
        )
    return found


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--millions", type=int, nargs="+", default=[2, 20, 200])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/pumpurs-scoring"))
    parser.add_argument("--only", nargs="+", choices=ORDER, default=list(ORDER))
    parser.add_argument("--one", choices=ORDER)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one, arguments.folder)))
        return
    growth = {
        millions: report(millions, arguments.folder / str(millions), tuple(arguments.only))
        for millions in arguments.millions
    }
    sizes = sorted(growth)
    for small, large in pairwise(sizes):
        for kind in ("full", "nightly"):
            if kind in growth[small] and kind in growth[large]:
                factor = growth[large][kind] / growth[small][kind]
                print(f"growth of {kind}: {large / small:g} times the rows, {factor:.1f} times the CPU")


if __name__ == "__main__":
    main()
