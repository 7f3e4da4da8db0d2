"""Packages as pages show them: the list, one package with its lines, what lacks, comments and history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from pumpurs.foundation.paging import PAGE_SIZE, Page, paged
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.lifecycle import PACKAGE_LIFE, WITH_THE_PARTNER, WITH_THE_PROGRAMME
from pumpurs.programme.reporting.models import Package, PackageComment, PackageStep, PackageVersion
from pumpurs.programme.reporting.preconditions import LEFT, Lacking, lacking_in
from pumpurs.programme.reporting.preconditions.taking import content_to_take
from pumpurs.programme.reporting.queries.package_claims import ClaimBehind, claims_behind
from pumpurs.programme.reporting.rules.asked import Asked
from pumpurs.programme.reporting.rules.content import Content, content_of
from pumpurs.programme.work.lifecycle import SheetState
from pumpurs.programme.work.permissions import last_approver
from pumpurs.values.periods import month_of
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import NATIONAL_ROLES, Role


@dataclass(frozen=True)
class PackageCard:
    """One package in the list; sums of what was sent last, none before."""

    id: UUID
    partner: str
    month: str
    state: str
    due_on: date
    is_late: bool
    hours_eur: Decimal | None
    paid_eur: Decimal | None


@dataclass(frozen=True)
class HoursRow:
    """Minutes of a position at a rate at one institution."""

    institution_id: UUID
    institution: str
    position: str
    rate_eur: Decimal
    minutes: int
    amount_eur: Decimal


@dataclass(frozen=True)
class KindRow:
    """Compensations of one kind at one institution."""

    institution_id: UUID
    institution: str
    kind: str
    granted_eur: Decimal
    paid_eur: Decimal
    lines: int


@dataclass(frozen=True)
class SheetRow:
    """One sheet that the package holds or would take along."""

    id: UUID
    line: str
    provider: str
    institution: str
    position: str
    month: str
    minutes: int


@dataclass(frozen=True)
class LackingRow:
    """What lacks at one institution and how many; `state` tells who owes it."""

    what: str
    state: str
    institution_id: UUID
    institution: str
    count: int

    @property
    def sheet_state(self) -> str:
        """The state in which these sheets stand in the list of sheets."""
        return SheetState.OPEN if self.state == LEFT else self.state


@dataclass(frozen=True)
class Comment:
    """A comment of the programme on one line."""

    id: UUID
    line: str
    where: str
    text: str
    who: str
    role: str
    at: datetime
    settled: bool
    answer: str


@dataclass(frozen=True)
class HistoryRow:
    """One step of the package's life."""

    step: str
    who: str
    role: str
    at: datetime
    note: str


@dataclass(frozen=True)
class PackagePage:
    """One package as its page shows it. `frozen`: as it was sent; else what would be sent now."""

    card: PackageCard
    partner_id: UUID
    frozen: bool
    sums_hidden: bool
    version: int
    rulebook: str
    minutes: int
    hours_eur: Decimal
    granted_eur: Decimal
    paid_eur: Decimal
    hours: tuple[HoursRow, ...]
    kinds: tuple[KindRow, ...]
    sheets: Page[SheetRow]
    sheets_count: int
    sheets_of: str
    claims: Page[ClaimBehind] | None  # behind the sum of `sheets_of` and a kind, if that is asked for
    lacking: tuple[LackingRow, ...]
    comments: tuple[Comment, ...]
    history: tuple[HistoryRow, ...]
    open_steps: frozenset[str]
    left_to_others: tuple[Reason, ...]  # why this viewer leaves the next step to somebody else
    statement_id: UUID | None


