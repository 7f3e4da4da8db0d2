"""Cases referred to strategic partners: for the learner's page, and for the page on which a case is referred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.visibility import NOBODY, Viewer, open_eyes
from pumpurs.programme.learners.models import Learner, Referral
from pumpurs.programme.learners.permissions.care import refers_cases_of_this_institution
from pumpurs.programme.learners.queries.one import LearnerCard, card_of
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.roles import Role

READERS_OF_REASONS = frozenset(
    {Role.HEAD, Role.MUNICIPAL_COORDINATOR, Role.PLAN_AUTHOR, Role.STRATEGIC_PARTNER}
)


@dataclass(frozen=True)
class ReferralLine:
    """One case: to whom, why (empty for roles that need not know), from which to which day, by whom."""

    id: UUID
    to: str
    kind: str
    reason: str
    first_day: date
    last_day: date
    by: str
    standing: str  # now, later or over


@dataclass(frozen=True)
class ReferPage:
    """A learner, to whom the case was referred, and to whom it can be."""

    card: LearnerCard
    partner_id: UUID
    referrals: Page[ReferralLine]
    choices: tuple[tuple[UUID, str, str], ...]


def referrals_of(*, viewer: Viewer, learner_id: UUID, today: date) -> tuple[ReferralLine, ...]:
    """Referrals of a learner in reach that are not over, latest first; a strategic partner reads only its own.

    The page logs the look.
    """
    return _lines(_rows(viewer, learner_id).filter(until__gt=today), 1, viewer, today).items


def refer_page(*, viewer: Viewer, learner_id: UUID, today: date, number: int = 1) -> ReferPage:
    """For the head or the municipal coordinator. Learner.DoesNotExist out of reach or for other roles."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    learner = rows.get(pk=learner_id)
    if learner.institution is None or not refers_cases_of_this_institution(viewer, learner.institution_id):
        raise Learner.DoesNotExist
    audit.shown(viewer, "learner.refer", learners=[learner.id])
    partner_id = learner.institution.partner_id
    return ReferPage(
        card_of(learner),
        partner_id,
        _lines(_rows(viewer, learner_id), number, viewer, today),
        tuple((one.id, one.name, one.kind) for one in _strategic(viewer, Q(partner_id=partner_id))),
    )


def _rows(viewer: Viewer, learner_id: UUID) -> QuerySet[Referral]:
    rows = Referral.objects.visible_to(viewer).filter(learner_id=learner_id).select_related("referred_by")
    if viewer.role is Role.STRATEGIC_PARTNER:
        here = Appointment.objects.filter(pk=viewer.appointment_id or NOBODY)
        rows = rows.filter(strategic_partner_id__in=here.values("strategic_partner_id"))
    return rows.order_by("-since", "id")


def _lines(rows: QuerySet[Referral], number: int, viewer: Viewer, today: date) -> Page[ReferralLine]:
    found = paged(rows, number, lambda row: row)
    asked = {row.strategic_partner_id for row in found.items}
    known = {one.id: one for one in _strategic(viewer, Q(pk__in=asked))} if asked else {}
    lines = tuple(_line(row, known[row.strategic_partner_id], viewer, today) for row in found.items)
    return Page(lines, found.number, found.more)


def _strategic(viewer: Viewer, which: Q) -> list[StrategicPartner]:
    """Names of strategic partners, which are no secret but stand in the municipality's list: read with open eyes."""
    with open_eyes(viewer, "referrals"):
        return list(StrategicPartner.objects.filter(which).order_by("name", "id"))


def _line(row: Referral, to: StrategicPartner, viewer: Viewer, today: date) -> ReferralLine:
    standing = "over" if row.until <= today else "later" if row.since > today else "now"
    return ReferralLine(
        row.id,
        to.name,
        to.kind,
        row.reason if viewer.role in READERS_OF_REASONS else "",
        row.since,
        max(row.since, row.until - timedelta(days=1)),
        row.referred_by.name,
        standing,
    )
