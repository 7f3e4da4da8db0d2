"""Drawing a sample (pārbaudes izlase): the same seed and the same population always give the same records.

Each record gets its own number from the hash of seed and record, so that neither order nor platform matters. The
weighted draw takes records without putting them back, likelier the greater their weight (Efraimidis, Spirakis 2006).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from uuid import UUID

from pumpurs.rulebook import sample_weights

RANDOM, WEIGHTED = "random", "weighted"
WAYS = (RANDOM, WEIGHTED)
SHEET, CLAIM = "sheet", "claim"
HUNDRED_EUR = 100
_EXACT = Context(prec=40)


@dataclass(frozen=True)
class Record:
    """One sheet or claim that may be drawn, and what counts for its weight: money and its handling, nothing else."""

    kind: str
    id: UUID
    amount_eur: Decimal
    was_returned: bool = False
    was_corrected: bool = False

    def written(self, weight: int) -> str:
        """The record as the population's hash reads it."""
        return f"{self.kind}:{self.id}:{self.amount_eur}:{weight}"


@dataclass(frozen=True)
class Drawn:
    """A drawn record, its weight, and its place in the draw from 1."""

    record: Record
    weight: int
    place: int


def weight_of(record: Record, day: date) -> int:
    """How much likelier a record is drawn, by the rulebook's weights of the day of the draw."""
    weight = sample_weights.weight_on("every_record", day)
    hundreds = int(abs(record.amount_eur)) // HUNDRED_EUR
    weight += hundreds * sample_weights.weight_on("each_full_hundred_eur", day)
    if record.was_returned:
        weight += sample_weights.weight_on("package_was_returned", day)
    if record.was_corrected:
        weight += sample_weights.weight_on("corrected_later", day)
    return weight


def population_sha256(records: Iterable[Record], day: date) -> str:
    """The hash of who could be drawn, with weights; the order in which they come does not matter."""
    lines = sorted(record.written(weight_of(record, day)) for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def drawn(records: Collection[Record], *, way: str, seed: str, size: int, day: date) -> tuple[Drawn, ...]:
    """At most `size` records, in the order of the draw; every record at most once."""
    weights = {record: weight_of(record, day) if way == WEIGHTED else 1 for record in records}
    ordered = sorted(records, key=lambda one: (_turn(one, weights[one], seed), str(one.id)))
    return tuple(
        Drawn(record, weight_of(record, day), place) for place, record in enumerate(ordered[:size], 1)
    )


def _turn(record: Record, weight: int, seed: str) -> Decimal:
    """The smaller, the sooner it is drawn: −ln(u)/weight of a number u between 0 and 1 that only the hash knows."""
    digest = hashlib.sha256(f"{seed}:{record.kind}:{record.id}".encode()).digest()
    share = _EXACT.divide(Decimal(int.from_bytes(digest[:16]) + 1), Decimal(2**128 + 1))
    return _EXACT.divide(-_EXACT.ln(share), Decimal(max(1, weight)))
