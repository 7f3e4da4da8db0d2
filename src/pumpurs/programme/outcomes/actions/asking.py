"""What learner and family say of the support, and what was found out about the learner afterwards."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Enrollment
from pumpurs.programme.outcomes.models import FollowUp, Opinion
from pumpurs.programme.outcomes.permissions import (
    asks_after_the_learner,
    family_of_learner,
    hears_the_opinion,
)
from pumpurs.programme.outcomes.preconditions import an_opinion, it_is_due
from pumpurs.programme.plans.actions.draft import keys_of
from pumpurs.programme.plans.models import Plan

PURPOSE = "support"


@transaction.atomic
def say(
    *, plan_id: UUID, who: str, helped: str, next_step: str, words: str, viewer: Viewer, now: datetime
) -> None:
    """Keep the two answers of the learner or the family; the newest stand. DoesNotExist out of reach."""
    plan: Plan = Plan.objects.visible_to(viewer).get(pk=plan_id)
    said = words.strip()
    refuse_if(not_yours("outcome.opinion", hears_the_opinion, viewer, plan))
    refuse_if(an_opinion(plan, who, helped, next_step, said, localdate(now)))
    told = {
        "helped": helped, "next_step": next_step, "words": said, "at": now,
        "way": "page" if family_of_learner(viewer, plan) else "told",
        "by_id": None if viewer.link else viewer.account_id,
    }  # fmt: skip
    Opinion.objects.update_or_create(
        plan=plan, who=who, defaults=told, create_defaults={**told, **keys_of(plan)}
    )
    audit.changed(viewer, "evaluation.opinion", plan, purpose=PURPOSE, details={"who": who})


@transaction.atomic
def found_out(*, follow_up_id: UUID, found: str, viewer: Viewer, now: datetime) -> None:
    """Write down where the learner is, after somebody asked. DoesNotExist out of reach; refused before its day."""
    rows = FollowUp.objects.visible_to(viewer).select_related("plan")
    row: FollowUp = rows.select_for_update(of=("self",)).get(pk=follow_up_id)
    refuse_if(
        not_yours("outcome.follow_up", asks_after_the_learner, viewer, row.plan),
        it_is_due(row, found, localdate(now)),
    )
    row.found, row.source, row.found_on, row.by_id = found, "asked", localdate(now), viewer.account_id
    row.save(update_fields=["found", "source", "found_on", "by"])
    audit.changed(viewer, "evaluation.follow_up", row, purpose=PURPOSE, details={"found": found})


@transaction.atomic
def observe_by_roster(*, today: date, viewer: Viewer) -> int:
    """Answer what is due from the rosters: whoever is enrolled somewhere that day is in education; how many were.

    Who is enrolled nowhere stays open for a person to ask. For the job of the night, with the nation's eyes.
    """
    answered = 0
    due = FollowUp.objects.visible_to(viewer).filter(found="", due_on__lte=today).order_by("due_on", "id")
    for row in due.select_for_update(of=("self",), skip_locked=True)[:MOST_A_NIGHT]:
        there = Enrollment.objects.filter(learner_id=row.learner_id, since__lte=row.due_on)
        there = there.exclude(until__lte=row.due_on).order_by("-since")
        place = there.values_list("institution_id", flat=True).first()
        if place is None:
            continue
        row.found = "here" if place == row.institution_id else "elsewhere"
        row.source, row.found_on = "roster", today
        row.save(update_fields=["found", "source", "found_on"])
        answered += 1
    return answered


MOST_A_NIGHT = 50_000
