"""Reads about journal files: the history of a place, one file, its rejected rows, tokens, how old the data are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Reach, Viewer
from pumpurs.programme.alerts.models import (
    JournalBatch,
    JournalColumns,
    JournalPart,
    JournalRejection,
    JournalToken,
)
from pumpurs.programme.alerts.rules.journals import What, guessed, shape_of
from pumpurs.programme.alerts.rules.tokens import PUSHES_A_MINUTE, hash_of
from pumpurs.programme.learners.rules.plain_roster import folded
from pumpurs.programme.partners.models import Institution
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import Role

BEHIND_DAYS = 7  # older than so many days is said aloud


@dataclass(frozen=True)
class BatchCard:
    """One journal file as its list and its page show it."""

    id: UUID
    state: str
    what: str
    way: str
    place: str  # name of the institution or partner; empty for the nation
    institution_id: UUID | None
    partner_id: UUID | None
    file_name: str
    kind: str
    header: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    read_rows: int
    rows: int
    accepted: int
    rejected: int
    same: bool
    first_day: date | None
    last_day: date | None
    received_at: datetime
    checked_at: datetime | None
    taken_at: datetime | None
    ended_at: datetime | None
    reasons: tuple[Reason, ...]

    @property
    def waits_for_columns(self) -> bool:
        """Somebody must say what the columns mean."""
        return self.state == "received" and bool(self.header)

    @property
    def looks(self) -> str:
        """The state as people see it: one more than the life-cycle has."""
        return "columns" if self.waits_for_columns else self.state


@dataclass(frozen=True)
class MonthCard:
    """What a file holds of a school in a month."""

    institution_id: UUID
    place: str
    month: date
    rows: int
    rows_before: int
    current: bool


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not taken."""

    row: int
    column: str
    value: str
    reason: Reason


@dataclass(frozen=True)
class TokenCard:
    """A token as its page shows it; never the token itself."""

    id: UUID
    name: str
    made_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True)
class Freshness:
    """How old the journal data of a school are: the last day with a row, and the day it was brought."""

    institution_id: UUID
    place: str
    last_day: date | None
    brought_at: datetime | None
    days_behind: int | None

    @property
    def behind(self) -> bool:
        """Too old to be trusted without a word, or missing."""
        return self.days_behind is None or self.days_behind > BEHIND_DAYS


def batches_in_sight(*, viewer: Viewer, page: int = 1) -> Page[BatchCard]:
    """Journal files of the places the viewer reaches, newest first, 50 to a page."""
    rows = JournalBatch.objects.visible_to(viewer).select_related("institution", "partner")
    return paged(rows.order_by("-received_at", "id"), page, _card)


def one_batch(*, viewer: Viewer, batch_id: UUID) -> BatchCard:
    """One file. JournalBatch.DoesNotExist out of reach."""
    rows = JournalBatch.objects.visible_to(viewer).select_related("institution", "partner")
    return _card(rows.get(pk=batch_id))


def examples_shown(*, viewer: Viewer, batch_id: UUID) -> None:
    """Somebody looks at the first rows of a file to say what its columns mean."""
    audit.noted(viewer, "journal.columns", object_type="journalbatch", object_id=str(batch_id))


def months_of(*, viewer: Viewer, batch_id: UUID, page: int = 1) -> Page[MonthCard]:
    """What the file holds, by school and month."""
    rows = JournalPart.objects.visible_to(viewer).filter(batch_id=batch_id).select_related("institution")
    return paged(rows.order_by("institution__name", "month"), page, _month)


def months_held(*, viewer: Viewer, batch_id: UUID) -> list[tuple[UUID, date]]:
    """(institution, month) of all that a file holds."""
    rows = JournalPart.objects.visible_to(viewer).filter(batch_id=batch_id)
    return list(rows.order_by("institution_id", "month").values_list("institution_id", "month"))


def rejections_of(*, viewer: Viewer, batch_id: UUID, page: int = 1) -> Page[RejectedRow]:
    """Rows that were not taken, in the order of the file."""
    rows = JournalRejection.objects.visible_to(viewer).filter(batch_id=batch_id)
    found = paged(rows.order_by("row", "id"), page, _rejection)
    if found.items:
        audit.noted(viewer, "journal.rejections", object_type="journalbatch", object_id=str(batch_id))
    return found


def columns_of(*, viewer: Viewer, card: BatchCard, header: Sequence[str]) -> Mapping[str, str]:
    """Field -> column: as remembered for this place and shape, else guessed by the usual headings."""
    known = (
        JournalColumns.objects.visible_to(viewer)
        .filter(
            institution_id=card.institution_id,
            partner_id=card.partner_id,
            what=card.what,
            shape=shape_of(header),
        )
        .first()
    )
    if known is None:
        return {field.value: column for field, column in guessed(What(card.what), header).items()}
    by_folded = {folded(column): column for column in header}
    return {field: by_folded.get(folded(column), column) for field, column in known.columns.items()}


def waiting_for_the_job(*, viewer: Viewer, state: str) -> list[UUID]:
    """Files that are to be written (`confirmed`) or given back (`undoing`), in the order they were asked for."""
    rows = JournalBatch.objects.visible_to(viewer).filter(state=state)
    order = "confirmed_at" if state == "confirmed" else "ended_at"
    return list(rows.order_by(order, "id").values_list("id", flat=True))


