"""Who looked at a learner's record, as staff read it: when, who, in which role, for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.audit.looks import looks_at
from pumpurs.foundation.paging import Page
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.learners.queries.one import LearnerCard, card_of
from pumpurs.programme.people.models import Account


@dataclass(frozen=True)
class StaffLook:
    """One look at, or change of, the record."""

    at: datetime
    name: str
    role: str
    action: str
    purpose: str
    changed: bool


@dataclass(frozen=True)
class StaffLooks:
    """A learner and one page of looks, latest first."""

    learner: LearnerCard
    page: Page[StaffLook]


def who_looked(*, viewer: Viewer, learner_id: UUID, number: int = 1) -> StaffLooks:
    """Looks at a learner in reach. Learner.DoesNotExist out of reach. The reading itself is logged too."""
    rows = Learner.objects.visible_to(viewer).select_related("institution", "school_class")
    learner = rows.get(pk=learner_id)
    audit.shown(viewer, "learner.looks", learners=[learner.id], purpose="oversight")
    with open_eyes(
        viewer, "looks"
    ) as everybody:  # others' lines carry the learner, not the reader's institution
        found = looks_at(viewer=everybody, learner_id=learner_id, page=number)
    accounts = {look.account_id for look in found.items if look.account_id}
    names = dict(Account.objects.filter(pk__in=accounts).values_list("id", "name"))
    items = tuple(
        StaffLook(
            look.at,
            names.get(look.account_id, "") if look.account_id else "",
            look.role,
            look.action,
            look.purpose,
            look.changed,
        )
        for look in found.items
    )
    return StaffLooks(card_of(learner), Page(items, found.number, found.more))
