"""Who looks: from the signed-in account and the chosen place to a Viewer, at every request anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pumpurs.foundation.clock import now, today
from pumpurs.foundation.visibility import NOBODY, Reach, Viewer, job_viewer, raise_wall
from pumpurs.programme.consents.queries.links import viewer_by_link
from pumpurs.programme.learners.queries import reach
from pumpurs.programme.people.queries import Place, places_of
from pumpurs.values.roles import FAMILY_ROLES, INSTITUTION_ROLES, Role

CHOSEN = "place"
FAMILY = "family_roles"
LINK = "family_link"  # hash of the token of a family link whose code was given
PATIENCE = {  # of one page: then 503 instead of waiting on; who sends its body too slowly keeps no transaction open
    "lock_timeout": "4s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "30s",
}
LINK_DOOR = "family_link_door"  # hash of the token of a family link that waits for its code


@dataclass(frozen=True)
class Standing:
    """The viewer and all places where the person could act instead."""

    viewer: Viewer
    place: Place | None
    places: tuple[Place, ...]
    family_roles: tuple[Role, ...]

    @property
    def brings_for(self) -> dict[str, UUID | None]:
        """For whom the viewer takes in files: an institution, a partner, or (neither) the nation."""
        place, role = self.place, self.viewer.role
        return {
            "institution_id": place.institution_id if place and role in INSTITUTION_ROLES else None,
            "partner_id": place.partner_id if place and role is Role.MUNICIPAL_COORDINATOR else None,
        }


def anonymous(request: HttpRequest) -> Viewer:
    """Nobody in particular: reaches nothing."""
    return Viewer(NOBODY, Role.VISITOR, Reach(), request_id=request_id(request))


def request_id(request: HttpRequest) -> str:
    """The id that stands in X-Request-Id and in every audit line of this request."""
    return str(getattr(request, "request_id", ""))


def _family_roles(request: HttpRequest, *, has_place: bool) -> tuple[Role, ...]:
    """Kept in the session; who had none and has no place either is looked up each time: it may have come since."""
    if FAMILY not in request.session or not (has_place or request.session[FAMILY]):
        assert request.user.pk is not None
        found = reach.family_roles(account_id=request.user.pk, today=today())
        request.session[FAMILY] = [str(role) for role in found]
    return tuple(Role(name) for name in request.session[FAMILY])


def _holder_of_link(request: HttpRequest) -> Viewer:
    """Without an account: who holds a family link, opened with its code, or not opened yet, or nobody."""
    if token_hash := str(request.session.get(LINK, "")):
        raise_wall(job_viewer("reach"), patience=PATIENCE)
        if viewer := viewer_by_link(token_hash=token_hash, now=now(), request_id=request_id(request)):
            return viewer
    return replace(anonymous(request), link=str(request.session.get(LINK_DOOR, "")))


def _visitor(request: HttpRequest, places: tuple[Place, ...], family: tuple[Role, ...]) -> Standing:
    viewer = Viewer(request.user.pk, Role.VISITOR, Reach(), None, request_id(request))  # type: ignore[arg-type]
    raise_wall(viewer)
    return Standing(viewer, None, places, family)


def standing_of(request: HttpRequest) -> Standing:
    """The viewer of this request, wall raised. Works inside the request's transaction only."""
    if not request.user.is_authenticated:
        viewer = _holder_of_link(request)
        raise_wall(viewer, patience=PATIENCE)
        return Standing(viewer, None, (), ())
    account_id = request.user.pk
    # reach itself must be read with open eyes; they are lowered again right below
    raise_wall(job_viewer("reach"), patience=PATIENCE)
    places = places_of(account_id=account_id, today=today())
    family = _family_roles(request, has_place=bool(places))
    chosen = str(request.session.get(CHOSEN, ""))
    place = next((p for p in places if str(p.appointment_id) == chosen), places[0] if places else None)
    if (
        chosen
        and chosen not in {*map(str, family)}
        and (place is None or str(place.appointment_id) != chosen)
    ):
        if request.method == "POST":  # what was meant in one role is not done in another
            return _visitor(request, places, family)
        del request.session[CHOSEN]
        messages.warning(
            request, _("The role you acted in has ended. See at the top which one you act in now.")
        )
    if chosen in {*FAMILY_ROLES} & {*map(str, family)} or (place is None and family):
        role = Role(chosen) if chosen in {*map(str, family)} else family[0]
        sight = reach.family_reach(account_id=account_id, role=role, today=today())
        viewer = Viewer(account_id, role, sight, None, request_id(request), getattr(request.user, "name", ""))
        place = None
    elif place is not None:
        viewer = reach.viewer_at(
            account_id=account_id, place=place, today=today(), request_id=request_id(request)
        )
    else:
        return _visitor(request, places, family)
    raise_wall(viewer)
    return Standing(viewer, place, places, family)
