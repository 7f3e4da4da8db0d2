"""A school with a class, its teacher and its head; signs as the rules of a night give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from pumpurs.foundation.visibility import job_viewer, looking_as
from pumpurs.programme.alerts.actions.keys import keys_of_learners
from pumpurs.programme.alerts.actions.raising import Scored, apply_run, begin_run, move_queues, pass_deadlines
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.alerts.queries.models import newer_evening
from pumpurs.programme.alerts.rules.alerts import Sign
from pumpurs.programme.learners.models import Learner
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.roles import Role
from tests.programme.people_and_places import (
    appoint,
    care_for,
    make_class,
    make_institution,
    make_learner,
    viewer_for,
)

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
EVENING = date(2026, 10, 4)
NIGHT = job_viewer("scoring")
GIVEN = ("Jānis", "Anna", "Pēteris", "Līga", "Mārtiņš", "Ieva", "Rihards", "Elīna", "Kārlis", "Zane")


def sign(rule: str = "many_unexcused", num: int = 12, den: int = 100) -> Sign:
    """What a rule found: so many of so many, beside the threshold of grade 7."""
    asked = early_warning_rules.rule(rule)
    limit = next(one for one in asked.on(EVENING) if one.first_grade <= 7 <= one.last_grade).value
    return Sign(
        rule, asked.indicator.key, asked.window, num, den, den, limit.numerator, limit.denominator, 2, 100,
        date(2026, 9, 7), EVENING,
    )  # fmt: skip


class School:
    """Learners of class 7.a with a teacher appointed for the class, and the head."""

    def __init__(self, name: str = "Priekuļu vidusskola", learners: int = 2) -> None:
        self.institution = make_institution(name)
        group = make_class(self.institution)
        self.learners = [
            make_learner(self.institution, GIVEN[number % len(GIVEN)], "Ozols", school_class=group)
            for number in range(learners)
        ]
        teacher = appoint(Role.PLAN_AUTHOR, self.institution, name="Anna Liepa")
        care_for(teacher, group)
        self.teacher = viewer_for(teacher)
        self.head = viewer_for(appoint(Role.HEAD, self.institution, name="Juris Bērzs"))

    @property
    def first(self) -> Learner:
        return self.learners[0]


def night(
    found: Mapping[Learner, Sequence[Sign]],
    *,
    day: date = EVENING,
    answered: Mapping[UUID, frozenset[str]] | None = None,
    seen: Sequence[Learner] = (),
    queues: bool = True,
) -> Mapping[str, int]:
    """One night: findings become alerts, queues move."""
    with looking_as(NIGHT):
        keys = keys_of_learners(viewer=NIGHT, learners=[one.id for one in (*found, *seen)])
        run_id = begin_run(name="", as_of=day, engine="duckdb", viewer=NIGHT, today=day, now=NOW)
        scored = Scored(f"{day}-x", day, "duckdb", "rules", "data", len(found), {})
        counts = apply_run(
            run_id=run_id, scored=scored, found={keys[one.id]: signs for one, signs in found.items()},
            seen=set(keys.values()), answered=answered or {}, viewer=NIGHT, now=NOW,
        )  # fmt: skip
        if queues and newer_evening(viewer=NIGHT, as_of=day) is None:
            move_queues(viewer=NIGHT, day=day, now=NOW)
        return counts


def deadlines(day: date) -> int:
    """The part of the night that looks at the clock."""
    with looking_as(NIGHT):
        return pass_deadlines(viewer=NIGHT, day=day, now=NOW)


def alert_of(learner: Learner) -> Alert:
    """The learner's newest alert, as the job sees it."""
    with looking_as(NIGHT):
        return Alert.objects.filter(learner=learner).order_by("-raised_at", "-id").get()
