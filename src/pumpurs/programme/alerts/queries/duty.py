"""Notices to the municipality as people see them; what it is told only once the head has signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.duty import AT_MUNICIPALITY, DUTY_LIFE, DutyState
from pumpurs.programme.alerts.models import AlertStep, DutyNotice
from pumpurs.programme.alerts.models.duty import BROUGHT_IN, NewerJournal
from pumpurs.programme.alerts.models.journal import first_days
from pumpurs.programme.alerts.permissions.duty import MUNICIPALITY
from pumpurs.programme.alerts.preconditions.duty import newer_journal
from pumpurs.programme.alerts.rules.coverage import Coverage, coverage
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.people.models import Account
from pumpurs.values.roles import INSTITUTION_ROLES, Role

TABS = {
    "prepared": (DutyState.PREPARED,),
    "sent": tuple(sorted(AT_MUNICIPALITY)),
    "ended": (DutyState.ANSWERED, DutyState.NOT_NEEDED),
}
OF_SCHOOLS = INSTITUTION_ROLES | {Role.PLAN_AUTHOR}


@dataclass(frozen=True)
class NoticeLine:
    """A notice in a list. `due_on`: until when its next step is taken; None: nothing waits."""

    id: UUID
    code: str
    learner_id: UUID
    learner: str
    class_name: str
    institution: str
    state: str
    lessons: int
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Disagreement:
    """Who says that the alert behind a notice is wrong, and why."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class NoticePage:
    """A whole notice. `lacking`: days the journal did not tell of; `newer`: what changed in it after the figure.

    `answered_by_school`: there is no coordinator of a municipality, it goes on paper."""

    line: NoticeLine
    learner_in_reach: bool
    municipality: str
    birth_date: date | None
    semester: str
    limit: int
    first_day: date
    last_day: date
    lacking: Coverage
    newer: NewerJournal | None
    disagreements: tuple[Disagreement, ...]
    family_told_on: date | None
    cause: str
    prepared_at: datetime
    sent_at: datetime | None
    sent_by: str
    answer_due_on: date | None
    received_at: datetime | None
    received_by: str
    brought_in: tuple[str, ...]
    outcome: str
    ended_at: datetime | None
    ended_by: str
    alert_id: UUID | None
    by_paper: bool
    open_steps: tuple[str, ...]


def tabs_for(viewer: Viewer) -> tuple[str, ...]:
    """The tabs of this viewer: what is only prepared is the school's own."""
    return tuple(tab for tab in TABS if tab != "prepared" or viewer.role in OF_SCHOOLS)


def notices_in_sight(*, viewer: Viewer, tab: str, today: date, number: int = 1) -> Page[NoticeLine]:
    """Notices in reach, those whose next step is due first on top; of the past the newest first."""
    order = ("-ended_at", "id") if tab == "ended" else ("due_on", "id")
    rows = _told(viewer).filter(state__in=TABS[tab]).order_by(*order)
    page = paged(rows, number, lambda row: _line(row, today))
    audit.shown(viewer, "duty.list", learners=[one.learner_id for one in page.items], purpose="duty")
    return page


def counted_notices(*, viewer: Viewer) -> dict[str, int]:
    """How many there are on each tab of this viewer."""
    return {tab: _told(viewer).filter(state__in=TABS[tab]).count() for tab in tabs_for(viewer)}


def one_notice(*, viewer: Viewer, notice_id: UUID, today: date) -> NoticePage:
    """One notice in reach, logged. DoesNotExist out of reach, and for the municipality before it is sent."""
    row = _told(viewer).select_related("sent_by", "received_by", "ended_by", "partner").get(pk=notice_id)
    audit.shown(viewer, "duty.one", learners=[row.learner_id], purpose="duty")
    open_steps = DUTY_LIFE.open_steps(row, viewer)
    return NoticePage(
        line=_line(row, today),
        learner_in_reach=Learner.objects.visible_to(viewer).filter(pk=row.learner_id).exists(),
        municipality=row.partner.name if row.partner.kind == MUNICIPALITY else "",
        birth_date=row.birth_date,
        semester=row.semester,
        limit=row.limit,
        first_day=row.first_day,
        last_day=row.last_day,
        lacking=_lacking(row),
        newer=newer_journal(row, viewer) if "send" in open_steps else None,
        disagreements=_disagreements(row, viewer) if viewer.role in OF_SCHOOLS else (),
        family_told_on=row.family_told_on,
        cause=row.cause,
        prepared_at=row.prepared_at,
        sent_at=row.sent_at,
        sent_by=_name(row.sent_by),
        answer_due_on=row.answer_due_on,
        received_at=row.received_at,
        received_by=_name(row.received_by),
        brought_in=tuple(name for name in BROUGHT_IN if getattr(row, name)),
        outcome=row.outcome,
        ended_at=row.ended_at,
        ended_by=_name(row.ended_by),
        alert_id=row.alert_id if viewer.role in OF_SCHOOLS else None,
        by_paper=row.partner.kind != MUNICIPALITY,
        open_steps=open_steps,
    )


def notice_of_alert(*, viewer: Viewer, alert_id: UUID) -> UUID | None:
    """The notice that the night prepared from an alert; nothing about a learner that the alert does not show."""
    return _told(viewer).filter(alert_id=alert_id).values_list("id", flat=True).first()


def told_by_mail(*, viewer: Viewer, role: Role, place_id: UUID, today: date) -> tuple[tuple[str, str], ...]:
    """(address, language) of those who hold a role at an institution or partner now. For jobs."""
    at = Q(appointments__institution_id=place_id) | Q(appointments__partner_id=place_id)
    in_force = Q(appointments__since__lte=today) & (
        Q(appointments__until=None) | Q(appointments__until__gt=today)
    )
    rows = Account.objects.filter(at & in_force, appointments__role=role, is_active=True)
    return tuple(rows.order_by("email").distinct().values_list("email", "language"))


def _told(viewer: Viewer) -> QuerySet[DutyNotice]:
    rows = DutyNotice.objects.visible_to(viewer).select_related("institution")
    return rows if viewer.role in OF_SCHOOLS else rows.filter(sent_at__isnull=False)


def _lacking(row: DutyNotice) -> Coverage:
    """As it was signed; until then as the journal stands."""
    if row.sent_at is not None:
        return Coverage(row.data_from, tuple(date.fromisoformat(month) for month in row.months_missing))
    held = first_days(row.institution_id, since=row.first_day)
    return coverage(held, first=row.first_day, last=row.last_day)


def _disagreements(row: DutyNotice, viewer: Viewer) -> tuple[Disagreement, ...]:
    """The newest first."""
    if row.alert_id is None:
        return ()
    steps = AlertStep.objects.visible_to(viewer).filter(alert_id=row.alert_id, step="disagree")
    found = steps.select_related("by").order_by("-at", "-id")
    return tuple(Disagreement(_name(one.by), one.at, one.note) for one in found)


def _line(row: DutyNotice, today: date) -> NoticeLine:
    waits = {DutyState.PREPARED: row.due_on, **dict.fromkeys(AT_MUNICIPALITY, row.answer_due_on)}
    due = waits.get(DutyState(row.state))
    return NoticeLine(
        id=row.id,
        code=f"{row.semester}-{str(row.id)[:8].upper()}",
        learner_id=row.learner_id,
        learner=row.learner_name,
        class_name=row.class_name,
        institution=row.institution.name,
        state=row.state,
        lessons=row.lessons,
        due_on=due,
        is_late=due is not None and due < today,
    )


def _name(account: Account | None) -> str:
    return account.name if account else ""
