"""How a plan is carried out: hours given of each measure, who did not come, what providers ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, DateTimeField, F, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models import Correction, Entry, HoursAsked, Session
from pumpurs.programme.work.permissions import writes_plans_of_this_learner
from pumpurs.programme.work.queries.offers import names_of
from pumpurs.programme.work.rules import many_missed
from pumpurs.rulebook import work_limits
from pumpurs.values.roles import Role

MOST = 10
LOOK_BACK_DAYS = 120  # a no-show of an older semester is told no more


@dataclass(frozen=True)
class Missed:
    """A learner did not come `missed` times of the last `of` agreed sessions."""

    missed: int
    of: int


@dataclass(frozen=True)
class AskedOfAuthor:
    """Hours that a provider asks the author for."""

    id: UUID
    plan_id: UUID
    learner_id: UUID
    learner: str
    kind: str
    minutes: int
    by: str
    at: datetime
    may_answer: bool


@dataclass(frozen=True)
class Delivery:
    """Minutes given by measure (corrections included), what was missed, what is asked for."""

    given_minutes: Mapping[str, int]
    missed_all: int
    missed: Missed | None
    asked: tuple[AskedOfAuthor, ...]

    @property
    def begun(self) -> bool:
        """Anything was recorded on the plan."""
        return bool(self.given_minutes) or self.missed_all > 0


@dataclass(frozen=True)
class MissedSession:
    """A session to which the learner did not come."""

    begins_at: datetime
    kind: str
    provider: str
    topic: str


@dataclass(frozen=True)
class NoShow:
    """A learner of the author's plan who keeps not coming."""

    plan_id: UUID
    learner_id: UUID
    learner: str
    class_name: str
    missed: Missed


@dataclass(frozen=True)
class MissedPage:
    """All missed sessions of one plan, the latest first."""

    plan_id: UUID
    learner: str
    class_name: str
    sessions: tuple[MissedSession, ...]


def delivery_of_plan(*, viewer: Viewer, plan_id: UUID, today: date) -> Delivery:
    """What was given of a plan in reach. The page of the plan has logged the look."""
    entries = Entry.objects.visible_to(viewer).filter(plan_id=plan_id, taken_out_at=None)
    later = Correction.objects.visible_to(viewer).filter(plan_id=plan_id)
    rows = entries.order_by().values_list("measure_id", "minutes", "attended", "begins_at")
    corrected = later.order_by().annotate(
        came=Value(None, output_field=BooleanField(null=True)),
        met=Value(None, output_field=DateTimeField(null=True)),
    )
    given: dict[str, int] = defaultdict(int)
    came = []
    for measure_id, minutes, attended, begins_at in rows.union(
        corrected.values_list("measure_id", "minutes_delta", "came", "met"), all=True
    ):
        given[str(measure_id)] += minutes
        if begins_at is not None:
            came.append((begins_at, attended))
    came.sort(reverse=True)
    return Delivery(
        given_minutes=dict(given),
        missed_all=sum(not attended for _at, attended in came),
        missed=_missed([attended for _at, attended in came], today),
        asked=_asked(viewer, HoursAsked.objects.filter(plan_id=plan_id), None),
    )


def asked_of_me(*, viewer: Viewer) -> tuple[AskedOfAuthor, ...]:
    """Hours that providers ask for on plans of the viewer, the oldest first; nothing for who writes no plans."""
    if viewer.role is not Role.PLAN_AUTHOR:
        return ()
    found = _asked(viewer, HoursAsked.objects.filter(plan__author_id=viewer.account_id), MOST)
    audit.shown(viewer, "work.asked", learners=[one.learner_id for one in found])
    return found


def no_shows_to_tell(*, viewer: Viewer, today: date) -> tuple[NoShow, ...]:
    """Learners of the viewer's own plans who missed too many of their last sessions; the rulebook says how many."""
    if viewer.role is not Role.PLAN_AUTHOR:
        return ()
    since = today - timedelta(days=LOOK_BACK_DAYS)
    turn = Window(RowNumber(), partition_by="plan_id", order_by=F("begins_at").desc())
    entries = Entry.objects.visible_to(viewer).filter(
        taken_out_at=None,
        begins_at__date__gte=since,
        plan__author_id=viewer.account_id,
        plan__until__gt=today,
    )
    last = entries.annotate(turn=turn).filter(turn__lte=work_limits.most_on("no_shows_of_last", today))
    came: dict[UUID, list[bool]] = defaultdict(list)
    whose: dict[UUID, tuple[UUID, str]] = {}
    rows = last.order_by("turn").values_list("plan_id", "learner_id", "plan__class_name", "attended")
    for plan_id, learner_id, class_name, attended in rows:
        came[plan_id].append(attended)
        whose[plan_id] = (learner_id, class_name)
    told = {plan_id: found for plan_id, came_to in came.items() if (found := _missed(came_to, today))}
    names = names_of(whose[plan_id][0] for plan_id in told) if told else {}
    audit.shown(viewer, "work.no_shows", learners=[whose[plan_id][0] for plan_id in told])
    shown = [
        NoShow(plan_id, whose[plan_id][0], names.get(whose[plan_id][0], ""), whose[plan_id][1], missed)
        for plan_id, missed in told.items()
    ]
    return tuple(sorted(shown, key=lambda one: (-one.missed.missed, one.learner)))


def missed_of_plan(*, viewer: Viewer, plan_id: UUID) -> MissedPage:
    """The missed sessions of a plan. DoesNotExist out of reach. The look is logged.

    Who gave a session and its topic stand on the provider's sheet; for these very sessions they are told.
    """
    plan = Plan.objects.visible_to(viewer).get(pk=plan_id)
    entries = Entry.objects.visible_to(viewer).filter(plan=plan, taken_out_at=None, attended=False)
    ids = list(entries.values_list("session_id", flat=True))
    with open_eyes(viewer, "work.missed"):
        rows = Session.objects.filter(pk__in=ids).order_by("-begins_at", "id")
        sessions = tuple(
            MissedSession(*row) for row in rows.values_list("begins_at", "kind", "provider__name", "topic")
        )
    audit.shown(viewer, "work.missed", learners=[plan.learner_id])
    return MissedPage(
        plan_id, names_of([plan.learner_id]).get(plan.learner_id, ""), plan.class_name, sessions
    )


def _missed(came: Sequence[bool], today: date) -> Missed | None:
    found = many_missed(came, today)
    return Missed(*found) if found else None


def _asked(viewer: Viewer, rows: QuerySet[HoursAsked], most: int | None) -> tuple[AskedOfAuthor, ...]:
    """Unanswered asks in reach, with names."""
    found = list(rows.filter(answer="").order_by("at", "id")[:most])
    if not found:
        return ()
    names = names_of(row.learner_id for row in found)
    people = dict(Account.objects.filter(pk__in=[row.by_id for row in found]).values_list("id", "name"))
    return tuple(
        AskedOfAuthor(
            row.id, row.plan_id, row.learner_id, names.get(row.learner_id, ""), row.kind, row.minutes,
            people.get(row.by_id, ""), row.at, writes_plans_of_this_learner(viewer, row),
        )
        for row in found
    )  # fmt: skip
