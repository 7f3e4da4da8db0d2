"""Statements and payment claims as pages show them: lists, and the record behind every figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.reporting.lifecycle import PAYMENT_CLAIM_LIFE, STATEMENT_LIFE
from pumpurs.programme.reporting.models import Package, PaymentClaim, Statement
from pumpurs.programme.reporting.models.statement import SUMS
from pumpurs.programme.reporting.permissions import drafted_it_herself
from pumpurs.rulebook import funding_shares
from pumpurs.values.periods import Month
from pumpurs.values.reasons import Reason

CLAIMS_SHOWN = 50


@dataclass(frozen=True)
class Figures:
    """The figures of a statement or payment claim, and the Fund's share in per cent."""

    learners: int
    minutes: int
    hours_eur: Decimal
    compensations_eur: Decimal
    coordination_eur: Decimal
    total_eur: Decimal
    fund_eur: Decimal
    state_eur: Decimal
    fund_percent: int


@dataclass(frozen=True)
class StatementCard:
    """One statement in a list."""

    id: UUID
    partner: str
    first_month: str
    last_month: str
    state: str
    total_eur: Decimal


@dataclass(frozen=True)
class PackageLine:
    """A package behind a statement's figures."""

    id: UUID
    month: str
    minutes: int
    hours_eur: Decimal
    paid_eur: Decimal


@dataclass(frozen=True)
class PlaceLine:
    """One institution's part of a statement."""

    institution: str
    minutes: int
    hours_eur: Decimal
    paid_eur: Decimal


@dataclass(frozen=True)
class StatementPage:
    """One statement as its page shows it."""

    card: StatementCard
    figures: Figures
    packages: tuple[PackageLine, ...]
    institutions: tuple[PlaceLine, ...]
    rulebook: str
    drafted_by: str
    drafted_at: datetime
    sent_by: str
    sent_at: datetime | None
    accepted_by: str
    accepted_at: datetime | None
    note: str
    open_steps: frozenset[str]
    left_to_others: tuple[Reason, ...]  # why this viewer leaves the next step to somebody else
    claim_id: UUID | None


@dataclass(frozen=True)
class ClaimCard:
    """One payment claim in a list."""

    id: UUID
    number: int
    first_month: str
    last_month: str
    state: str
    total_eur: Decimal
    fund_eur: Decimal


@dataclass(frozen=True)
class ClaimPage:
    """One payment claim with the statements that it adds up."""

    card: ClaimCard
    figures: Figures
    statements: Page[StatementCard]
    statement_count: int
    note: str
    open_steps: frozenset[str]
    drafted_by: str
    drafted_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    ended_at: datetime | None
    drafted_it_herself: bool
    drafted_by_id: UUID


def statements_in_sight(*, viewer: Viewer, state: str = "", number: int = 1) -> Page[StatementCard]:
    """Statements in reach, newest months first. One statement."""
    rows = Statement.objects.visible_to(viewer).select_related("partner")
    rows = rows.filter(state=state) if state else rows.exclude(state="dropped")
    return paged(rows.order_by("-last_month", "partner__sort_key", "id"), number, _card)


def _card(row: Any) -> StatementCard:
    return StatementCard(row.id, row.partner.name, row.first_month, row.last_month, row.state, row.total_eur)


def _figures(row: Any) -> Figures:
    day: date = Month.parse(row.last_month).span.last
    values: dict[str, Any] = {column: getattr(row, column) for column in SUMS}
    return Figures(**values, fund_percent=funding_shares.fund_percent_on(day))


