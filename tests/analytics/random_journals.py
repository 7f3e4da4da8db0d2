"""Journals drawn by chance, with everything that may go wrong in them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pyarrow as pa

from pumpurs.analytics.tables import JOURNALS, SNAPSHOTS
from tests.analytics.drawn import AS_OF

YEAR = date(2025, 9, 1)


def journals(
    seed: int, *, schools: int = 4, learners: int = 60, from_learner: int = 1_000_000
) -> dict[str, pa.Table]:
    """Schools with full journals and such with absences only, movers, leavers, repeaters, ill weeks, empty marks."""
    chance = Random(seed)
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in (*JOURNALS, *SNAPSHOTS)}
    weeks = [date(2025, 12, 15), *(date(2026, 3, 23) + timedelta(days=7 * number) for number in range(9))]
    for number in range(learners):
        learner, first = from_learner + number, 1000 + chance.randrange(schools)
        moved = date(2026, 4, chance.randint(20, 29)) if chance.random() < 0.2 else None
        second, grade = 1000 + chance.randrange(schools), chance.randint(1, 12)
        for week in weeks:
            ill, lessons = chance.random() < 0.1, chance.randint(20, 35)
            school = second if moved and week > moved else first
            full = school % 2 == 0
            if not full and chance.random() < 0.9:
                rows["timetable"].append(
                    {"institution": school, "learner": learner, "week": week, "lessons": lessons}
                )
            for place in range(lessons):
                day = week + timedelta(days=place % 5)
                at = second if moved and day >= moved else first
                code = 4 if ill else chance.choice((0,) * 12 + (1, 2, 3, 3, 4, 5))
                if full or code:
                    rows["attendance"].append(
                        {"institution": at, "learner": learner, "day": day, "lesson": place // 5}
                        | {"subject": place % 7, "status": code}
                    )
            for _ in range(chance.randint(0, 6)):
                mark = chance.choice((None, *range(1, 11)))
                day = week + timedelta(days=chance.randint(0, 6))
                rows["marks"].append(
                    {"institution": school, "learner": learner, "day": day, "subject": chance.randint(0, 3)}
                    | {"mark": mark, "passed": chance.choice((0, 1)) if mark is None else None, "kind": 0}
                )
            if chance.random() < 0.4:
                rows["notes"].append(
                    {"institution": school, "learner": learner, "day": week, "kind": chance.randint(1, 3)}
                )
                rows["support"].append(
                    {"institution": school, "learner": learner, "day": week, "came": chance.randint(0, 1)}
                )
        left = AS_OF - timedelta(days=chance.randint(0, 20)) if chance.random() < 0.1 else None
        for year, at, begun, end in (
            (2024, first, date(2024, 9, 2), date(2025, 5, 30)),
            (2025, first, YEAR, moved or left),
            (2025, second, moved, left),
        ):
            if begun and (end is None or begun < end):
                rows["enrolment"].append(
                    {
                        "institution": at,
                        "learner": learner,
                        "class_key": at * 100 + grade,
                        "first": begun,
                        "end": end,
                    }
                    | {"grade": max(1, grade - (year == 2024 and chance.random() < 0.8)), "school_year": year}
                )
    shapes = {**JOURNALS, **SNAPSHOTS}
    return {name: pa.Table.from_pylist(found, schema=shapes[name].arrow) for name, found in rows.items()}
