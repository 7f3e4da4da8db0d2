"""What may be claimed: plans in reach that hold compensations, and what is left of each today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from pumpurs.foundation import audit
from pumpurs.foundation.paging import Page, paged
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.models import Allowance, OtherFunding, Payee
from pumpurs.programme.compensations.preconditions.claims import ENDED
from pumpurs.programme.compensations.queries.claims import purpose_of
from pumpurs.programme.compensations.rules.claims import left_eur, period_of
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.plans.models import Plan, PlanVersion
from pumpurs.programme.plans.queries.in_force import with_version_in_force
from pumpurs.rulebook import compensation_kinds, measures
from pumpurs.values.periods import Span


@dataclass(frozen=True)
class Offer:
    """One kind that the plan pays, and what is left of its period today; `left_eur` None: there is no cap."""

    kind: str
    per: str
    cap_eur: Decimal | None
    left_eur: Decimal | None


@dataclass(frozen=True)
class PlanToClaim:
    """One plan with its compensations, for the form of a claim."""

    plan_id: UUID
    learner_id: UUID
    learner: str
    institution: str
    since: date
    last: date
    runs: bool
    offers: tuple[Offer, ...]
    holder: str
    masked: str


@dataclass(frozen=True)
class OtherPayer:
    """Somebody else who pays a kind for this learner, until its last day or still."""

    id: UUID
    kind: str
    payer: str
    since: date
    last: date | None

    @property
    def place(self) -> str:
        """Where on the page its last day is written."""
        return f"last-{self.id}"

    @property
    def why_place(self) -> str:
        """Where on the page the reason is written."""
        return f"why-{self.id}"


@dataclass(frozen=True)
class PayersOfLearner:
    """Who else pays for a learner, as the page of other payers shows it."""

    learner_id: UUID
    learner: str
    payers: tuple[OtherPayer, ...]


def plans_to_claim(*, viewer: Viewer, today: date, search: str = "", number: int = 1) -> Page[PlanToClaim]:
    """Plans in reach with a compensation that the head approved: those that run first, then by the learner's name.

    Without what is left.
    """
    over = Case(When(until__lte=today, then=2), When(since__gt=today, then=1), default=0)
    rows = _plans(viewer).order_by(over, F("sort_key"), "-since", "id")
    if search.strip():
        found = Learner.objects.filter(search_key__contains=SearchKey(Value(search.strip())))
        rows = rows.filter(learner_id__in=found.values("id"))
    page = paged(rows, number, lambda plan: _plan(plan, (), today))
    audit.shown(
        viewer, "claim.choose", learners=[one.learner_id for one in page.items], purpose=purpose_of(viewer)
    )
    return page


def plan_to_claim(*, viewer: Viewer, plan_id: UUID, today: date) -> PlanToClaim | None:
    """One plan with what is left of each kind today; None if it pays nothing. Plan.DoesNotExist out of reach."""
    plan = _plans(viewer).filter(pk=plan_id).first()
    if plan is None:
        Plan.objects.visible_to(viewer).only("id").get(pk=plan_id)
        return None
    return _with_offers(plan, viewer, today)


def plan_of_learner(*, viewer: Viewer, learner_id: UUID, today: date) -> PlanToClaim | None:
    """The family's learner's latest plan with compensations; None if there is none. Learner.DoesNotExist of others."""
    if learner_id not in viewer.reach.learners:
        raise Learner.DoesNotExist
    plan = _plans(viewer).filter(learner_id=learner_id).order_by("-since", "-number").first()
    return _with_offers(plan, viewer, today) if plan else None


def payers_of(*, viewer: Viewer, learner_id: UUID) -> PayersOfLearner:
    """Who else pays something for a learner. Learner.DoesNotExist out of reach."""
    learner = Learner.objects.visible_to(viewer).get(pk=learner_id)
    audit.shown(viewer, "claim.payers", learners=[learner_id], purpose=purpose_of(viewer))
    rows = OtherFunding.objects.visible_to(viewer).filter(learner_id=learner_id).order_by("kind", "since")
    payers = tuple(
        OtherPayer(
            row.id, row.kind, row.payer, row.since, Span(row.since, row.until).last if row.until else None
        )
        for row in rows
    )
    return PayersOfLearner(learner.id, learner.full_name, payers)


def _with_offers(plan: Plan, viewer: Viewer, today: date) -> PlanToClaim:
    audit.shown(viewer, "claim.choose", learners=[plan.learner_id], purpose=purpose_of(viewer))
    day = min(max(today, plan.since), Span(plan.since, plan.until).last)
    if plan.learner_id in viewer.reach.learners:
        taken = _taken(plan.learner_id)
    else:
        with open_eyes(viewer, "allowance"):
            taken = _taken(plan.learner_id)
    return _plan(plan, tuple(_offer(kind, day, taken) for kind in _kinds(plan)), today)


def _taken(learner_id: UUID) -> dict[tuple[str, str], Decimal]:
    rows = Allowance.objects.filter(learner_id=learner_id)
    return {(row.kind, row.period): row.granted_eur for row in rows}


def _offer(kind: str, day: date, taken: dict[tuple[str, str], Decimal]) -> Offer:
    cap = compensation_kinds.cap_on(kind, day).eur
    used = taken.get((kind, period_of(kind, day)), Decimal("0.00"))
    return Offer(kind, compensation_kinds.kind(kind).per, cap, left_eur(cap_eur=cap, granted_eur=used))


def _plans(viewer: Viewer) -> QuerySet[Plan]:
    compensations = [key for key, one in measures.table().rules.items() if one.compensation_kind]
    holds = Q()
    for key in compensations:
        holds |= Q(content__measures__contains=[{"kind": key}])
    learner = Learner.objects.filter(pk=OuterRef("learner_id"))
    payees = Payee.objects.filter(
        learner_id=OuterRef("learner_id"), institution_id=OuterRef("institution_id"), replaced_at=None
    )
    return (
        with_version_in_force(Plan.objects.visible_to(viewer).exclude(state__in=ENDED))
        .select_related("institution")
        .annotate(
            called=Subquery(learner.values(called=Concat("given_name", Value(" "), "family_name"))[:1]),
            sort_key=Subquery(learner.values("sort_key")[:1]),
            holder=Subquery(payees.values("holder_name")[:1]),
            masked=Subquery(payees.values("masked_iban")[:1]),
        )
        .filter(
            Exists(PlanVersion.objects.filter(holds, plan=OuterRef("pk"), number=OuterRef("approved_number")))
        )
    )


def _kinds(plan: Plan) -> tuple[str, ...]:
    lines = vars(plan)["content"]["measures"]
    found = (measures.measure(line["kind"]).compensation_kind for line in lines)
    return tuple(dict.fromkeys(kind for kind in found if kind))


def _plan(plan: Plan, offers: tuple[Offer, ...], today: date) -> PlanToClaim:
    told: dict[str, Any] = vars(plan)
    kinds = offers or tuple(Offer(kind, "", None, None) for kind in _kinds(plan))
    return PlanToClaim(
        plan_id=plan.id,
        learner_id=plan.learner_id,
        learner=told["called"] or "",
        institution=plan.institution.name,
        since=plan.since,
        last=Span(plan.since, plan.until).last,
        runs=plan.since <= today < plan.until,
        offers=kinds,
        holder=told["holder"] or "",
        masked=told["masked"] or "",
    )