def partners_to_account_for(*, viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """(id, name) of the partners for which the viewer may draft a statement."""
    rows = Partner.objects.filter(pk__in=viewer.reach.partners).order_by("sort_key")
    return tuple(rows.values_list("id", "name"))


def month_to_account_for(*, viewer: Viewer) -> str | None:
    """The last month of which something accepted waits to be added up; None if nothing does. One statement.

    For the nation accepted statements that stand in no payment claim, for a partner accepted packages that stand in
    no statement.
    """
    if viewer.reach.national:
        statements = Statement.objects.visible_to(viewer).filter(state="accepted", claim=None)
        return _last(statements, "last_month")
    packages = Package.objects.visible_to(viewer).filter(state="accepted", statement=None)
    return _last(packages, "month")


def month_to_draw_from(*, viewer: Viewer) -> str | None:
    """The last month of which a package was accepted; None before the first. One statement."""
    return _last(Package.objects.visible_to(viewer).filter(state="accepted"), "month")


def _last(rows: QuerySet[Any], month: str) -> str | None:
    found: str | None = rows.aggregate(last=Max(month))["last"]
    return found


def one_statement(*, viewer: Viewer, statement_id: UUID) -> StatementPage:
    """One statement with its packages and institutions as frozen. DoesNotExist out of reach. Two statements."""
    people = ("partner", "drafted_by", "sent_by", "accepted_by")
    row = Statement.objects.visible_to(viewer).select_related(*people).get(pk=statement_id)
    wanted = [one["id"] for one in row.content["institutions"]]
    names = {
        str(id_): name for id_, name in Institution.objects.filter(pk__in=wanted).values_list("id", "name")
    }
    return StatementPage(
        card=_card(row),
        figures=_figures(row),
        packages=tuple(_package(one) for one in row.content["packages"]),
        institutions=tuple(_place(one, names) for one in row.content["institutions"]),
        rulebook=row.rulebook,
        drafted_by=row.drafted_by.name,
        drafted_at=row.drafted_at,
        sent_by=row.sent_by.name if row.sent_by else "",
        sent_at=row.sent_at,
        accepted_by=row.accepted_by.name if row.accepted_by else "",
        accepted_at=row.accepted_at,
        note=row.note,
        open_steps=frozenset(STATEMENT_LIFE.open_steps(row, viewer)),
        left_to_others=STATEMENT_LIFE.left_to_others(row, viewer),
        claim_id=row.claim_id if viewer.reach.national else None,
    )


def _package(one: Mapping[str, Any]) -> PackageLine:
    return PackageLine(
        UUID(one["id"]), one["month"], one["minutes"], Decimal(one["hours_eur"]), Decimal(one["paid_eur"])
    )


def _place(one: Mapping[str, Any], names: Mapping[str, str]) -> PlaceLine:
    return PlaceLine(
        names.get(one["id"], ""), one["minutes"], Decimal(one["hours_eur"]), Decimal(one["paid_eur"])
    )


def payment_claims(*, viewer: Viewer) -> tuple[ClaimCard, ...]:
    """The programme's payment claims, newest first; none for who does not reach the nation."""
    rows = PaymentClaim.objects.visible_to(viewer).order_by("-number")[:CLAIMS_SHOWN]
    return tuple(_claim(row) for row in rows)


def _claim(row: PaymentClaim) -> ClaimCard:
    return ClaimCard(
        row.id, row.number, row.first_month, row.last_month, row.state, row.total_eur, row.fund_eur
    )


def one_payment_claim(*, viewer: Viewer, claim_id: UUID, number: int = 1) -> ClaimPage:
    """One payment claim with a page of its statements. PaymentClaim.DoesNotExist out of reach. Two statements."""
    rows = PaymentClaim.objects.visible_to(viewer).select_related("drafted_by", "submitted_by")
    row = rows.annotate(statement_count=Count("statements")).get(pk=claim_id)
    of_claim = Statement.objects.visible_to(viewer).filter(claim=row).select_related("partner")
    statements = paged(of_claim.order_by("partner__sort_key", "first_month", "id"), number, _card)
    steps = frozenset(PAYMENT_CLAIM_LIFE.open_steps(row, viewer))
    return ClaimPage(
        _claim(row), _figures(row), statements, row.statement_count, row.note, steps,
        row.drafted_by.name, row.drafted_at,
        row.submitted_by.name if row.submitted_by else "", row.submitted_at, row.ended_at,
        drafted_it_herself(viewer, row), row.drafted_by_id,
    )  # fmt: skip
