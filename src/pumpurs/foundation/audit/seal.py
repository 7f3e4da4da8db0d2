"""Seals over the audit trail: blocks closed by a hash chain; the last seal is also kept outside the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from pumpurs.foundation.models import AuditSeal

GENESIS = "0" * 64
LOCK = 8340016  # one sealer at a time, whoever it is

WRAP = 2**32

RUNNING = """
    SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, array(
        SELECT held.transactionid::text::bigint FROM pg_locks held
        LEFT JOIN pg_stat_activity session ON session.pid = held.pid
        LEFT JOIN pg_database here ON here.datname = current_database()
        WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
            AND (session.datid IS NULL OR session.datid = here.oid))
"""
BLOCK = """
    SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', id, extract(epoch FROM at), xid,
        coalesce(account_id::text, '-'), role, coalesce(appointment_id::text, '-'), request_id, action, outcome,
        object_type, object_id, coalesce(institution_id::text, '-'), learners::text, purpose, details::text),
        E'\\n' ORDER BY id), ''), 'UTF8')), 'hex')
    FROM foundation_auditline WHERE xid >= %s AND xid < %s
"""


@dataclass(frozen=True)
class Verdict:
    """What a verification found: how many seals and lines hold, the last hash, and every break in words."""

    seals: int
    lines: int
    unsealed: int
    last_hash: str
    breaks: tuple[str, ...]


def _block(from_xid: int, upto_xid: int) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(BLOCK, [from_xid, upto_xid])
        lines, block_hash = cursor.fetchone()
    return int(lines), str(block_hash)


def _chain(previous_hash: str, number: int, from_xid: int, upto_xid: int, lines: int, block_hash: str) -> str:
    text = f"{previous_hash}|{number}|{from_xid}|{upto_xid}|{lines}|{block_hash}"
    return hashlib.sha256(text.encode()).hexdigest()


def _finished_before() -> int:
    """The first transaction number of this database that may still be running: all below it are finished.

    Other databases of the same server share the numbers but never write lines here, so they are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(RUNNING)
        newest, running = cursor.fetchone()
    whole = [newest - (newest - xid) % WRAP for xid in running]  # pg_locks tells the lower 32 bits only
    return int(min(whole, default=newest))


@transaction.atomic
def seal_now(*, now: datetime) -> AuditSeal | None:
    """Close the block of all finished transactions since the last seal; None if there is nothing new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    upto_xid = _finished_before()
    last = AuditSeal.objects.order_by("-number").first()
    from_xid = last.upto_xid if last else 0
    lines, block_hash = _block(from_xid, upto_xid)
    if not lines:
        return None
    previous_hash = last.chain_hash if last else GENESIS
    number = last.number + 1 if last else 1
    chain_hash = _chain(previous_hash, number, from_xid, upto_xid, lines, block_hash)
    return AuditSeal.objects.create(
        number=number, sealed_at=now, from_xid=from_xid, upto_xid=upto_xid, lines=lines, block_hash=block_hash,
        previous_hash=previous_hash, chain_hash=chain_hash,
    )  # fmt: skip


def keep_outside(seal: AuditSeal, path: Path) -> None:
    """Append the seal to a file outside the database (in production: another account, append-only)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(
        {"number": seal.number, "chain_hash": seal.chain_hash, "sealed_at": seal.sealed_at.isoformat()}
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _breaks_in_chain() -> Iterator[tuple[AuditSeal, str | None]]:
    previous_hash, upto_xid, expected = GENESIS, 0, 1
    for seal in AuditSeal.objects.order_by("number").iterator():
        wrong = None
        if seal.number != expected or seal.previous_hash != previous_hash or seal.from_xid != upto_xid:
            wrong = f"seal {seal.number} does not follow seal {expected - 1}"
        elif (found := _block(seal.from_xid, seal.upto_xid)) != (seal.lines, seal.block_hash):
            wrong = f"seal {seal.number}: the lines it covers were changed ({found[0]} lines now, {seal.lines} sealed)"
        elif seal.chain_hash != _chain(
            previous_hash, seal.number, seal.from_xid, seal.upto_xid, seal.lines, seal.block_hash
        ):
            wrong = f"seal {seal.number}: its hash is wrong"
        yield seal, wrong
        previous_hash, upto_xid, expected = seal.chain_hash, seal.upto_xid, seal.number + 1


def verify(*, outside: Path | None = None) -> Verdict:
    """Recompute every seal from the lines; with `outside`, also compare with the seals kept there."""
    breaks: list[str] = []
    hashes: dict[int, str] = {}
    lines, upto_xid = 0, 0
    for seal, wrong in _breaks_in_chain():
        if wrong:
            breaks.append(wrong)
        hashes[seal.number], lines, upto_xid = seal.chain_hash, lines + seal.lines, seal.upto_xid
    if outside and outside.exists():
        for row in map(json.loads, outside.read_text(encoding="utf-8").splitlines()):
            if hashes.get(row["number"]) != row["chain_hash"]:
                breaks.append(f"seal {row['number']} kept outside is missing or different in the database")
    elif outside:
        breaks.append(f"no seals kept outside at {outside}")
    unsealed, _ = _block(upto_xid, 2**62)
    return Verdict(len(hashes), lines, unsealed, hashes[max(hashes)] if hashes else GENESIS, tuple(breaks))
