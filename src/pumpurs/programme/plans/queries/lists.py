"""Lists of plans: what I can see, and what waits for me (the desk), oldest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Prefetch, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from pumpurs.foundation import audit
from pumpurs.foundation.paging import PAGE_SIZE, Page, paged
from pumpurs.foundation.texts import SearchKey
from pumpurs.foundation.together import Question, Rows
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.plans.lifecycle import PLAN_LIFE, WAITING, WRITABLE, PlanState
from pumpurs.programme.plans.models import Decision, Measure, Plan
from pumpurs.programme.plans.permissions import STATE_OF_LEVEL
from pumpurs.programme.plans.queries.cards import PlanCard, checked_card, plan_card
from pumpurs.programme.plans.queries.one import purpose_of
from pumpurs.programme.plans.queries.rows import shown_rows
from pumpurs.values.roles import Role


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means everything in reach."""

    state: str = ""
    semester: str = ""
    search: str = ""
    institution_id: UUID | None = None


def _cards(
    rows: QuerySet[Plan],
    number: int,
    viewer: Viewer,
    action: str,
    card: Callable[[Plan], PlanCard] = plan_card,
) -> Page[PlanCard]:
    page = paged(shown_rows(rows), number, card)
    audit.shown(viewer, action, learners=[card.learner_id for card in page.items], purpose=purpose_of(viewer))
    return page


def plans_in_sight(*, viewer: Viewer, narrowed: Filter, number: int = 1) -> Page[PlanCard]:
    """Plans in reach, newest first, 50 to a page."""
    rows = Plan.objects.visible_to(viewer)
    if narrowed.state == "waiting":
        rows = rows.filter(state__in=WAITING)
    elif narrowed.state:
        rows = rows.filter(state=narrowed.state)
    else:
        rows = rows.exclude(state=PlanState.INACTIVE)
    if narrowed.semester:
        rows = rows.filter(semester=narrowed.semester)
    if narrowed.institution_id:
        rows = rows.filter(institution_id=narrowed.institution_id)
    if narrowed.search.strip():
        rows = rows.filter(learner__search_key__contains=SearchKey(Value(narrowed.search.strip())))
    return _cards(rows.order_by("-number"), number, viewer, "plan.list")


@dataclass(frozen=True)
class Waiting:
    """What waits: `kind` is approval, returned, draft or revision."""

    kind: str
    page: Page[PlanCard]


def waiting_for(*, viewer: Viewer, number: int = 1) -> tuple[Waiting, ...]:
    """The desk: plans that wait for this viewer's role, oldest first; for authors also what came back and drafts."""
    rows = Plan.objects.visible_to(viewer)
    if state := STATE_OF_LEVEL.get(viewer.role):
        of_clean = Prefetch(
            "measures", Measure.objects.filter(plan__is_clean=True)
        )  # nobody asks for the others
        queue = rows.filter(state=state).order_by("waiting_since", "id").prefetch_related(of_clean)
        return (Waiting("approval", _cards(queue, number, viewer, "plan.desk", checked_card)),)
    if viewer.role is not Role.PLAN_AUTHOR:
        return ()
    own = rows.filter(author_id=viewer.account_id)
    history = Decision.objects.filter(plan_id=OuterRef("pk")).order_by("-at", "-id")
    writable = own.filter(state__in=(PlanState.DRAFT, PlanState.UNDER_REVISION)).annotate(
        last_step=Coalesce(Subquery(history.values("step")[:1]), Value("")),
        kind=Case(When(last_step="send_back", then=Value("returned")), default=Value("draft")),
        returned_by=_of_returned(history.values("by__name")),
        returned_at=_of_returned(history.values("at")),
        turn=Window(RowNumber(), partition_by=[F("kind")], order_by=[F("created_at"), F("id")]),
    )
    own_rows = shown_rows(writable.filter(turn__lte=PAGE_SIZE + 1)).order_by("created_at", "id")
    found = {
        kind: [plan for plan in own_rows if vars(plan)["kind"] == kind] for kind in ("returned", "draft")
    }
    cards = {kind: tuple(map(plan_card, plans[:PAGE_SIZE])) for kind, plans in found.items()}
    learners = [card.learner_id for kind in cards for card in cards[kind]]
    audit.shown(viewer, "plan.desk", learners=learners, purpose=purpose_of(viewer))
    return tuple(Waiting(kind, Page(cards[kind], 1, len(found[kind]) > PAGE_SIZE)) for kind in cards)


def _of_returned(rows: QuerySet[Any, Any]) -> Case:
    """Told of plans that came back only."""
    return Case(When(last_step="send_back", then=Subquery(rows[:1])))


def next_waiting(*, viewer: Viewer, after: UUID) -> UUID | None:
    """The plan that waits longest for this viewer besides `after`: for going through the queue by key."""
    state = STATE_OF_LEVEL.get(viewer.role)
    if state is None:
        return None
    rows = Plan.objects.visible_to(viewer).filter(state=state).exclude(pk=after)
    return rows.order_by("waiting_since", "id").values_list("id", flat=True).first()


def plans_that_wait(*, viewer: Viewer) -> Question[int]:
    """How many plans in reach wait for somebody's approval; no learner is named."""
    rows = Plan.objects.visible_to(viewer).filter(state__in=WAITING).order_by()
    return Question(
        rows.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values_list("n"), _number
    )


def _number(rows: Rows) -> int:
    return int(rows[0][0]) if rows else 0


def plans_of_learner(*, viewer: Viewer, learner_id: UUID) -> tuple[PlanCard, ...]:
    """All plans of one learner, newest semester first (the learner page logs the look)."""
    rows = Plan.objects.visible_to(viewer).filter(learner_id=learner_id)
    return tuple(map(plan_card, shown_rows(rows).order_by("-semester", "-number")))


@dataclass(frozen=True)
class Beginning:
    """Before a plan is begun: the one of this semester that is there already, and the latest that can be copied.

    `may_resume`: it is suspended, and this viewer may resume it.
    """

    there_is: PlanCard | None
    last: PlanCard | None
    may_resume: bool = False

    @property
    def past_draft(self) -> PlanCard | None:
        """The one of this semester, if nobody writes in it any more."""
        return self.there_is if self.there_is and self.there_is.state not in WRITABLE else None


def beginning_of(*, viewer: Viewer, learner_id: UUID, semester: str) -> Beginning:
    """What the learner has: a plan that was removed or refused stands no more (the page logs the look)."""
    plans = plans_of_learner(viewer=viewer, learner_id=learner_id)
    standing = [plan for plan in plans if plan.state != PlanState.INACTIVE]
    there_is = next((plan for plan in standing if plan.semester == semester), None)
    return Beginning(
        there_is,
        next((plan for plan in standing if plan.semester < semester), None),
        there_is is not None and there_is.state == PlanState.SUSPENDED and _may_resume(there_is.id, viewer),
    )


def _may_resume(plan_id: UUID, viewer: Viewer) -> bool:
    return PLAN_LIFE.may("resume", Plan.objects.visible_to(viewer).get(pk=plan_id), viewer)


def plans_numbered(*, viewer: Viewer, text: str) -> tuple[PlanCard, ...]:
    """The plan whose number stands at the end of `text` (IAP-2026/1-000042, or 42); none for any other text."""
    digits = text.rsplit("-", 1)[-1]
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        return ()
    rows = Plan.objects.visible_to(viewer).filter(number=int(digits))
    cards = tuple(map(plan_card, shown_rows(rows)))
    audit.shown(
        viewer, "plan.search", learners=[card.learner_id for card in cards], purpose=purpose_of(viewer)
    )
    return cards
