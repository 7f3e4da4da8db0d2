"""Lists of claims: what I can see, what waits for me, and counts by state."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.together import Question, Rows, moment
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE, ClaimState
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.compensations.preconditions.claims import given_back_to_it
from pumpurs.programme.compensations.preconditions.own_money import own_family
from pumpurs.programme.compensations.preconditions.photos import sharing_photos
from pumpurs.programme.compensations.rules.claims import claim_code
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.rulebook import payment_duties
from pumpurs.values.roles import FAMILY_ROLES, NATIONAL_ROLES

PURPOSE = "compensations"
MOST_ASKED = 20
BY_NUMBER = NATIONAL_ROLES  # they read the claim's number: no learner's name, no photo, no holder, no words


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means everything in reach."""

    state: str = ""
    kind: str = ""
    period: str = ""


@dataclass(frozen=True)
class ClaimRow:
    """One claim as a list shows it. `learner` is empty where the name is out of the viewer's reach.

    `awaits_account`: the bank gave its money back, and nobody told the account anew. `grantable`: without a word more;
    a claim whose photo stands at another one, too, is not (a list alone looks).
    """

    id: UUID
    code: str
    learner_id: UUID
    learner: str
    institution: str
    kind: str
    period: str
    service_on: date
    documented_eur: Decimal
    granted_eur: Decimal
    state: str
    way: str
    filed_at: datetime
    waiting_since: datetime | None
    grantable: bool
    awaits_account: bool


@dataclass(frozen=True)
class AskedClaim:
    """A claim about which the school asked the family something."""

    id: UUID
    kind: str
    period: str


@dataclass(frozen=True)
class ClaimsThatWait:
    """How many claims wait for the viewer, in which state, and since when the oldest does."""

    state: str
    count: int
    oldest_since: datetime | None


def with_names(rows: QuerySet[Claim], viewer: Viewer) -> QuerySet[Claim]:
    """Claims with partner, institution and the learner's name (by a look-up: it may be out of reach), in one query.

    Beside them whether it is a claim of the viewer's own family, and who told the account.
    """
    learner = Learner.objects.filter(pk=OuterRef("learner_id"))
    name = learner.values(called=Concat("given_name", Value(" "), "family_name"))
    kept = (
        Enrollment.objects.filter(
            learner_id=OuterRef("learner_id"), institution_id=OuterRef("institution_id")
        )
        .exclude(kept_name="")
        .order_by("-until", "id")
        .values("kept_name")
    )
    return rows.select_related("partner", "institution").annotate(
        learner_name=Coalesce(Subquery(name[:1]), Subquery(kept[:1])),
        told_by=F("payee__told_by_id"),
        told_through=F("payee__in_hand_of_id"),
        own_family=own_family(viewer, OuterRef("learner_id")),
        refused_by_bank=Exists(given_back_to_it()),
    )


def row_of(claim: Claim, viewer: Viewer) -> ClaimRow:
    """The row of a claim of `with_names`."""
    told: dict[str, Any] = vars(claim)
    by_number = viewer.role in BY_NUMBER
    hands = (told["told_by"], told["told_through"], claim.in_hand_of_id)
    own_money = told["own_family"] or viewer.account_id in hands
    return ClaimRow(
        id=claim.id,
        code=claim_code(claim.number),
        learner_id=claim.learner_id,
        learner="" if by_number else told["learner_name"] or "",
        institution=claim.institution.name,
        kind=claim.kind,
        period=claim.period,
        service_on=claim.service_on,
        documented_eur=claim.documented_eur,
        granted_eur=claim.granted_eur,
        state=claim.state,
        way=claim.way,
        filed_at=claim.filed_at,
        waiting_since=claim.waiting_since,
        grantable=not own_money and CLAIM_LIFE.may("grant", claim, viewer),
        awaits_account=claim.state == ClaimState.FILED and told["refused_by_bank"],
    )


def claims_in_sight(*, viewer: Viewer, narrowed: Filter, number: int = 1) -> Page[ClaimRow]:
    """Claims in reach, the longest waiting first where one state is asked for, else newest first; 50 to a page."""
    rows = _narrowed(Claim.objects.visible_to(viewer), narrowed)
    if narrowed.state:
        rows = rows.filter(state=narrowed.state)
    order = ("waiting_since", "id") if narrowed.state else ("-filed_at", "id")
    page = paged(with_names(rows, viewer).order_by(*order), number, lambda claim: row_of(claim, viewer))
    _shown(viewer, "claim.list", page.items)
    return Page(_without_shared_photos(page.items, viewer), page.number, page.more)


