"""Sessions of support in the store of figures: not coming to what was agreed is a sign like any other."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from pumpurs.analytics.store import Change, Scope, Store
from pumpurs.analytics.tables import JOURNALS
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.actions.keys import keys_of_institutions, keys_of_learners
from pumpurs.programme.work.queries.attended import attended, schools_with_sessions
from pumpurs.rulebook import calendar
from pumpurs.values.periods import Span

SUPPORT = JOURNALS["support"]


def bring_support(*, store: Store, as_of: date, viewer: Viewer) -> Change:
    """Put the sessions of the day's semester, up to the day, in place of those that the store holds."""
    first = calendar.dates(calendar.current_semester(as_of)).first
    span = Span(min(first, as_of), as_of + timedelta(days=1))
    schools = keys_of_institutions(
        viewer=viewer, institutions=schools_with_sessions(viewer=viewer, span=span)
    )
    if not schools:
        return Change(0, 0, ())
    found = list(attended(viewer=viewer, span=span))
    learners = keys_of_learners(viewer=viewer, learners={one.learner_id for one in found})
    rows = pa.table(
        {
            "institution": [schools[one.institution_id] for one in found],
            "learner": [learners[one.learner_id] for one in found],
            "day": [one.day for one in found],
            "came": [int(one.came) for one in found],
        },
        schema=SUPPORT.arrow,
    )
    return store.replace_many(
        SUPPORT.name, [Scope(school, span.first, span.end) for school in schools.values()], rows
    )
