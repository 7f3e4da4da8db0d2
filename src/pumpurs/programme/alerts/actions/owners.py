"""Who looks after a learner, and so owns the alert (brīdinājuma īpašnieks)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Care, Learner


def owners_of(*, viewer: Viewer, learner_ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """The account for each learner who has one: whoever is appointed for the learner alone, else for the class."""
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    learners = Learner.objects.visible_to(viewer).filter(pk__in=list(learner_ids))
    classes = dict(learners.filter(school_class__isnull=False).values_list("id", "school_class_id"))
    cares = Care.objects.visible_to(viewer).filter(in_force).order_by("since", "id")
    of_classes = cares.filter(school_class_id__in=set(classes.values()))
    by_class = dict(of_classes.values_list("school_class_id", "account_id"))
    found = {learner: by_class[group] for learner, group in classes.items() if group in by_class}
    return found | dict(cares.filter(learner__in=learners).values_list("learner_id", "account_id"))
