"""What stands behind the alerts of a night (aiz brīdinājumiem): records from the store, and the order a model gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pumpurs.analytics.engines import Engine
from pumpurs.analytics.model.drift import Drift, drift
from pumpurs.analytics.model.sample import Floats
from pumpurs.analytics.model.score import parts, score
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.moment import Moment
from pumpurs.analytics.past import cohort
from pumpurs.analytics.records import Most
from pumpurs.analytics.scoring import Result
from pumpurs.analytics.store import Store
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.queries.records import names_of_subjects
from pumpurs.programme.alerts.rules.ordering import Ordering, Point, Score
from pumpurs.programme.alerts.rules.records import (
    MOST_ABSENCES,
    MOST_MARKS,
    MOST_NOTES,
    Absence,
    MarkGiven,
    Records,
    Remark,
    Week,
)

AT_ONCE = 2_000
MOST = Most(MOST_ABSENCES + 1, MOST_MARKS + 1, MOST_NOTES + 1)  # one more tells that there are more


def records_of(result: Result, *, viewer: Viewer) -> Iterator[Mapping[int, Records]]:
    """The records of every learner that a rule found, by the learner's key, a part of them at a time."""
    learners = sorted(set(result.hits()["learner"].to_pylist()))
    subjects = names_of_subjects(viewer=viewer) if learners else {}
    for first in range(0, len(learners), AT_ONCE):
        part = learners[first : first + AT_ONCE]
        found = result.records(part[0], part[-1])
        weeks, absences, marks, notes = (
            _by_learner(one) for one in (found.weeks, found.absences, found.marks, found.notes)
        )
        yield {
            learner: Records(
                weeks=_weeks(weeks[learner]),
                absences=tuple(
                    Absence(one["day"], one["lesson"], one["status"], subjects.get(one["subject"], ""))
                    for one in absences[learner]
                ),
                marks=tuple(
                    MarkGiven(one["day"], subjects.get(one["subject"], ""), one["mark"], one["passed"])
                    for one in marks[learner]
                ),
                notes=tuple(Remark(one["day"], one["kind"]) for one in notes[learner]),
            )
            for learner in part
        }


def _weeks(rows: Iterable[Mapping[str, Any]]) -> tuple[Week, ...]:
    """A week at two schools is one week of the learner: counts add up."""
    sums: dict[date, Week] = {}
    for one in rows:
        week = Week(
            one["week"], one["lessons"], one["missed"], one["unexcused"],
            uncounted=one["unexcused_all"] - one["unexcused"], left_out=one["left_out"],
        )  # fmt: skip
        sums[week.monday] = week if week.monday not in sums else sums[week.monday].with_school(week)
    return tuple(sums.values())


def _by_learner(rows: pa.Table) -> Mapping[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in rows.to_pylist():
        found[one["learner"]].append(one)
    return found


def ordering_of(terms: Terms, result: Result, engine: Engine) -> Ordering:
    """The score of every learner that a rule found: base + points, each with the figure it rests on."""
    hits = result.hits()
    places = hits.group_by("learner").aggregate([("institution", "max")])
    learners = pa.table({"learner": places["learner"], "institution": places["institution_max"]})
    values = result.values()
    values = values.join(learners.select(["learner"]), "learner", join_type="left semi")
    values = values.set_column(1, "indicator", values["indicator"].cast(pa.string()))
    values = values.set_column(2, "window", values["window"].cast(pa.string()))
    scored = score(terms, values, learners, engine)
    figures = {
        (one["learner"], one["indicator"], one["window"]): (one["num"], one["den"])
        for one in values.to_pylist()
    }
    points: dict[int, list[Point]] = defaultdict(list)
    for one in scored.points.to_pylist():
        num, den = figures.get((one["learner"], one["indicator"], one["window"]), (None, None))
        points[one["learner"]].append(
            Point(one["indicator"], one["window"], one["points_units"], num, den if num is not None else None)
        )
    scores = {
        one["learner"]: Score(scored.base_units, one["score_units"], tuple(points[one["learner"]]))
        for one in scored.scores.to_pylist()
    }
    return Ordering(scored.model, scores)


def most_moved(terms: Terms, result: Result, store: Store, engine: Engine) -> Drift | None:
    """The indicator that has moved most since the training, among learners chosen as the training chose them; None in
    any other week of the semester than the training's, and if the model's card keeps no profile.
    """
    if terms.card.get("week") != Moment(result.as_of).week_of_semester:
        return None
    kept = terms.card.get("profiles") or {}
    learners = cohort(store, result, engine)["learner"].combine_chunks()
    values = result.values()
    values = values.filter(pc.is_in(values["learner"], learners))
    newest: dict[str, Floats] = {}
    for name in kept:
        indicator, window = parts(name)
        here = pc.and_(pc.equal(values["indicator"], indicator), pc.equal(values["window"], window))
        rows = values.filter(pc.and_(here, pc.greater(values["den"], 0)))
        newest[name] = np.full(len(learners), np.nan)  # who has no row was not seen
        newest[name][: rows.num_rows] = rows["num"].to_numpy() / rows["den"].to_numpy()
    found = drift(kept, newest)
    return found[0] if found else None
