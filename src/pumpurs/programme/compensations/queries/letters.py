"""Who is written to about a learner's money (vēstules ģimenei): an address and a language, and nothing else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.rulebook import adulthood


def family_by_mail(*, viewer: Viewer, learner_id: UUID, today: date) -> tuple[tuple[str, str], ...]:
    """(address, language) of the guardians in force, or of the learner who is of age. For jobs."""
    learner = Learner.objects.visible_to(viewer).select_related("account").filter(pk=learner_id).first()
    if learner is None:
        return ()
    if adulthood.of_age(learner.birth_date, today):
        own = learner.account
        return ((own.email, own.language),) if own and own.email else ()
    in_force = Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))
    told = Coalesce(NullIf(F("email"), Value("")), F("account__email"))
    rows = Guardian.objects.visible_to(viewer).filter(in_force, learner_id=learner_id).annotate(told=told)
    found = rows.exclude(told=None).exclude(told="").order_by("told").values_list("told", "language")
    return tuple(dict(found).items())
