"""Alerts as people see them: the list of what nobody has looked at, and one alert with its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.alerts import ALERT_LIFE, AlertState
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep
from pumpurs.programme.alerts.permissions.alerts import works_with_this_learner
from pumpurs.programme.alerts.queries.records import RecordsPage, records_behind
from pumpurs.programme.alerts.rules.alerts import BEFORE_RULES, rank
from pumpurs.programme.alerts.rules.ordering import Point, Score
from pumpurs.programme.alerts.rules.records import NO_RECORDS
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.learners.queries.one import why_seen
from pumpurs.programme.people.models import Account
from pumpurs.rulebook import alert_handling, early_warning_rules, risks

TABS = {
    "new": (AlertState.NEW,),
    "looked_at": (AlertState.LOOKED_AT,),
    "set_aside": (AlertState.SET_ASIDE,),
    "acted": (AlertState.ACTED,),
}
LATE = "late"
UNSEEN = (AlertState.QUEUED, AlertState.ANSWERED)
SHOWN_OF_LEARNER = 5


@dataclass(frozen=True)
class FactLine:
    """What one rule found, as whole numbers; words are made at the edge."""

    rule: str
    indicator: str
    window: str
    num: int
    den: int
    threshold_num: int
    threshold_den: int
    usual_num: int | None
    usual_den: int | None
    first_day: date
    last_day: date


FACT = tuple(one.name for one in fields(FactLine))


@dataclass(frozen=True)
class AlertLine:
    """An alert in a list. `owner`: who looks after the learner; empty: the head. `scored`: a model put it in order."""

    id: UUID
    learner_id: UUID
    learner: str
    class_name: str
    institution: str
    kind: str
    source: str
    state: str
    first_step: str
    raised_at: datetime
    due_on: date | None
    is_late: bool
    escalated: bool
    set_aside_until: date | None
    owner: str
    as_of: date | None
    scored: bool
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class AttachedAlert:
    """An alert beside its plan. `of_the_draft`: its facts are as old as the draft; `may_open`: there is a way to it.

    `suggests`: the risks that its facts bear out.
    """

    line: AlertLine
    of_the_draft: bool
    may_open: bool
    suggests: tuple[str, ...]


@dataclass(frozen=True)
class CallForHelp:
    """When the learner or the family asked for help, and whether the school has looked at it."""

    asked_at: datetime
    looked_at: bool


@dataclass(frozen=True)
class StepLine:
    """What somebody did. `by` is empty where it was the nightly job."""

    step: str
    by: str
    at: datetime
    until: date | None
    note: str


@dataclass(frozen=True)
class AlertPage:
    """One alert with everything to judge it by. `suggests`: risk factors that the facts bear out, unanswered.

    `written_by`: whose words `text` are.
    `score`: what put it in its place on the list, where a model is on; the heaviest points first.
    """

    line: AlertLine
    text: str
    written_by: str
    institution_id: UUID
    plan_id: UUID | None
    disagreed: bool
    score: Score | None
    records: RecordsPage | None
    suggests: tuple[str, ...]
    steps: tuple[StepLine, ...]
    open_steps: tuple[str, ...]
    why_seen: str


def alerts_in_sight(*, viewer: Viewer, tab: str, today: date, number: int = 1) -> Page[AlertLine]:
    """Alerts in reach of a state, by class, the most urgent first; `late`: past the deadline, for the head."""
    rows = _ordered(Alert.objects.visible_to(viewer).filter(_of_tab(tab, today)))
    page = paged(rows, number, lambda row: _line(row, today))
    audit.shown(viewer, "alert.list", learners=[line.learner_id for line in page.items])
    return page


def counted(*, viewer: Viewer, today: date) -> dict[str, int]:
    """How many there are on each tab, and `queued`: how many wait until the week has room for them; one query."""
    of_tabs = {tab: Count("id", filter=_of_tab(tab, today)) for tab in (*TABS, LATE)}
    queued = Count("id", filter=Q(state=AlertState.QUEUED))
    return Alert.objects.visible_to(viewer).aggregate(**of_tabs, queued=queued)


def one_alert(*, viewer: Viewer, alert_id: UUID, today: date) -> AlertPage:
    """One alert in reach, logged. DoesNotExist out of reach, and while it waits in a queue or is silent."""
    steps = AlertStep.objects.select_related("by").order_by("at", "id")
    rows = _joined(Alert.objects.visible_to(viewer)).exclude(state__in=UNSEEN)
    row = rows.prefetch_related(Prefetch("alertsteps", queryset=steps)).get(pk=alert_id)
    audit.shown(viewer, "alert.one", learners=[row.learner_id])
    records = records_behind(viewer=viewer, alert_id=alert_id)
    line = _line(row, today)
    return AlertPage(
        line=line,
        text=row.text,
        written_by=_writer(row),
        institution_id=row.institution_id,
        plan_id=row.plan_id,
        disagreed=row.disagreed,
        score=_score(row),
        records=records,
        suggests=_suggested(line.facts, records),
        steps=tuple(
            StepLine(one.step, one.by.name if one.by else "", one.at, one.until, one.note)
            for one in row.alertsteps.all()
        ),
        open_steps=ALERT_LIFE.open_steps(row, viewer),
        why_seen=why_seen(viewer),
    )


def alerts_of_learner(*, viewer: Viewer, learner_id: UUID, today: date) -> tuple[AlertLine, ...]:
    """The newest alerts of one learner that are on somebody's list or were (the learner's page logs the look)."""
    rows = Alert.objects.visible_to(viewer).filter(learner_id=learner_id).exclude(state__in=UNSEEN)
    return tuple(_line(row, today) for row in _joined(rows).order_by("-raised_at", "id")[:SHOWN_OF_LEARNER])


def alerts_of_plan(*, viewer: Viewer, plan_id: UUID, today: date) -> tuple[AttachedAlert, ...]:
    """The alerts that are attached to a plan, with their facts, for who reads what the plan says of the learner."""
    drafts = AlertStep.objects.filter(alert=OuterRef("pk"), step__in=("plan", "draft")).order_by("-at")
    rows = _joined(Alert.objects.visible_to(viewer)).annotate(opened_at=Subquery(drafts.values("at")[:1]))
    found = tuple(
        AttachedAlert(
            line := _line(row, today),
            _taken_for_the_draft(row, today),
            works_with_this_learner(viewer, row),
            _suggested(line.facts, records_behind(viewer=viewer, alert_id=row.id)),
        )
        for row in rows.filter(plan_id=plan_id).order_by("raised_at", "id")
    )
    audit.shown(viewer, "alert.of_plan", learners=[one.line.learner_id for one in found])
    return found


def calls_for_help(*, viewer: Viewer, learner_ids: Collection[UUID]) -> dict[UUID, CallForHelp]:
    """The newest call for help of this account for each learner, unless closed; the family's page logs it."""
    rows = Alert.objects.visible_to(viewer).filter(
        learner_id__in=learner_ids, source="asked", raised_by_id=viewer.account_id
    )
    return {
        row.learner_id: CallForHelp(row.raised_at, row.state != AlertState.NEW)
        for row in rows.exclude(state=AlertState.CLOSED).order_by("raised_at", "id")
    }


