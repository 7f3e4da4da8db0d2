"""POST /api/journals/<what>/ — a school's journal sends a file: CSV or JSON lines, with its key and a key of the file.

The same Idempotency-Key again is the same file: the answer tells what became of it, nothing is taken twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.http import HttpResponse

from pumpurs.foundation import audit
from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import later
from pumpurs.programme.alerts.actions.journals import receive
from pumpurs.programme.alerts.actions.tokens import token_used
from pumpurs.programme.alerts.queries.journals import (
    BatchCard,
    Pusher,
    one_batch,
    pushed_before,
    pushes_too_often,
)
from pumpurs.programme.alerts.rules.tokens import PUSHES_A_MINUTE
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.api.journals.speaking import TOO_MANY, pusher_of, refused, told
from pumpurs.web.doors import HouseRequest

TYPES = {
    "text/csv": "csv",
    "application/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json-lines": "jsonl",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/zip": "zip",
}
LONGEST_KEY = 64
CHUNK_BYTES = 256 * 1024
MOST_BYTES = 512 * 1024 * 1024
OK, ACCEPTED = 200, 202


def send(request: HouseRequest, what: str) -> HttpResponse:
    """Keep the file and have it read by a job; the answer says where to look."""
    pusher = pusher_of(request)
    if isinstance(pusher, HttpResponse):
        return pusher
    push_key = request.headers.get("Idempotency-Key", "").strip()
    if not push_key or len(push_key) > LONGEST_KEY or not push_key.isprintable():
        raise Refused(Reason("journal.push.no_key"))
    if (card := pushed_before(pusher=pusher, push_key=push_key)) is not None:
        return told(card, status=OK)
    if pushes_too_often(pusher=pusher, now=now()):
        audit.refused(pusher.viewer, "journal.push", details={"status": TOO_MANY})
        slow_down = refused([Reason("journal.push.too_often", {"limit": PUSHES_A_MINUTE})], status=TOO_MANY)
        slow_down["Retry-After"] = "60"
        return slow_down
    ending = TYPES.get(request.content_type or "")
    if ending is None:
        raise Refused(Reason("journal.push.wrong_type", {"value": (request.content_type or "")[:60]}))
    card = _kept(request, pusher, what, push_key, ending)
    return told(card, status=ACCEPTED)


def _kept(request: HouseRequest, pusher: Pusher, what: str, push_key: str, ending: str) -> BatchCard:
    try:
        with transaction.atomic():
            batch_id = receive(
                file_name=f"{what}.{ending}", what=what, way="push", viewer=pusher.viewer, now=now(),
                institution_id=pusher.institution_id, token_id=pusher.token_id, push_key=push_key,
            )  # fmt: skip
    except IntegrityError:  # the same file came twice in one moment: the other one counts
        first = pushed_before(pusher=pusher, push_key=push_key)
        assert first is not None
        return first
    waiting.put(batch_id, _chunks(request), name=f"{what}.{ending}", most_bytes=MOST_BYTES)
    token_used(token_id=pusher.token_id, viewer=pusher.viewer, now=now())
    later("journals.read", batch_id=str(batch_id))
    return one_batch(viewer=pusher.viewer, batch_id=batch_id)


def _chunks(request: HouseRequest) -> Iterator[bytes]:
    any_came = False
    while chunk := request.read(CHUNK_BYTES):
        any_came = True
        yield chunk
    if not any_came:
        raise Refused(Reason("journal.push.nothing"))


def refuse(request: HouseRequest, refusal: Refused) -> HttpResponse:
    """Say no in JSON."""
    return refused(refusal.reasons)