def packages_in_sight(
    *, viewer: Viewer, today: date, number: int = 1, state: str = "", month: str = "", partner: str = ""
) -> Page[PackageCard]:
    """Packages the viewer reaches: what waits for the viewer's side first, newest month first. One statement."""
    rows = Package.objects.visible_to(viewer).select_related("partner")
    mine = WITH_THE_PROGRAMME if viewer.role in NATIONAL_ROLES else WITH_THE_PARTNER
    if state:
        rows = rows.filter(state=state)
    if month:
        rows = rows.filter(month=month)
    if partner:
        rows = rows.filter(partner__name__icontains=partner)
    turn = Case(When(state__in=mine, then=Value(0)), default=Value(1))
    last = PackageVersion.objects.filter(package=OuterRef("pk"), number=OuterRef("version"))
    with_sums: Any = rows.annotate(
        turn=turn, hours_eur=Subquery(last.values("hours_eur")), paid_eur=Subquery(last.values("paid_eur"))
    )
    return paged(
        with_sums.order_by("turn", "-month", "partner__sort_key", "id"), number, lambda row: _card(row, today)
    )


def _card(row: Any, today: date) -> PackageCard:
    late = row.state in WITH_THE_PARTNER and row.due_on < today
    return PackageCard(
        row.id, row.partner.name, row.month, row.state, row.due_on, late, row.hours_eur, row.paid_eur
    )


def months_to_open(*, viewer: Viewer, today: date) -> tuple[tuple[UUID, str, str], ...]:
    """(partner, its name, month): packages of the month that ended, which the viewer may open and nobody has yet."""
    month = str(month_of(today).previous)
    there = Package.objects.filter(month=month, partner_id=OuterRef("pk"))
    partners = Partner.objects.filter(~Exists(there), pk__in=viewer.reach.partners).order_by("sort_key")
    return tuple(
        (partner.id, partner.name, month)
        for partner in partners
        if viewer.role is last_approver(partner.kind, month)
    )


def one_package(
    *, viewer: Viewer, package_id: UUID, today: date, number: int = 1, institution_id: UUID | None = None,
    kind: str = "",
) -> PackagePage:  # fmt: skip
    """One package with its lines and a page of its sheets, those of one institution if told. At most nine statements.

    A page of claims instead, if also the kind of compensation is told.

    Package.DoesNotExist out of reach.

    Until it is sent it is worked out from all records that hang on the partner, whoever leads their institutions
    now; an accountant, who reaches no sheets, sees the sums once it was sent.
    """
    package = Package.objects.visible_to(viewer).select_related("partner").get(pk=package_id)
    package.asked = Asked(today)
    frozen = package.state not in WITH_THE_PARTNER
    hidden = not frozen and viewer.role is Role.ACCOUNTANT
    rulebook = ""
    lacking: tuple[Lacking, ...] = ()
    if frozen:
        version = package.packageversions.get(number=package.version)
        rulebook = version.rulebook
        content = Content(
            version.content, version.minutes, version.hours_eur, version.granted_eur, version.paid_eur
        )
    elif hidden:
        content = content_of([], [])
    else:
        with open_eyes(viewer, "package") as job:
            content = content_to_take(job, package.partner_id, package.month)
            lacking = lacking_in(package, job, today)
    every = content.values["sheets"]
    places = names = _names(package, content.values, {UUID(one["provider"]) for one in every})
    row = package
    row.hours_eur, row.paid_eur = content.hours_eur, content.paid_eur  # type: ignore[attr-defined]
    rows = [_sheet(one, names, places) for one in every]
    comments, history = _words(package, {one.line: one.provider for one in rows}, places)
    told = [
        row
        for row, one in zip(rows, every, strict=True)
        if institution_id is None or one["institution"] == str(institution_id)
    ]
    claims = None
    there = {(UUID(one["institution"]), one["kind"]) for one in content.values["compensations"]}
    if institution_id and (institution_id, kind) in there:
        claims = claims_behind(
            viewer=viewer, package=package, frozen=frozen, institution_id=institution_id, kind=kind, number=number
        )  # fmt: skip
    first = (number - 1) * PAGE_SIZE
    return PackagePage(
        card=_card(row, today),
        partner_id=package.partner_id,
        frozen=frozen,
        sums_hidden=hidden,
        version=package.version,
        rulebook=rulebook,
        minutes=content.minutes,
        hours_eur=content.hours_eur,
        granted_eur=content.granted_eur,
        paid_eur=content.paid_eur,
        hours=tuple(_hours(one, places) for one in content.values["hours"]),
        kinds=tuple(_kind(one, places) for one in content.values["compensations"]),
        sheets=Page(tuple(told[first : first + PAGE_SIZE]), number, len(told) > first + PAGE_SIZE),
        sheets_count=len(told),
        sheets_of=places.get(institution_id, "") if institution_id else "",
        claims=claims,
        lacking=tuple(
            LackingRow(one.what, one.state, one.institution_id, places.get(one.institution_id, ""), one.count)
            for one in lacking
        ),
        comments=comments,
        history=history,
        open_steps=frozenset(PACKAGE_LIFE.open_steps(package, viewer)),
        left_to_others=PACKAGE_LIFE.left_to_others(package, viewer),
        statement_id=package.statement_id,
    )


