"""One learner: the card other pages use, and the learner's page with guardians and the reason why it may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment, Guardian, Learner, LearnerIdentifier
from pumpurs.values.roles import FAMILY_ROLES, NATIONAL_ROLES, Role


@dataclass(frozen=True)
class LearnerCard:
    """A learner in one line."""

    id: UUID
    name: str
    class_name: str
    grade: int | None
    vocational: bool
    institution: str
    institution_id: UUID | None


@dataclass(frozen=True)
class GuardianLine:
    """A legal representative in force; contacts only for those who work with the family and whom the family has met.

    `kept_back`: came along from another school, and the family has not yet turned to this one.
    """

    id: UUID
    name: str
    relation: str
    email: str
    phone: str
    language: str
    kept_back: bool


@dataclass(frozen=True)
class YearLine:
    """A school year of the learner at an institution; `last_day` is empty while it goes on."""

    school_year: str
    institution: str
    class_name: str
    grade: int
    vocational: bool
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class LearnerPage:
    """What the learner's page shows. `why_seen` is a code: appointed, institution, municipality, nation, referred."""

    card: LearnerCard
    birth_date: date | None
    guardians: tuple[GuardianLine, ...]
    masked_code: str
    why_seen: str
    years: tuple[YearLine, ...]


def card_of(learner: Learner) -> LearnerCard:
    """A card from a row with class and institution joined."""
    return LearnerCard(
        id=learner.id,
        name=learner.full_name,
        class_name=learner.school_class.name if learner.school_class else "",
        grade=learner.grade,
        vocational=learner.vocational,
        institution=learner.institution.name if learner.institution else "",
        institution_id=learner.institution_id,
    )


def why_seen(viewer: Viewer) -> str:
    """Why this viewer may see a learner in reach, as a code that the page says in words."""
    if viewer.role in NATIONAL_ROLES:
        return "nation"
    if viewer.role is Role.MUNICIPAL_COORDINATOR:
        return "municipality"
    if viewer.role is Role.STRATEGIC_PARTNER:
        return "referred"
    if viewer.role in FAMILY_ROLES:
        return "own_child"
    return "institution" if viewer.reach.institutions else "appointed"


def learner_card(*, viewer: Viewer, learner_id: UUID) -> LearnerCard:
    """The card of one learner in reach, logged. DoesNotExist out of reach."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    learner = rows.get(pk=learner_id)
    audit.shown(viewer, "learner.card", learners=[learner.id])
    return card_of(learner)


def _guardians(today: date, *, with_contacts: bool) -> ArraySubquery:
    """Guardians in force, longest first, beside the learner in one query."""
    in_force = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    met = Q(came_with_id=None) & Q(Value(with_contacts))
    rows = Guardian.objects.filter(in_force, learner=OuterRef("pk")).order_by("since", "name")
    told = JSONObject(
        id="id",
        name="name",
        relation="relation",
        email=Case(When(met, then="email"), default=Value("")),
        phone=Case(When(met, then="phone"), default=Value("")),
        language="language",
        kept_back=Q(came_with_id__isnull=False),
    )
    return ArraySubquery(rows.values(told=told))


def _years(viewer: Viewer) -> ArraySubquery:
    """School years in the viewer's reach, the newest first, beside the learner in the same query."""
    rows = Enrollment.objects.visible_to(viewer).filter(learner=OuterRef("pk")).exclude(until__lte=F("since"))
    told = JSONObject(
        school_year="school_year",
        institution="institution__name",
        class_name="school_class__name",
        grade="grade",
        vocational="vocational",
        since="since",
        until="until",
    )
    return ArraySubquery(rows.order_by("-since").values(told=told))


def _year_line(told: dict[str, Any]) -> YearLine:
    since, until = told.pop("since"), told.pop("until")
    return YearLine(
        **told | {"class_name": told["class_name"] or ""},
        first_day=date.fromisoformat(since),
        last_day=date.fromisoformat(until) - timedelta(days=1) if until else None,
    )


def learner_page(*, viewer: Viewer, learner_id: UUID, today: date) -> LearnerPage:
    """The page of one learner in reach, logged. DoesNotExist out of reach."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    code = LearnerIdentifier.objects.filter(learner_id=OuterRef("pk"), until=None).values("masked")[:1]
    works_with_family = viewer.role in {Role.PLAN_AUTHOR, Role.HEAD, Role.INSTITUTION_COORDINATOR}
    told = _guardians(today, with_contacts=works_with_family)
    learner = rows.annotate(masked_code=Subquery(code), guardians_told=told, years_told=_years(viewer)).get(
        pk=learner_id
    )
    guardians = tuple(
        GuardianLine(**one | {"id": UUID(one["id"])}) for one in vars(learner)["guardians_told"]
    )
    years = tuple(map(_year_line, vars(learner)["years_told"]))
    audit.shown(viewer, "learner.one", learners=[learner.id])
    masked = learner.masked_code or ""
    return LearnerPage(card_of(learner), learner.birth_date, guardians, masked, why_seen(viewer), years)
