"""A partner's statement and the programme's payment claim: draft, send, accept, return, submit, settle, drop."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import UNBORN
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.reporting.lifecycle import PAYMENT_CLAIM_LIFE, STATEMENT_LIFE
from pumpurs.programme.reporting.models import Package, PackageVersion, PaymentClaim, Statement
from pumpurs.programme.reporting.preconditions.summing import figures_of, summed
from pumpurs.programme.reporting.rules.asked import Asked
from pumpurs.rulebook import whole
from pumpurs.values.periods import Month


def locked(statement_id: UUID, viewer: Viewer, now: datetime, note: str = "") -> Statement:
    """The statement in reach, locked. DoesNotExist out of reach."""
    rows = Statement.objects.visible_to(viewer).select_for_update(of=("self",)).select_related("partner")
    statement: Statement = rows.get(pk=statement_id)
    statement.asked = Asked(localdate(now), note.strip())
    return statement


@transaction.atomic
def draft(*, partner_id: UUID, first: Month, last: Month, viewer: Viewer, now: datetime) -> UUID:
    """Draft a partner's statement of some months from its accepted packages; its id. Refused with every reason."""
    partner = Partner.objects.get(pk=partner_id)
    statement = Statement(
        partner=partner, first_month=str(first), last_month=str(last), state=UNBORN,
        drafted_by_id=viewer.account_id, drafted_at=now,
    )  # fmt: skip
    rows = Package.objects.visible_to(viewer).filter(
        partner_id=partner_id, month__gte=str(first), month__lte=str(last)
    )
    mine = list(rows.order_by("id").select_for_update(of=("self",)).values_list("id", flat=True))
    STATEMENT_LIFE.take("draft", statement, viewer)
    _fill(statement, mine, viewer)
    statement.save(force_insert=True)
    Package.objects.filter(pk__in=mine).update(statement=statement)
    _noted("draft", statement, UNBORN, viewer)
    return statement.id


def _fill(statement: Statement, packages: Collection[UUID], viewer: Viewer) -> None:
    versions = PackageVersion.objects.visible_to(viewer).filter(package__in=packages)
    figures = figures_of(versions, viewer, Month.parse(statement.last_month).span.last)
    for column, value in figures.sums.items():
        setattr(statement, column, value)
    statement.content, statement.rulebook = dict(figures.content), whole.fingerprint()


def _step(step: str, statement: Statement, viewer: Viewer, *columns: str) -> None:
    before = statement.state
    STATEMENT_LIFE.take(step, statement, viewer)
    statement.save(update_fields=["state", *columns])
    _noted(step, statement, before, viewer)


def _noted(step: str, statement: Statement, before: str, viewer: Viewer) -> None:
    details = {"from": before, "to": statement.state, "total_eur": str(statement.total_eur)}
    audit.changed(viewer, f"statement.{step}", statement, details=details)


@transaction.atomic
def send(*, statement_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Send the statement to the programme; it is not changed any more."""
    statement = locked(statement_id, viewer, now)
    statement.sent_by_id, statement.sent_at = viewer.account_id, now
    _step("send", statement, viewer, "sent_by", "sent_at")


@transaction.atomic
def accept(*, statement_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Accept the statement; from now on a payment claim can add it up."""
    statement = locked(statement_id, viewer, now)
    statement.accepted_by_id, statement.accepted_at = viewer.account_id, now
    _step("accept", statement, viewer, "accepted_by", "accepted_at")


@transaction.atomic
def send_back(*, statement_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Return the statement with words; its packages are free for another one."""
    statement = locked(statement_id, viewer, now, note)
    statement.note = statement.asked.note[:500]
    _step("send_back", statement, viewer, "note")
    Package.objects.filter(statement=statement).update(statement=None)


@transaction.atomic
def drop(*, statement_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Give up a draft; its packages are free for another one."""
    statement = locked(statement_id, viewer, now)
    _step("drop", statement, viewer)
    Package.objects.filter(statement=statement).update(statement=None)


def _locked_claim(claim_id: UUID, viewer: Viewer, now: datetime, note: str = "") -> PaymentClaim:
    rows = PaymentClaim.objects.visible_to(viewer).select_for_update(of=("self",))
    claim: PaymentClaim = rows.get(pk=claim_id)
    claim.asked = Asked(localdate(now), note.strip())
    return claim


def _number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('reporting_claim_number')")
        return int(cursor.fetchone()[0])


@transaction.atomic
def draft_claim(*, first: Month, last: Month, viewer: Viewer, now: datetime) -> UUID:
    """Draft the programme's payment claim: every accepted statement of the period that no other claim holds; its id."""
    claim = PaymentClaim(
        number=_number(), first_month=str(first), last_month=str(last), state=UNBORN,
        drafted_by_id=viewer.account_id, drafted_at=now,
    )  # fmt: skip
    rows = Statement.objects.visible_to(viewer).filter(
        state="accepted", claim=None, first_month__gte=str(first), last_month__lte=str(last)
    )
    held = list(rows.order_by("id").select_for_update(of=("self",)))
    claim.asked = Asked(localdate(now), locked=len(held))
    PAYMENT_CLAIM_LIFE.take("draft", claim, viewer)
    for column, value in summed(held, viewer).items():
        setattr(claim, column, value)
    claim.save(force_insert=True)
    Statement.objects.filter(pk__in=[one.id for one in held]).update(claim=claim)
    _noted_claim("draft", claim, UNBORN, viewer)
    return claim.id


def _noted_claim(step: str, claim: PaymentClaim, before: str, viewer: Viewer) -> None:
    total_eur: Decimal = claim.total_eur
    details = {"from": before, "to": claim.state, "total_eur": str(total_eur)}
    audit.changed(viewer, f"payment_claim.{step}", claim, details=details)


@transaction.atomic
def submit_claim(*, claim_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The payment claim goes to the Fund's agency."""
    claim = _locked_claim(claim_id, viewer, now)
    before = claim.state
    PAYMENT_CLAIM_LIFE.take("submit", claim, viewer)
    claim.submitted_by_id, claim.submitted_at = viewer.account_id, now
    claim.save(update_fields=["state", "submitted_by", "submitted_at"])
    _noted_claim("submit", claim, before, viewer)


@transaction.atomic
def settle_claim(*, claim_id: UUID, viewer: Viewer, now: datetime) -> None:
    """The Fund has paid."""
    _ended("settle", _locked_claim(claim_id, viewer, now), viewer, now)


@transaction.atomic
def drop_claim(*, claim_id: UUID, note: str, viewer: Viewer, now: datetime) -> None:
    """Give up a payment claim with words; its statements are free for another one."""
    claim = _locked_claim(claim_id, viewer, now, note)
    claim.note = claim.asked.note[:500]
    _ended("drop", claim, viewer, now)
    Statement.objects.filter(claim=claim).update(claim=None)


def _ended(step: str, claim: PaymentClaim, viewer: Viewer, now: datetime) -> None:
    before = claim.state
    PAYMENT_CLAIM_LIFE.take(step, claim, viewer)
    claim.ended_at = now
    claim.save(update_fields=["state", "ended_at", "note"])
    _noted_claim(step, claim, before, viewer)
