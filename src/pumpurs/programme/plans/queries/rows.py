"""Rows of plans with what is told beside them: the learner's name, and whether the family agrees now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.learners.models import Enrollment, Learner
from pumpurs.programme.plans.models import Plan


@dataclass(frozen=True)
class Told:
    """What `shown_rows` read beside a plan. `learner` is empty where the name is out of the viewer's reach."""

    learner: str
    learner_in_reach: bool
    has_consent: bool
    has_application: bool
    consent_ended_on: date | None


def shown_rows(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with institution, author and what `told` tells, in one query.

    The name comes by a look-up and not by a join: a plan stays on the list of the school that wrote it when its
    learner has left and is out of that school's reach. The school then reads the name under which the learner left.
    """
    learner = Learner.objects.filter(pk=OuterRef("learner_id"))
    name = learner.values(called=Concat("given_name", Value(" "), "family_name"))
    here = Enrollment.objects.filter(
        learner_id=OuterRef("learner_id"), institution_id=OuterRef("institution_id")
    )
    kept = here.exclude(kept_name="").order_by("-until", "id").values("kept_name")
    consents = Consent.objects.filter(learner_id=OuterRef("learner_id"))
    ended = (
        consents.filter(ended_on__gte=OuterRef("since"), ended_on__lt=OuterRef("until"))
        .order_by("-ended_on")
        .values("ended_on")
    )
    applications = Application.objects.filter(
        learner_id=OuterRef("learner_id"), semester=OuterRef("semester"), state="signed"
    )
    return rows.select_related("institution", "author").annotate(
        learner_name=Coalesce(Subquery(name[:1]), Subquery(kept[:1])),
        learner_in_reach=Exists(learner),
        has_consent=Exists(consents.filter(state="signed")),
        has_application=Exists(applications),
        consent_ended=Subquery(ended[:1]),
    )


def told(plan: Plan) -> Told:
    """What was read beside a plan of `shown_rows`. A consent that was given anew did not end."""
    read = vars(plan)
    ended = None if read["has_consent"] else read["consent_ended"]
    return Told(
        read["learner_name"] or "",
        read["learner_in_reach"],
        read["has_consent"],
        read["has_application"],
        ended,
    )
