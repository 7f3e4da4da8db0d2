"""Doors: every page is listed with its path, roles, thing and action; one dispatcher opens them all.

A page is a module with `show(request, **ids)` and, if it can be sent, `send(request, **ids)`. The dispatcher opens the
transaction, raises the wall, checks the role, and turns refusals into the same page with status 422.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import OperationalError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    QueryDict,
)
from django.shortcuts import redirect
from django.urls import URLPattern, path
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer, raise_wall
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import FAMILY_ROLES, Role
from pumpurs.web.frame import errors
from pumpurs.web.frame.viewer import PATIENCE, Standing, anonymous, standing_of
from pumpurs.web.signin import second_factor

ANYBODY = frozenset(Role)
WAITED_TOO_LONG = (LockNotAvailable, QueryCanceled, DeadlockDetected)
SENT_ON, FAULTS = 300, 400
FAMILY_PATH = "f/"  # pages that a family opens by a link with a code, without an account


@dataclass(frozen=True)
class Door:
    """One page: `roles` None means without sign-in; `thing` and `action` say what is behind it.

    `machine`: it is opened by other programs with a token of their own; no session, so no form to be forged. Such a
    page has `refuse(request, refusal)` to say no in its own way.
    """

    path: str
    name: str
    page: ModuleType
    thing: str
    action: str
    roles: frozenset[Role] | None = ANYBODY
    machine: bool = False

    @property
    def methods(self) -> tuple[str, ...]:
        """HTTP methods that the page answers."""
        shows = ("GET", "HEAD") if hasattr(self.page, "show") else ()
        return (*shows, "POST") if hasattr(self.page, "send") else shows


class HouseRequest(HttpRequest):
    """A request as pages see it: with its viewer, its standing and the reasons of a refusal."""

    viewer: Viewer
    standing: Standing
    reasons: tuple[object, ...]
    door: Door
    request_id: str
    my_new_alerts: int | None  # told to the menu by a page that has counted them


def _log_refusal(request: HouseRequest, door: Door, status: int) -> HttpResponse | None:
    """A refused attempt, in a transaction of its own; the 503 page if even that cannot be written."""
    viewer = getattr(request, "viewer", anonymous(request))
    try:
        with transaction.atomic():
            raise_wall(viewer, patience=PATIENCE)
            audit.refused(viewer, door.name, details={"status": status})
    except audit.AuditDown:
        return errors.unavailable(request)
    return None


def _again(request: HouseRequest, door: Door, refusal: Refused, ids: dict[str, object]) -> HttpResponseBase:
    """The same page once more, with every reason in words and status 422; nothing was changed."""
    with transaction.atomic():
        raise_wall(request.viewer, patience=PATIENCE)
        audit.refused(
            request.viewer, door.name, details={"reasons": [reason.code for reason in refusal.reasons]}
        )
        request.reasons = refusal.reasons
        if door.machine:
            answer: HttpResponseBase = door.page.refuse(request, refusal)
            return answer
        shows = hasattr(door.page, "show")
        response = door.page.show(request, **ids) if shows else errors.refusal(request, refusal)
    if not SENT_ON <= response.status_code < FAULTS:  # where the page sends the reader on, it still does
        response.status_code = 422
    return response


def _without_nul(given: QueryDict) -> QueryDict:
    """What was sent, without the one letter that no database keeps."""
    if not any("\x00" in text for _name, texts in given.lists() for text in texts):
        return given
    clean = given.copy()
    for name, texts in given.lists():
        clean.setlist(name, [text.replace("\x00", "") for text in texts])
    return clean


def _handle(request: HouseRequest, door: Door, ids: dict[str, object]) -> HttpResponseBase:
    verb = "send" if request.method == "POST" else "show"
    with transaction.atomic():
        request.standing = standing_of(request)
        request.viewer = request.standing.viewer
        if door.roles is not None:
            if not request.user.is_authenticated and request.viewer.role not in FAMILY_ROLES:
                if door.path.startswith(FAMILY_PATH):
                    return redirect("family/code")  # the link is over, or its code was not given yet
                return redirect_to_login(request.get_full_path())
            if request.viewer.role not in door.roles:
                raise PermissionDenied
            if (on_the_way := second_factor.missing(request, request.viewer, door.name)) is not None:
                return on_the_way
        response: HttpResponseBase = getattr(door.page, verb)(request, **ids)
        if isinstance(response, HttpResponse) and response.status_code >= 500:
            transaction.set_rollback(True)
        return response


def opened(door: Door) -> Callable[..., HttpResponseBase]:
    """The Django view of a door."""

    def view(request: HouseRequest, **ids: object) -> HttpResponseBase:
        request.reasons, request.door = (), door
        if request.method not in door.methods:
            return HttpResponseNotAllowed(door.methods)
        request.GET, request.POST = _without_nul(request.GET), _without_nul(request.POST)  # type: ignore[assignment]
        try:
            try:
                return _handle(request, door, ids)
            except Refused as refusal:
                return _again(request, door, refusal, ids)
        except (ObjectDoesNotExist, Http404):
            return _log_refusal(request, door, 404) or errors.not_found(request)
        except PermissionDenied:
            return _log_refusal(request, door, 403) or errors.not_yours(request)
        except audit.AuditDown:
            return errors.unavailable(request)
        except OperationalError as fault:
            if isinstance(fault.__cause__, WAITED_TOO_LONG):
                return errors.busy(request)
            raise

    view.csrf_exempt = door.machine  # type: ignore[attr-defined]
    return view


def pattern(door: Door) -> URLPattern:
    """The URL pattern of a door; its name is `<room>/<page>`."""
    return path(door.path, opened(door), name=door.name)
