"""POST /api/journals/<what>/ — a school's journal sends a file: CSV or JSON lines, with its key and a key of the file.

The same Idempotency-Key again is the same file: the answer tells what became of it, nothing is taken twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from uuid import uuid4

from allauth.core import ratelimit
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from pumpurs.foundation import audit
from pumpurs.foundation.clock import now
from pumpurs.foundation.intake import waiting
from pumpurs.foundation.queue import later
from pumpurs.programme.alerts.actions.journals import receive
from pumpurs.programme.alerts.actions.tokens import token_used
from pumpurs.programme.alerts.queries.journals import BatchCard, one_batch
from pumpurs.programme.alerts.queries.pushing import Pusher, pushed_before
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.api.journals.speaking import pusher_of, refused, told, too_many, too_often
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
LIMIT = "journal_push"  # settings: ACCOUNT_RATE_LIMITS; refused and repeated files count too
LONGEST_KEY = 64
CHUNK_BYTES = 256 * 1024
MOST_BYTES = 512 * 1024 * 1024
OK, ACCEPTED = 200, 202


def send(request: HouseRequest, what: str) -> HttpResponse:
    """Keep the file and have it read by a job; the answer says where to look."""
    pusher = pusher_of(request)
    if isinstance(pusher, HttpResponse):
        return pusher
    if not ratelimit.consume(request, action=LIMIT, key=str(pusher.token_id)):
        audit.refused(pusher.viewer, "journal.push", details={"reasons": ["journal.push.too_often"]})
        return too_often()
    push_key = request.headers.get("Idempotency-Key", "").strip()
    if not push_key or len(push_key) > LONGEST_KEY or not push_key.isprintable():
        raise Refused(Reason("journal.push.no_key"))
    ending = TYPES.get(request.content_type or "")
    if ending is None:
        raise Refused(Reason("journal.push.wrong_type", {"value": (request.content_type or "")[:60]}))
    return _taken(request, pusher, what, push_key, f"{what}.{ending}")


def _taken(request: HouseRequest, pusher: Pusher, what: str, push_key: str, name: str) -> HttpResponse:
    """The file aside first, so that its print is known; then its record, if this key of a file is a new one."""
    file_id, content = uuid4(), sha256()

    def chunks() -> Iterator[bytes]:
        while chunk := request.read(CHUNK_BYTES):
            content.update(chunk)
            yield chunk

    path, is_new = waiting.put(file_id, chunks(), name=name, most_bytes=MOST_BYTES), False
    try:
        if not path.stat().st_size:
            raise Refused(Reason("journal.push.nothing"))
        printed = content.hexdigest()
        card = _repeated(pusher, push_key, name, printed)
        if card is None:
            try:
                with transaction.atomic():
                    receive(
                        file_name=name, what=what, way="push", viewer=pusher.viewer, now=now(), batch_id=file_id,
                        institution_id=pusher.institution_id, token_id=pusher.token_id, push_key=push_key,
                        push_print=printed,
                    )  # fmt: skip
                is_new = True
            except IntegrityError:  # the same key came twice in one moment: the other one counts
                card = _repeated(pusher, push_key, name, printed)
    finally:
        if not is_new:
            waiting.drop(file_id)
    if card is not None:
        return told(card, status=OK)
    token_used(token_id=pusher.token_id, viewer=pusher.viewer, now=now())
    later("journals.read", batch_id=str(file_id))
    return told(one_batch(viewer=pusher.viewer, batch_id=file_id), status=ACCEPTED)


def _repeated(pusher: Pusher, push_key: str, name: str, printed: str) -> BatchCard | None:
    """The earlier push with this key of a file. Refused if that was another file."""
    before = pushed_before(pusher=pusher, push_key=push_key)
    if before is None:
        return None
    card, print_of_card = before
    if card.file_name != name or print_of_card not in ("", printed):
        raise Refused(Reason("journal.push.another_file", {"key": push_key}))
    return card


def refuse(request: HouseRequest, refusal: Refused) -> HttpResponse:
    """Say no in JSON; where others of its files wait to be read, when to come again."""
    if any(one.code == "journal.push.too_many_wait" for one in refusal.reasons):
        return too_many(refusal.reasons)
    return refused(refusal.reasons)
