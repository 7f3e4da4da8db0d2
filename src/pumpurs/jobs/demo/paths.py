"""How far a plan has come: the steps that led there, by state and by the length of the approval chain."""

from __future__ import annotations

from dataclasses import dataclass

from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.plans.permissions import STATE_OF_LEVEL

AT_LEVEL = {str(role): state for role, state in STATE_OF_LEVEL.items()}
GAPS = {"submit": (1, 8), "approve": (1, 6), "send_back": (1, 4), "revise": (8, 25), "suspend": (10, 30)}
CURRENT = (
    ("approved", 700), ("draft", 75), ("at_head", 40), ("at_municipality", 42), ("at_agency", 52),
    ("returned", 14), ("under_revision", 28), ("suspended", 17), ("refused", 7), ("removed", 5), ("again", 20),
)  # fmt: skip
PAST = (("closed", 900), ("evaluated", 0), ("refused", 14), ("removed", 9), ("suspended", 9), ("again", 68))
LAST = (
    ("closed", 560),
    ("evaluated", 320),
    ("refused", 12),
    ("removed", 8),
    ("suspended", 10),
    ("again", 90),
)
"""In the small country every state comes up soon, again and again."""
ROUND = (
    "approved", "at_head", "draft", "at_agency", "approved", "returned", "at_municipality", "approved", "draft",
    "approved", "under_revision", "at_head", "approved", "suspended", "at_municipality", "approved", "again",
    "at_agency", "refused", "approved", "draft", "returned", "approved", "removed", "at_head",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One decision: its name, who takes it, from which state to which, in which version."""

    name: str
    by: str
    before: str
    after: str
    version: int


@dataclass(frozen=True)
class Path:
    """All decisions so far and the state they led to. `from_version`: the text differed before this version."""

    steps: tuple[Step, ...]
    state: str
    version: int


def path_to(goal: str, chain: tuple[str, ...], draws: Draws) -> Path:
    """The way to a goal of the tables above; `chain` are the roles that approve."""
    if goal == "at_municipality" and len(chain) < 3:
        goal = "at_agency"
    if goal == "draft":
        return Path((), "draft", 1)
    walk = _Walk(chain)
    walk.submit("draft", 1)
    if goal == "returned":
        walk.send_back(draws.number(0, len(chain) - 1), 1)
        return walk.arrived(1)
    if goal in {"refused", "removed"}:
        walk.out(goal, draws.number(0, len(chain) - 1))
        return walk.arrived(1)
    if goal in AT_LEVEL.values():
        walk.approve_up_to(goal, 1)
        return walk.arrived(1)
    version = 1
    if goal == "again":
        walk.send_back(draws.number(0, len(chain) - 1), 1)
        walk.submit("draft", 2)
        version = 2
    walk.approve_up_to("approved", version)
    if goal == "under_revision":
        walk.add("revise", "author", "approved", "under_revision", version := version + 1)
    if goal == "suspended":
        walk.add("suspend", "author", "approved", "suspended", version)
    return walk.arrived(version)


class _Walk:
    def __init__(self, chain: tuple[str, ...]) -> None:
        self._levels = [(role, AT_LEVEL[role]) for role in chain]
        self._steps: list[Step] = []
        self._state = "draft"

    def add(self, name: str, by: str, before: str, after: str, version: int) -> None:
        self._steps.append(Step(name, by, before, after, version))
        self._state = after

    def submit(self, before: str, version: int) -> None:
        self.add("submit", "author", before, self._levels[0][1], version)

    def approve_up_to(self, goal: str, version: int) -> None:
        for number, (role, state) in enumerate(self._levels):
            if state == goal:
                return
            last = number + 1 == len(self._levels)
            self.add("approve", role, state, "approved" if last else self._levels[number + 1][1], version)

    def send_back(self, level: int, version: int) -> None:
        role, state = self._levels[level]
        self.approve_up_to(state, version)
        self.add("send_back", role, state, "draft", version)

    def out(self, goal: str, level: int) -> None:
        role, state = self._levels[level]
        self.approve_up_to(state, 1)
        if goal == "refused":
            self.add("refuse", role, state, "inactive", 1)
        else:
            self.add("remove", "author", state, "inactive", 1)

    def arrived(self, version: int) -> Path:
        return Path(tuple(self._steps), self._state, version)
