"""Four eyes over the steps of a sheet, told on plain values: who has put the own name to it since it was closed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pumpurs.values.roles import Role

PROVIDERS = frozenset(
    {Role.PROVIDER, Role.PLAN_AUTHOR, Role.HEAD}
)  # who gives support and closes the own month


def signed_since_closed(steps: Iterable[tuple[str, UUID]], account_id: UUID) -> bool:
    """Whether the account closed the sheet the last time, or approved it since. Steps with who took them, in order."""
    mine = False
    for step, who in steps:
        if step == "submit":
            mine = who == account_id
        elif step == "approve":
            mine = mine or who == account_id
    return mine