def to_be_read(*, viewer: Viewer, ids: Sequence[UUID]) -> list[UUID]:
    """Of these batches, those that are still to be read and wait for nobody."""
    rows = JournalBatch.objects.visible_to(viewer).filter(pk__in=ids, state="received", header=[])
    return list(rows.values_list("id", flat=True))


def batches_without_hold(*, viewer: Viewer, ids: Sequence[UUID]) -> set[UUID]:
    """Of these batches, those whose files aside are of no use any more."""
    rows = JournalBatch.objects.visible_to(viewer).filter(pk__in=ids)
    held = rows.filter(state__in=("received", "checked", "confirmed", "undoing")) | rows.filter(
        state="taken", parts__current=True
    )
    return set(ids) - set(held.values_list("id", flat=True))


def tokens_of(*, viewer: Viewer, institution_id: UUID) -> list[TokenCard]:
    """Tokens of a school, live ones first."""
    rows = JournalToken.objects.visible_to(viewer).filter(institution_id=institution_id)
    return [
        TokenCard(row.id, row.name, row.made_at, row.revoked_at, row.used_at)
        for row in rows.order_by("revoked_at", "-made_at")[:50]
    ]


@dataclass(frozen=True)
class Pusher:
    """Who pushes with a token: a machine that reaches one school."""

    viewer: Viewer
    token_id: UUID
    institution_id: UUID


def pusher_by_token(*, token: str, request_id: str) -> Pusher | None:
    """Who holds this token; None if nobody does or it was revoked. Ask under national sight."""
    row = JournalToken.objects.filter(token_hash=hash_of(token), revoked_at=None).first()
    if row is None:
        return None
    reach = Reach(institutions=frozenset({row.institution_id}))
    viewer = Viewer(row.id, Role.JOB, reach, request_id=request_id, name="journal")
    return Pusher(viewer, row.id, row.institution_id)


def pushed_before(*, pusher: Pusher, push_key: str) -> BatchCard | None:
    """The batch of an earlier push with the same key."""
    rows = JournalBatch.objects.visible_to(pusher.viewer).select_related("institution", "partner")
    row = rows.filter(token_id=pusher.token_id, push_key=push_key).first() if push_key else None
    return _card(row) if row else None


def pushes_too_often(*, pusher: Pusher, now: datetime) -> bool:
    """More files in a minute than a journal has to send."""
    rows = JournalBatch.objects.visible_to(pusher.viewer).filter(
        token_id=pusher.token_id, received_at__gt=now - timedelta(minutes=1)
    )
    return rows.count() >= PUSHES_A_MINUTE


def freshness(*, viewer: Viewer, today: date, what: str = "attendance") -> list[Freshness]:
    """Schools in sight, those with the oldest data first, at most 200."""
    schools = Institution.objects.all()
    if not viewer.reach.national:
        schools = schools.filter(pk__in=viewer.reach.institutions)
    return _fresh(schools, viewer, today, what)


def freshness_of(*, viewer: Viewer, institution_id: UUID, today: date, what: str = "attendance") -> Freshness:
    """How old the data of one school are. Institution.DoesNotExist if there is none."""
    return _fresh(Institution.objects.filter(pk=institution_id), viewer, today, what)[0]


def _fresh(schools: QuerySet[Institution], viewer: Viewer, today: date, what: str) -> list[Freshness]:
    parts = JournalPart.objects.visible_to(viewer).filter(current=True, what=what)
    last = {
        row["institution_id"]: (row["last"], row["brought"])
        for row in parts.values("institution_id").annotate(
            last=Max("last_day"), brought=Max("batch__received_at")
        )
    }
    cards = []
    for school_id, name in schools.order_by("name").values_list("id", "name"):
        day, brought = last.get(school_id, (None, None))
        cards.append(Freshness(school_id, name, day, brought, (today - day).days if day else None))
    return sorted(cards, key=lambda card: -(card.days_behind if card.days_behind is not None else 10**6))[
        :200
    ]


def _card(row: JournalBatch) -> BatchCard:
    place = row.institution or row.partner
    return BatchCard(
        id=row.id,
        state=row.state,
        what=row.what,
        way=row.way,
        place=place.name if place else "",
        institution_id=row.institution_id,
        partner_id=row.partner_id,
        file_name=row.file_name,
        kind=row.kind,
        header=tuple(row.header),
        examples=tuple(tuple(cells) for cells in row.examples),
        read_rows=row.read_rows,
        rows=row.rows,
        accepted=row.accepted,
        rejected=row.rejected,
        same=row.same,
        first_day=row.first_day,
        last_day=row.last_day,
        received_at=row.received_at,
        checked_at=row.checked_at,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        reasons=tuple(Reason(code, values) for code, values in row.reasons),
    )


def _month(row: JournalPart) -> MonthCard:
    return MonthCard(
        row.institution_id, row.institution.name, row.month, row.rows, row.rows_before, row.current
    )


def _rejection(row: JournalRejection) -> RejectedRow:
    values = {"row": row.row, "column": row.column, "value": row.value}
    return RejectedRow(row.row, row.column, row.value, Reason(row.reason_code, values))
