"""Who looks after a learner, and so owns the alert (brīdinājuma īpašnieks)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.alerts.lifecycle.alerts import AlertState
from pumpurs.programme.alerts.models import Alert
from pumpurs.programme.alerts.permissions.alerts import owner_works_there
from pumpurs.programme.learners.models import Care, Learner


def owners_of(*, viewer: Viewer, learner_ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """The account for each learner who has one: whoever is appointed for the learner alone, else for the class.

    Only at the learner's own school, and only as long as the appointment itself holds: it may end before its parts do.
    """
    begun = Q(since__lte=day, appointment__since__lte=day)
    goes_on = (Q(until=None) | Q(until__gt=day)) & (
        Q(appointment__until=None) | Q(appointment__until__gt=day)
    )
    learners = Learner.objects.visible_to(viewer).filter(pk__in=list(learner_ids))
    of_own_school = learners.filter(school_class__institution_id=F("institution_id"))
    classes = dict(of_own_school.values_list("id", "school_class_id"))
    cares = Care.objects.visible_to(viewer).filter(begun, goes_on).order_by("since", "id")
    of_classes = cares.filter(
        school_class_id__in=set(classes.values()), institution_id=F("school_class__institution_id")
    )
    by_class = dict(of_classes.values_list("school_class_id", "account_id"))
    found = {learner: by_class[group] for learner, group in classes.items() if group in by_class}
    own = cares.filter(learner__in=learners, institution_id=F("learner__institution_id"))
    return found | dict(own.values_list("learner_id", "account_id"))


def hand_over(*, viewer: Viewer, day: date) -> int:
    """Alerts whose owner left the school go to whoever looks after the learner now, else to the head; how many."""
    rows = Alert.objects.visible_to(viewer).exclude(state=AlertState.CLOSED).filter(owner__isnull=False)
    left = list(rows.exclude(owner_works_there(day)).select_for_update(of=("self",)).order_by("id"))
    owners = owners_of(viewer=viewer, learner_ids={alert.learner_id for alert in left}, day=day)
    for alert in left:
        alert.owner_id = owners.get(alert.learner_id)
    Alert.objects.bulk_update(left, ["owner"], batch_size=2_000)
    return len(left)
