"""Somebody of the demo who acts at a time of the past, as the verbs of life ask for it."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.jobs.demo.timing import RIGA
from pumpurs.programme.learners.queries.reach import viewer_at
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.people.queries import places_of
from pumpurs.values.roles import Role

REQUEST = "demo:money"  # the audit lines of what is done this way
DEMO = job_viewer(REQUEST)


class Acting:
    """Raises the wall for one person after the other; never later than the demo's present."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._accounts: dict[str, UUID] = dict(Account.objects.values_list("email", "id"))

    def at(self, day: date, hour: int) -> datetime:
        """An hour of a day, or now if that is to come."""
        return min(datetime.combine(day, time(hour), RIGA), self._now)

    def known(self, email: str, role: Role, at: datetime) -> Viewer:
        """Somebody of the cast in a role."""
        return self._viewer(self._accounts[email], role, at)

    def somebody(self, role: Role, at: datetime, **place: UUID) -> Viewer:
        """Whoever holds a role at a place, such as `partner_id`; the first if there are several."""
        raise_wall(DEMO)
        found = Appointment.objects.filter(role=role, **place).order_by("since", "id")
        return self._viewer(found.values_list("account_id", flat=True)[0], role, at)

    def nobody(self) -> Viewer:
        """The job that makes the demo."""
        raise_wall(DEMO)
        return DEMO

    def _viewer(self, account_id: UUID, role: Role, at: datetime) -> Viewer:
        raise_wall(DEMO)
        today = at.astimezone(RIGA).date()
        place = next(one for one in places_of(account_id=account_id, today=today) if one.role is role)
        viewer = viewer_at(account_id=account_id, place=place, today=today, request_id=REQUEST)
        raise_wall(viewer)
        return viewer