def _taken_for_the_draft(row: Alert, today: date) -> bool:
    """The facts are those that the draft was opened with, some days ago; a later night told nothing newer."""
    opened: datetime | None = vars(row)["opened_at"]
    return opened is not None and row.as_of is not None and row.as_of <= opened.date() < today


def _of_tab(tab: str, today: date) -> Q:
    if tab == LATE:
        return Q(state__in=(AlertState.NEW, AlertState.LOOKED_AT), due_on__lt=today)
    return Q(state__in=TABS[tab])


def _ordered(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    urgent = Case(
        *(When(kind=kind, then=Value(rank(kind))) for kind in alert_handling.kinds()),
        output_field=IntegerField(),
    )
    by_class = ("learner__institution__name", "learner__school_class__grade", "learner__school_class__name")
    before_rules = Case(  # what the law asks for and what people say comes before what a model puts in order
        *(When(kind=kind, then=Value(rank(kind))) for kind in BEFORE_RULES),
        default=Value(len(alert_handling.kinds())),
        output_field=IntegerField(),
    )
    by_score = F("score_units").desc(nulls_last=True)
    return _joined(rows).order_by(*by_class, before_rules, by_score, urgent, "due_on", "id")


def _writer(row: Alert) -> str:
    """The account's name; empty for the rules, and for a family that wrote by a link of its own."""
    writer = Account.objects.filter(pk=row.raised_by_id).first() if row.raised_by_id else None
    return writer.name if writer else ""


def _suggested(facts: Iterable[FactLine], records: RecordsPage | None) -> tuple[str, ...]:
    """The factors that the facts bear out, in the order of the catalogue."""
    behind = records.of if records else NO_RECORDS
    found = {
        one.factor
        for fact in facts
        for one in early_warning_rules.rule(fact.rule).suggests
        if behind.bear_out(one, fact.first_day, fact.last_day)
    }
    return tuple(factor for factor in risks.table().factors if factor in found)


def _score(row: Alert) -> Score | None:
    if row.score_units is None or row.base_units is None:
        return None
    points = [
        Point(one.indicator, one.window, one.units, one.num, one.den)
        for one in row.alertpoints.order_by("indicator", "window")
    ]
    return Score(row.base_units, row.score_units, tuple(sorted(points, key=lambda one: -abs(one.units))))


def _joined(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """With learner, class, institution, owner and facts, all in one query."""
    facts = AlertFact.objects.filter(alert=OuterRef("pk")).order_by("rule")
    told = ArraySubquery(facts.values(told=JSONObject(**{name: name for name in FACT})))
    return rows.select_related("learner__school_class", "institution", "owner").annotate(facts=told)


def _facts(row: Alert) -> tuple[FactLine, ...]:
    """The facts of an alert that was read by `_joined`, the most urgent first."""
    found = [
        FactLine(
            **one
            | {
                "first_day": date.fromisoformat(one["first_day"]),
                "last_day": date.fromisoformat(one["last_day"]),
            }
        )
        for one in vars(row)["facts"]
    ]
    return tuple(sorted(found, key=lambda one: rank(early_warning_rules.rule(one.rule).severity)))


def _line(row: Alert, today: date) -> AlertLine:
    learner: Learner = row.learner
    return AlertLine(
        id=row.id,
        learner_id=row.learner_id,
        learner=learner.full_name,
        class_name=learner.school_class.name if learner.school_class else "",
        institution=row.institution.name,
        kind=row.kind,
        source=row.source,
        state=row.state,
        first_step=row.first_step,
        raised_at=row.raised_at,
        due_on=row.due_on,
        is_late=row.due_on is not None and row.due_on < today,
        escalated=row.escalated_at is not None,
        set_aside_until=row.set_aside_until,
        owner=row.owner.name if row.owner else "",
        as_of=row.as_of,
        scored=row.score_units is not None,
        facts=_facts(row),
    )
