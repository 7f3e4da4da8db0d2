"""The life of a monthly sheet (DLUV) as one table. Source: programme FAQ on monthly sheets"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Sheet
from pumpurs.programme.work.permissions import (
    STATE_OF_LEVEL,
    approved_a_level_before,
    approver_of_some_level,
    approver_of_this_level,
    checks_the_month,
    closes_the_month,
    gives_support,
    head_of_this_institution,
    head_or_programme,
    own_sheet,
    sends_the_month,
)
from pumpurs.programme.work.preconditions import (
    its_sessions_uncorrected,
    position_of_the_rulebook,
    says_why,
    something_was_done,
)
from pumpurs.rulebook import sheet_chains
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import Role


class SheetState(StrEnum):
    """Where a monthly sheet is on its way."""

    OPEN = "open"  # ievadīšanā
    AT_HEAD = "at_head"  # pie iestādes vadītāja
    AT_MUNICIPALITY = "at_municipality"  # pie pašvaldības koordinatora
    AT_AGENCY = "at_agency"  # dienestā
    APPROVED = "approved"  # apstiprināta
    SENT = "sent"  # nosūtīta


S = SheetState
WAITING = frozenset({S.AT_HEAD, S.AT_MUNICIPALITY, S.AT_AGENCY})
UNDER_WAY = WAITING | {S.OPEN}  # not approved to the end
CLOSED = frozenset(S) - {S.OPEN}
NOT_SENT = frozenset(S) - {S.SENT}


def levels_of(chain: Sequence[Role]) -> list[SheetState]:
    """The states in which a sheet waits along a chain, and what it is after the last."""
    return [*(SheetState(STATE_OF_LEVEL[role]) for role in chain), S.APPROVED]


def _all_chains() -> list[Sequence[Role]]:
    tables = (sheet_chains.table().rules, sheet_chains.table().own_of_head)
    return [one.roles for rules in tables for chains in rules.values() for one in chains]


def _ways() -> Mapping[StrEnum, frozenset[StrEnum]]:
    ways: dict[StrEnum, set[StrEnum]] = defaultdict(set)
    for chain in _all_chains():
        for level, following in pairwise(levels_of(chain)):
            ways[level].add(following)
    return {level: frozenset(following) for level, following in ways.items()}


FIRST_LEVELS: frozenset[StrEnum] = frozenset(levels_of(chain)[0] for chain in _all_chains())

SHEET_LIFE = life(
    "sheet",
    first=S.OPEN,
    steps=[
        Step("open", frozenset({UNBORN}), S.OPEN, closes_the_month),
        Step("record", frozenset({S.OPEN}), STAYS, gives_support),
        Step("take_out", frozenset({S.OPEN}), STAYS, closes_the_month),
        Step("correct", frozenset({S.OPEN}), STAYS, closes_the_month),
        Step("prepare", frozenset({S.OPEN}), STAYS, gives_support),
        Step("submit", frozenset({S.OPEN}), FIRST_LEVELS, closes_the_month, (something_was_done,)),
        Step("recall", frozenset({S.AT_HEAD}), S.OPEN, gives_support),
        Step(
            "set_position",
            frozenset({S.AT_HEAD}),
            STAYS,
            head_of_this_institution,
            (position_of_the_rulebook, its_sessions_uncorrected),
            bars=(own_sheet,),
        ),
        Step(
            "approve",
            WAITING,
            _ways(),
            approver_of_this_level,
            bars=(own_sheet, approved_a_level_before),
        ),
        Step("send_back", WAITING, S.OPEN, approver_of_this_level, (says_why,), bars=(own_sheet,)),
        Step(
            "take_back",
            frozenset({S.AT_MUNICIPALITY, S.AT_AGENCY, S.APPROVED}),
            S.OPEN,
            approver_of_some_level,
            (says_why,),
            bars=(own_sheet,),
        ),
        Step("send", frozenset({S.APPROVED}), S.SENT, sends_the_month),
        Step(
            "ask_correction",
            frozenset({S.SENT}),
            STAYS,
            head_or_programme,
            (says_why,),
            bars=(own_sheet,),
        ),
        Step("give_back", frozenset({S.SENT}), S.APPROVED, checks_the_month),
    ],
)


def after(state: SheetState, chain: Sequence[Role]) -> SheetState:
    """The state after `state` along a chain; the first level after the sheet was open."""
    levels = levels_of(chain)
    return levels[0] if state == S.OPEN else levels[levels.index(state) + 1]


def against_each(step: str, sheets: Iterable[Sheet], viewer: Viewer) -> tuple[Reason, ...]:
    """The reasons against taking a step with several sheets, each at the place "sheet:<id>"."""
    return tuple(
        replace(reason, place=f"sheet:{sheet.id}")
        for sheet in sheets
        for reason in SHEET_LIFE.reasons_against(step, sheet, viewer)
    )