def _without_shared_photos(rows: tuple[ClaimRow, ...], viewer: Viewer) -> tuple[ClaimRow, ...]:
    """A claim whose photo stands elsewhere wants words of its own: it is granted on its page, not ticked."""
    asked = [row.id for row in rows if row.grantable]
    if not asked:
        return rows
    with open_eyes(viewer, "same_photo"):
        shared = sharing_photos(asked)
    return tuple(replace(row, grantable=False) if row.id in shared else row for row in rows)


def counts_by_state(*, viewer: Viewer, narrowed: Filter) -> dict[str, int]:
    """How many claims in reach stand in each state, by kind and period as narrowed."""
    rows = _narrowed(Claim.objects.visible_to(viewer), narrowed).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))


def claims_of_learner(*, viewer: Viewer, learner_id: UUID, number: int = 1) -> Page[ClaimRow]:
    """The claims of one learner for the family, newest first. Learner.DoesNotExist where it is not the family's."""
    if learner_id not in viewer.reach.learners:
        raise Learner.DoesNotExist
    rows = Claim.objects.visible_to(viewer).filter(learner_id=learner_id)
    audit.shown(viewer, "claim.list", learners=[learner_id], purpose=purpose_of(viewer))
    return paged(
        with_names(rows, viewer).order_by("-filed_at", "id"), number, lambda claim: row_of(claim, viewer)
    )


def claims_asked_about(
    *, viewer: Viewer, learner_ids: Collection[UUID]
) -> dict[UUID, tuple[AskedClaim, ...]]:
    """Claims that wait for the family's answer, by learner, the oldest first; the family's page logs it."""
    own = Claim.objects.visible_to(viewer).filter(learner_id__in=learner_ids, way="family")
    found: dict[UUID, tuple[AskedClaim, ...]] = {}
    for row in own.filter(state=ClaimState.ASKED).order_by("waiting_since", "id")[:MOST_ASKED]:
        found[row.learner_id] = (
            *found.get(row.learner_id, ()),
            AskedClaim(row.id, row.kind, row.period),
        )
    return found


def claims_that_wait(*, viewer: Viewer, day: date) -> Question[tuple[ClaimsThatWait, ...]] | None:
    """What waits for the viewer's own hand, by state; None for roles without a duty. No learner is named."""
    mine = Q()
    for kind in payment_duties.table()[1]:
        for duty, state in (("check", ClaimState.FILED), ("grant", ClaimState.CHECKED)):
            if viewer.role in payment_duties.roles(duty, kind, day):
                mine |= Q(partner__kind=kind, state=state)
    if not mine:
        return None
    me = viewer.account_id
    others = ~own_family(viewer, OuterRef("learner_id")) & (Q(payee=None) | ~Q(payee__told_by=me))
    others &= ~Q(payee__in_hand_of=me) & ~Q(in_hand_of=me)
    others &= ~Q(state=ClaimState.CHECKED, checked_by=me)
    others &= Q(filed_by=None) | ~Q(state=ClaimState.FILED, way="school", filed_by=me)
    rows = Claim.objects.visible_to(viewer).filter(mine, others).order_by("state")
    found = rows.values("state").annotate(count=Count("pk"), oldest_since=Min("waiting_since"))
    return Question(found.values_list("state", "count", "oldest_since"), _waiting_claims)


def _waiting_claims(rows: Rows) -> tuple[ClaimsThatWait, ...]:
    return tuple(ClaimsThatWait(state, count, moment(since)) for state, count, since in rows)


def _narrowed(rows: QuerySet[Claim], narrowed: Filter) -> QuerySet[Claim]:
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.period:
        rows = rows.filter(period=narrowed.period)
    return rows


def purpose_of(viewer: Viewer) -> str:
    """Why this viewer sees claims, as the audit trail names it."""
    if viewer.role in FAMILY_ROLES:
        return "own_record"
    return "oversight" if viewer.role in NATIONAL_ROLES else PURPOSE


def _shown(viewer: Viewer, action: str, rows: Iterable[ClaimRow]) -> None:
    audit.shown(viewer, action, learners=[row.learner_id for row in rows], purpose=purpose_of(viewer))
