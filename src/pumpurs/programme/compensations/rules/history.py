"""The order of steps (pieprasījuma gaita) where several were taken at one moment: each goes on from the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, permutations

Told = Mapping[str, str | None]
MOST_AT_ONCE = 6  # more steps of one moment stay as they are: their orders would be too many to try


def one_after_another(steps: Sequence[Told]) -> tuple[Told, ...]:
    """Steps with `at`, `from_state` and `to_state`, ordered by `at`: of one moment each begins where the last ended."""
    found: list[Told] = []
    for _moment, taken in groupby(steps, key=lambda one: one["at"]):
        found += _chained(tuple(taken), found[-1]["to_state"] if found else None)
    return tuple(found)


def _chained(steps: tuple[Told, ...], before: str | None) -> tuple[Told, ...]:
    if 1 < len(steps) <= MOST_AT_ONCE:
        for order in permutations(steps):
            begins = before is None or order[0]["from_state"] == before
            pairs = pairwise(order)
            if begins and all(one["to_state"] == other["from_state"] for one, other in pairs):
                return order
    return steps
