"""What waits in the work log on the desk: for who gives support, and for who wrote the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery, Value, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber

from pumpurs.foundation import audit
from pumpurs.foundation.together import Question, Rows
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.models import Account
from pumpurs.programme.work.models import Entry, HoursAsked
from pumpurs.programme.work.queries.delivery import AskedOfAuthor, Missed, missed_too_often
from pumpurs.programme.work.queries.offers import LEARNER_NAME, Offer, quiet
from pumpurs.rulebook import work_limits
from pumpurs.values.roles import Role

MOST = 10
LOOK_BACK_DAYS = 120  # a no-show of an older semester is told no more


@dataclass(frozen=True)
class NoShow:
    """A learner of the author's plan who keeps not coming."""

    plan_id: UUID
    learner_id: UUID
    learner: str
    class_name: str
    missed: Missed


@dataclass(frozen=True)
class WorkDesk:
    """What waits: learners nobody has met for long, hours that are asked for, learners who do not come."""

    quiet: tuple[Offer, ...] = ()
    asked: tuple[AskedOfAuthor, ...] = ()
    no_shows: tuple[NoShow, ...] = ()

    @property
    def anything(self) -> bool:
        """Something waits."""
        return bool(self.quiet or self.asked or self.no_shows)


def work_of_provider(*, viewer: Viewer, today: date) -> WorkDesk | None:
    """Learners whom a provider has not met for long; None for other roles. The look is logged."""
    return WorkDesk(quiet=quiet(viewer=viewer, today=today)) if viewer.role is Role.PROVIDER else None


def work_of_author(*, viewer: Viewer, today: date) -> Question[WorkDesk] | None:
    """Asked hours and no-shows of a plan author's own plans; None for other roles. The look is logged."""
    if viewer.role is not Role.PLAN_AUTHOR:
        return None
    asked = HoursAsked.objects.visible_to(viewer).filter(plan__author_id=viewer.account_id, answer="")
    by = Account.objects.filter(pk=OuterRef("by_id")).values("name")[:1]
    turn = Window(RowNumber(), partition_by="plan_id", order_by=F("begins_at").desc())
    entries = Entry.objects.visible_to(viewer).filter(
        taken_out_at=None,
        begins_at__date__gte=today - timedelta(days=LOOK_BACK_DAYS),
        plan__author_id=viewer.account_id,
        plan__until__gt=today,
    )
    last = entries.annotate(turn=turn).filter(turn__lte=work_limits.most_on("no_shows_of_last", today))
    called = Coalesce(LEARNER_NAME, Value(""))
    rows = (
        Account.objects.filter(pk=viewer.account_id)
        .annotate(
            asked_told=ArraySubquery(
                asked.annotate(called=called, asker=Coalesce(Subquery(by), Value("")))
                .order_by("at", "id")
                .values(told=JSONObject(**{name: name for name in ASKED}))[:MOST]
            ),
            came_told=ArraySubquery(
                last.annotate(called=called, class_name=F("plan__class_name"))
                .order_by("plan_id", "turn")
                .values(told=JSONObject(**{name: name for name in CAME}))
            ),
        )
        .values_list("asked_told", "came_told")
    )

    def read(rows: Rows) -> WorkDesk:
        asked_told, came_told = rows[0] if rows else ([], [])
        found = WorkDesk(
            asked=tuple(map(_asked, asked_told or ())), no_shows=_no_shows(came_told or [], today)
        )
        shown = {one.learner_id for one in found.asked} | {one.learner_id for one in found.no_shows}
        audit.shown(viewer, "work.desk", learners=shown)
        return found

    return Question(rows, read)


ASKED = ("id", "plan_id", "learner_id", "called", "kind", "minutes", "asker", "at")
CAME = ("plan_id", "learner_id", "called", "class_name", "attended")


def _asked(told: dict[str, Any]) -> AskedOfAuthor:
    return AskedOfAuthor(
        UUID(told["id"]), UUID(told["plan_id"]), UUID(told["learner_id"]), told["called"], told["kind"],
        told["minutes"], told["asker"], datetime.fromisoformat(told["at"]), may_answer=True,
    )  # fmt: skip


def _no_shows(told: list[dict[str, Any]], today: date) -> tuple[NoShow, ...]:
    """Those who missed too many of their last sessions, who missed most first."""
    by_plan: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in told:
        by_plan[one["plan_id"]].append(one)
    found = []
    for plan_id, came in by_plan.items():
        missed = missed_too_often([one["attended"] for one in came], today)
        if missed is not None:
            found.append(
                NoShow(
                    UUID(plan_id),
                    UUID(came[0]["learner_id"]),
                    came[0]["called"],
                    came[0]["class_name"],
                    missed,
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.missed.missed, one.learner)))
