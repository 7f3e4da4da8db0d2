"""How a plan is carried out: hours given of each measure, who did not come, what providers ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, DateTimeField, F, Value

from pumpurs.foundation import audit
from pumpurs.foundation.together import Question, Rows
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models import Correction, Entry, HoursAsked, Session
from pumpurs.programme.work.permissions import writes_plans_of_this_learner
from pumpurs.programme.work.queries.offers import LEARNER_NAME, names_of
from pumpurs.programme.work.rules import many_missed


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
    asked: tuple[AskedOfAuthor, ...] = ()

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
class MissedPage:
    """All missed sessions of one plan, the latest first."""

    plan_id: UUID
    learner: str
    class_name: str
    sessions: tuple[MissedSession, ...]


def delivery_of_plan(*, viewer: Viewer, plan_id: UUID, today: date) -> Question[Delivery]:
    """What was given of a plan in reach; what is asked for comes beside. The page of the plan has logged the look."""
    entries = Entry.objects.visible_to(viewer).filter(plan_id=plan_id, taken_out_at=None)
    later = Correction.objects.visible_to(viewer).filter(plan_id=plan_id)
    rows = entries.order_by().values_list("measure_id", "minutes", "attended", "begins_at")
    corrected = later.order_by().annotate(
        came=Value(None, output_field=BooleanField(null=True)),
        met=Value(None, output_field=DateTimeField(null=True)),
    )

    def read(found: Rows) -> Delivery:
        given: dict[str, int] = defaultdict(int)
        came = []
        for measure_id, minutes, attended, begins_at in found:
            given[measure_id] += minutes
            if begins_at is not None:
                came.append((datetime.fromisoformat(begins_at), attended))
        came.sort(reverse=True)
        return Delivery(
            given_minutes=dict(given),
            missed_all=sum(not attended for _at, attended in came),
            missed=missed_too_often([attended for _at, attended in came], today),
        )

    return Question(
        rows.union(corrected.values_list("measure_id", "minutes_delta", "came", "met"), all=True), read
    )


def hours_asked_of_plan(*, viewer: Viewer, plan_id: UUID) -> Question[tuple[AskedOfAuthor, ...]]:
    """Unanswered asks for more hours of a plan in reach, the oldest first. The page of the plan has logged the look."""
    asks = HoursAsked.objects.visible_to(viewer).filter(plan_id=plan_id, answer="")
    told = asks.annotate(called=LEARNER_NAME, asker=F("by__name")).order_by("at", "id")
    return Question(told.values_list(*TOLD), lambda rows: tuple(_asked(viewer, row) for row in rows))


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


def missed_too_often(came: Sequence[bool], today: date) -> Missed | None:
    """What is told of the last sessions, newest first; None while the learner mostly comes."""
    found = many_missed(came, today)
    return Missed(*found) if found else None


TOLD = ("id", "plan_id", "learner_id", "institution_id", "called", "kind", "minutes", "asker", "at")


def _asked(viewer: Viewer, row: Sequence[Any]) -> AskedOfAuthor:
    """An unanswered ask in reach, with names; the learner's as a look-up, so that no line is lost with a name."""
    told = dict(zip(TOLD, row, strict=True))
    learner_id = UUID(told["learner_id"])
    ask = HoursAsked(learner_id=learner_id, institution_id=UUID(told["institution_id"]))
    return AskedOfAuthor(
        UUID(told["id"]), UUID(told["plan_id"]), learner_id, told["called"] or "", told["kind"], told["minutes"],
        told["asker"], datetime.fromisoformat(told["at"]), writes_plans_of_this_learner(viewer, ask),
    )  # fmt: skip