def _names(package: Package, content: Mapping[str, Any], accounts: set[UUID]) -> dict[UUID, str]:
    """Names of the partner's institutions, of others that it accounted for, and of accounts, in one statement."""
    parts = ("sheets", "hours", "compensations")
    wanted = {UUID(one["institution"]) for part in parts for one in content[part]}
    places = Institution.objects.filter(Q(partner_id=package.partner_id) | Q(pk__in=wanted))
    people = Account.objects.filter(pk__in=accounts)
    return dict(
        places.order_by().values_list("id", "name").union(people.order_by().values_list("id", "name"))
    )


def _sheet(one: Mapping[str, Any], names: Mapping[UUID, str], places: Mapping[UUID, str]) -> SheetRow:
    return SheetRow(
        UUID(one["id"]),
        f"sheet:{one['id']}",
        names.get(UUID(one["provider"]), ""),
        places.get(UUID(one["institution"]), ""),
        one["position"],
        one["month"],
        one["minutes"],
    )


def _hours(one: Mapping[str, Any], places: Mapping[UUID, str]) -> HoursRow:
    return HoursRow(
        UUID(one["institution"]),
        places.get(UUID(one["institution"]), ""),
        one["position"],
        Decimal(one["rate_eur"]),
        one["minutes"],
        Decimal(one["amount_eur"]),
    )


def _kind(one: Mapping[str, Any], places: Mapping[UUID, str]) -> KindRow:
    return KindRow(
        UUID(one["institution"]),
        places.get(UUID(one["institution"]), ""),
        one["kind"],
        Decimal(one["granted_eur"]),
        Decimal(one["paid_eur"]),
        one["lines"],
    )


def _words(
    package: Package, providers: Mapping[str, str], places: Mapping[UUID, str]
) -> tuple[tuple[Comment, ...], tuple[HistoryRow, ...]]:
    """Comments and steps of the package in order of time, in one statement."""
    columns = ("what", "id", "at", "by__name", "role", "about", "text_told", "answer_told", "settled")
    nothing = Value(None, output_field=DateTimeField())
    talk: QuerySet[Any, Any] = PackageComment.objects.filter(package=package).annotate(
        what=Value("comment"), about=F("line"), text_told=F("text"), answer_told=F("answer"), settled=F("settled_at")
    )  # fmt: skip
    steps: QuerySet[Any, Any] = PackageStep.objects.filter(package=package).annotate(
        what=Value("step"), about=F("step"), text_told=F("note"), answer_told=Value(""), settled=nothing
    )
    rows = sorted(talk.values_list(*columns).union(steps.values_list(*columns)), key=lambda row: row[2])
    comments, history = [], []
    for what, id_, at, name, role, about, text, answer, settled in rows:
        if what == "step":
            history.append(HistoryRow(about, name or "", role, at, text))
            continue
        kind, _colon, key = about.partition(":")
        where = providers.get(about, "") if kind == "sheet" else key
        where = places.get(UUID(key), "") if kind == "hours" else where
        comments.append(Comment(id_, about, where, text, name, role, at, settled is not None, answer))
    return tuple(comments), tuple(history)
