"""Which payment, claim, batch or allowance a difference of the proof is about, so that it can be opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Batch, Claim, Payment
from pumpurs.programme.compensations.rules.claims import claim_code

OF_ALLOWANCE = frozenset({"ledger_of_allowance", "over_cap"})
OF_CLAIM = frozenset({"ledger_of_claim", "paid_claim", "payment_of_claim", "recovered"})
OF_BATCH = frozenset({"sum_of_batch", "settled_batch"})
OF_PAYMENT = frozenset(
    {
        "ledger_of_payment",
        "returned_payment",
        "returned_without_bank",
        "never_left_without_bank",
        "confirmed_without_bank",
        "moved_by_bank_alone",
    }
)
MOST_CLAIMS = 200


@dataclass(frozen=True)
class Place:
    """Records behind one difference, each with its number and id; `kind` and `period` are those of an allowance."""

    claims: tuple[tuple[str, UUID], ...] = ()
    payment: tuple[str, UUID] | None = None
    batch: tuple[int, UUID] | None = None
    kind: str = ""
    period: str = ""


def places_of(*, viewer: Viewer, found: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Place]:
    """The place of each difference (what, place) in the viewer's reach; what no record fits is left out."""
    pairs = frozenset(found)
    places = _allowances(viewer, [pair for pair in pairs if pair[0] in OF_ALLOWANCE])
    places |= _claims(viewer, [pair for pair in pairs if pair[0] in OF_CLAIM])
    batches = [pair for pair in pairs if pair[0] in OF_BATCH]
    if batches:
        rows = Batch.objects.visible_to(viewer).filter(
            number__in=[_number(place) for _what, place in batches]
        )
        ids = dict(rows.values_list("number", "id"))
        for what, place in batches:
            number = _number(place)
            if number in ids:
                places[what, place] = Place(batch=(number, ids[number]))
    payments = [pair for pair in pairs if pair[0] in OF_PAYMENT]
    if payments:
        paid = Payment.objects.visible_to(viewer).filter(reference__in=[place for _what, place in payments])
        columns = paid.values_list("reference", "id", "claim__number", "claim_id")
        told = {reference: (key, number, claim) for reference, key, number, claim in columns}
        for what, place in payments:
            if place in told:
                key, number, claim = told[place]
                places[what, place] = Place(((claim_code(number), claim),), payment=(place, key))
    return places


def _claims(viewer: Viewer, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Place]:
    if not pairs:
        return {}
    keys = [UUID(place) for what, place in pairs if what == "recovered"]
    numbers = [_number(place) for what, place in pairs if what != "recovered"]
    rows = Claim.objects.visible_to(viewer).filter(Q(number__in=numbers) | Q(pk__in=keys))
    told = {}
    for number, key in rows.values_list("number", "id"):
        told[str(number)] = told[str(key)] = Place(((claim_code(number), key),))
    return {pair: told[pair[1]] for pair in pairs if pair[1] in told}


def _allowances(viewer: Viewer, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Place]:
    """An allowance has no page: its claims do. The learner is not told, claims are read by number."""
    if not pairs:
        return {}
    wanted = {pair: (UUID(words[0]), words[1], words[2]) for pair in pairs for words in [pair[1].split(" ")]}
    rows = Claim.objects.visible_to(viewer).filter(learner_id__in=[one[0] for one in wanted.values()])
    rows = rows.exclude(granted_eur=0).order_by("number")[:MOST_CLAIMS]
    claims: dict[tuple[UUID, str, str], list[tuple[str, UUID]]] = {}
    for row in rows:
        of = claims.setdefault((row.learner_id, row.kind, row.period), [])
        of.append((claim_code(row.number), row.id))
    return {pair: Place(tuple(claims.get(one, ())), None, None, *one[1:]) for pair, one in wanted.items()}


def _number(place: str) -> int:
    return int(place) if place.isdigit() else 0
