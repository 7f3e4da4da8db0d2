"""What a provider may record today: learners with their approved consultations, hours left, who was seen last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from pumpurs.foundation import audit
from pumpurs.foundation.together import Question, Rows, asked_together, moment
from pumpurs.foundation.visibility import NOBODY, Viewer
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Appointment
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models import Entry, Sheet
from pumpurs.programme.work.preconditions import RUNNING, Support, minutes_given, supports_of
from pumpurs.programme.work.rules import DEFAULT_POSITION
from pumpurs.rulebook import compartments, measures, work_limits
from pumpurs.values.periods import month_of

MOST_PLANS = 300
SHOWN = 60
LEARNER_NAME = Subquery(  # a look-up, so that a line of one who left is not lost with the name
    Learner.objects.filter(pk=OuterRef("learner_id")).values(
        called=Concat("given_name", Value(" "), "family_name")
    )[:1]
)
LATE_DAYS = 62  # a plan that ended so long ago is still offered, for what is recorded late


@dataclass(frozen=True)
class Offer:
    """One consultation of one learner. `last_at`: when the viewer gave it last. Minutes are whole."""

    plan_id: UUID
    measure_id: UUID
    learner_id: UUID
    learner: str
    class_name: str
    kind: str
    subject: str
    first: date
    last: date
    minutes_planned: int
    minutes_left: int
    last_at: datetime | None
    open_since: datetime | None

    @property
    def key(self) -> str:
        """What stands for this line in a form."""
        return f"{self.plan_id}:{self.measure_id}"


@dataclass(frozen=True)
class Offers:
    """What can be recorded in `position`: with hours left, and with none left. `more`: narrow by a name."""

    position: str
    open: tuple[Offer, ...]
    used_up: tuple[Offer, ...]
    more: bool


def my_position(viewer: Viewer, today: date) -> tuple[str, UUID | None]:
    """The position in which the viewer works this month, and where: the sheet's if the head set another one."""
    month = str(month_of(today))
    sheet = Sheet.objects.filter(
        provider_id=viewer.account_id, institution_id=OuterRef("institution_id"), month=month
    )
    row = (
        Appointment.objects.visible_to(viewer)
        .filter(pk=viewer.appointment_id or NOBODY)
        .annotate(on_sheet=Subquery(sheet.values("position")[:1]))
        .values_list("profession", "on_sheet", "institution_id")
        .first()
    )
    if row is None:
        return DEFAULT_POSITION, None
    profession, on_sheet, institution_id = row
    return on_sheet or profession or DEFAULT_POSITION, institution_id


def offers(*, viewer: Viewer, today: date, search: str = "", picked: Collection[str] = ()) -> Offers:
    """What the viewer may record, those met last first; `picked` keys are shown whatever the search says."""
    position, institution_id = my_position(viewer, today)
    found = _found(viewer, position, institution_id, today)
    wanted = search.casefold().strip()
    fitting = [one for one in found if one.key in picked or wanted in one.learner.casefold()]
    fitting.sort(key=lambda one: (one.key not in picked, -_moment(one.last_at), one.learner, one.kind))
    shown = fitting[:SHOWN]
    audit.shown(viewer, "work.record", learners=[one.learner_id for one in shown])
    return Offers(
        position,
        tuple(one for one in shown if one.minutes_left > 0),
        tuple(one for one in shown if one.minutes_left == 0),
        len(fitting) > SHOWN,
    )


def quiet(*, viewer: Viewer, today: date) -> tuple[Offer, ...]:
    """Consultations with hours left that began long enough ago and that nobody has met for, the longest first.

    How long is long tells the rulebook. Whether the learner came does not matter: the session was offered.
    """
    position, institution_id = my_position(viewer, today)
    before = today - timedelta(days=work_limits.most_on("quiet_days", today))
    found = [
        one
        for one in _found(viewer, position, institution_id, today, mine=False)
        if one.minutes_left > 0 and one.first <= before and today <= one.last and _quiet_since(one) <= before
    ]
    found.sort(key=lambda one: (_quiet_since(one), one.learner))
    audit.shown(viewer, "work.quiet", learners=[one.learner_id for one in found])
    return tuple(found)


def _quiet_since(one: Offer) -> date:
    moments = [moment.date() for moment in (one.last_at, one.open_since) if moment]
    return max([*moments, one.first])


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _found(
    viewer: Viewer, position: str, institution_id: UUID | None, today: date, *, mine: bool = True
) -> list[Offer]:
    """Every consultation that this position gives, of plans that run or have just ended."""
    rows = Plan.objects.visible_to(viewer).filter(
        state__in=RUNNING,
        institution_id=institution_id or NOBODY,
        first_head_approved_at__isnull=False,
        since__lte=today,
        until__gt=today - timedelta(days=LATE_DAYS),
    )
    plans = list(rows.annotate(called=LEARNER_NAME).order_by("-since", "id")[:MOST_PLANS])
    if not plans:
        return []
    supports = supports_of(plans, today)
    lines = [
        (support, one)
        for support in supports.values()
        for one in support.measures.values()
        if one["hours_planned"] is not None
        and position in measures.measure(one["kind"]).given_by
        and date.fromisoformat(one["since"]) <= today
    ]
    ids = {support.plan.id for support, _one in lines}
    names = {plan.learner_id: vars(plan)["called"] or "" for plan in plans}
    told = asked_together({"used": minutes_given(ids), "last": _last_met(ids, viewer if mine else None)})
    used, last = told["used"], told["last"]
    reads = compartments.may_read(viewer.role, "subject", today)
    return [_offer(support, one, used, names, last, reads) for support, one in lines]


def _offer(
    support: Support,
    one: Mapping[str, Any],
    used: Mapping[UUID, int],
    names: Mapping[UUID, str],
    last: Mapping[UUID, datetime],
    reads: bool,
) -> Offer:
    measure_id, plan = UUID(one["id"]), support.plan
    allowed = support.allowed_of(measure_id, used.get(measure_id, 0))
    return Offer(
        plan_id=plan.id,
        measure_id=measure_id,
        learner_id=plan.learner_id,
        learner=names.get(plan.learner_id, ""),
        class_name=plan.class_name,
        kind=one["kind"],
        subject=one["subject"] if reads else "",
        first=allowed.span.first,
        last=allowed.span.last,
        minutes_planned=allowed.minutes_planned,
        minutes_left=allowed.minutes_left,
        last_at=last.get(measure_id),
        open_since=plan.first_head_approved_at,
    )


def names_of(learner_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of learners in reach; a look-up, so that a line of one who left is not lost with the name."""
    rows = Learner.objects.filter(pk__in=set(learner_ids))
    return {row.id: row.full_name for row in rows.only("id", "given_name", "family_name")}


def _last_met(plan_ids: Collection[UUID], viewer: Viewer | None) -> Question[dict[UUID, datetime]]:
    rows = Entry.objects.filter(plan_id__in=plan_ids, taken_out_at=None)
    if viewer is not None:
        rows = rows.filter(provider_id=viewer.account_id)
    met = rows.order_by().values("measure_id").annotate(met=Max("begins_at")).values_list("measure_id", "met")
    return Question(met, _moments)


def _moments(rows: Rows) -> dict[UUID, datetime]:
    return {UUID(measure_id): at for measure_id, text in rows if (at := moment(text))}
