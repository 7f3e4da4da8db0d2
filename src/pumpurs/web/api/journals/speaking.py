"""Who speaks: a school's journal with the key of its school; and answers in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.core import ratelimit
from django.http import JsonResponse
from django.urls import reverse

from pumpurs.foundation.clock import today
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.programme.alerts.queries.journals import BatchCard
from pumpurs.programme.alerts.queries.pushing import Pusher, pusher_by_token
from pumpurs.programme.alerts.rules.tokens import LONGEST_TOKEN
from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.frame.viewer import PATIENCE, request_id
from pumpurs.web.words import in_words

UNAUTHORIZED, TOO_MANY, WRONG = 401, 429, 422
STRANGERS = "journal_stranger"  # settings: ACCOUNT_RATE_LIMITS


def pusher_of(request: HouseRequest) -> Pusher | JsonResponse:
    """The school's journal behind a request, wall raised to its school; or the answer that says what is missing."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if kind.casefold() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        return _who_are_you(request, Reason("journal.push.no_token"))
    raise_wall(job_viewer("journals.push"), patience=PATIENCE)
    pusher = pusher_by_token(token=token, today=today(), request_id=request_id(request))
    if isinstance(pusher, Reason):
        raise_wall(request.viewer)
        return _who_are_you(request, pusher)
    request.viewer = pusher.viewer
    raise_wall(pusher.viewer)
    return pusher


def _who_are_you(request: HouseRequest, reason: Reason) -> JsonResponse:
    if not ratelimit.consume(request, action=STRANGERS):
        return too_often()
    answer = refused([reason], status=UNAUTHORIZED)
    answer["WWW-Authenticate"] = 'Bearer realm="journals"'
    return answer


def too_often() -> JsonResponse:
    """More than a journal has to send in a minute."""
    return too_many([Reason("journal.push.too_often")])


def too_many(reasons: Iterable[Reason]) -> JsonResponse:
    """Not now; when to come again."""
    answer = refused(reasons, status=TOO_MANY)
    answer["Retry-After"] = "60"
    return answer


def refused(reasons: Iterable[Reason], *, status: int = WRONG) -> JsonResponse:
    """Why not, as codes for a program and sentences for a person."""
    told = [{"code": one.code, "text": in_words(one), "values": _plain(one.values)} for one in reasons]
    return JsonResponse({"refused": told}, status=status)


def told(card: BatchCard, *, status: int, rejected: Iterable[Any] = ()) -> JsonResponse:
    """What became of a file so far, and where to look later."""
    return JsonResponse(
        {
            "id": str(card.id),
            "state": card.state,
            "what": card.what,
            "rows": card.rows,
            "accepted": card.accepted,
            "rejected": card.rejected,
            "first_day": card.first_day,
            "last_day": card.last_day,
            "reasons": [{"code": one.code, "text": in_words(one)} for one in card.reasons],
            "rejected_rows": [
                {"row": one.row, "column": one.column, "value": one.value, "text": in_words(one.reason)}
                for one in rejected
            ],
            "look": reverse("api/journals/one", args=[card.id]),
        },
        status=status,
    )


def _plain(values: Any) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}
