"""The version of a plan that is in force (spēkā esošā redakcija): what is worked and paid by."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from pumpurs.programme.plans.models import Decision, Plan, PlanVersion


def with_version_in_force(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with the newest version that the head approved beside them: its `approved_number` and its `content`.

    Both are None where the head approved none; a version under revision counts only once it is approved.
    """
    by_head = Decision.objects.filter(plan=OuterRef("pk"), step="approve")  # the first to approve is the head
    version = PlanVersion.objects.filter(plan=OuterRef("pk"), number=OuterRef("approved_number"))
    return plans.annotate(
        approved_number=Subquery(by_head.order_by("-version").values("version")[:1])
    ).annotate(content=Subquery(version.values("content")[:1]))
