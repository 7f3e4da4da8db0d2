"""Life-cycles as data: which step leads from which states to which, who may take it, what must be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from pumpurs.values.reasons import Reason, Refused


class Living(Protocol):
    """A record with a life: its `state` is written by `Life.take` and by nobody else."""

    state: str


Found = Reason | tuple[Reason, ...] | None
Who = Callable[[Any, Any], bool]
Need = Callable[[Any], Found]
Target = StrEnum | frozenset[StrEnum] | Mapping[StrEnum, frozenset[StrEnum]]

UNBORN = ""  # the state of a record that is only being made
STAYS = None  # the target of a step that leaves the state as it is


@dataclass(frozen=True)
class Step:
    """One line of the table: `name`, the states it leaves, where it leads, who may, what must be true before.

    Where several ways lead on, all of them are named (for each state it leaves, if they differ) and the verb tells
    `take` which one. `bars` are statements about viewer and record that close the step although the role fits
    (four eyes).
    """

    name: str
    source: frozenset[StrEnum] | frozenset[str]
    target: Target | None
    who: Who
    needs: tuple[Need, ...] = ()
    bars: tuple[Who, ...] = ()

    def ways(self, state: str) -> tuple[str, ...]:
        """The states that may follow `state` by this step, in order of their names."""
        if self.target is STAYS:
            return (state,)
        if isinstance(self.target, StrEnum):
            return (self.target,)
        several = (
            self.target if isinstance(self.target, frozenset) else self.target[_named(self.target, state)]
        )
        return tuple(sorted(several))


def _named(ways: Mapping[StrEnum, frozenset[StrEnum]], state: str) -> StrEnum:
    return next(one for one in ways if one == state)


@dataclass(frozen=True)
class Life:
    """A whole life-cycle: buttons, refusals, permissions and the diagram in the docs are read from it."""

    name: str
    first: StrEnum
    steps: Mapping[str, Step]

    def reasons_against(self, step_name: str, record: Living, viewer: object) -> tuple[Reason, ...]:
        """All reasons against a step at once; () if it is open."""
        step = self.steps[step_name]
        if record.state not in step.source:
            return (Reason(f"{self.name}.{step_name}.wrong_state", {"state": str(record.state)}),)
        if foreign := not_yours(f"{self.name}.{step_name}", step.who, viewer, record):
            return (foreign,)
        bars = self.bars_against(step_name, record, viewer)
        return (*bars, *_all(need(record) for need in step.needs))

    def bars_against(self, step_name: str, record: Living, viewer: object) -> tuple[Reason, ...]:
        """Why this viewer leaves a step, which state and role would allow, to a colleague; () otherwise."""
        step = self.steps[step_name]
        if record.state not in step.source or not step.who(viewer, record):
            return ()
        return tuple(
            Reason(f"{self.name}.{step_name}.{bar.__name__}") for bar in step.bars if bar(viewer, record)
        )

    def may(self, step_name: str, record: Living, viewer: object) -> bool:
        """The viewer may try this step now: state and person fit (needs are told when it is tried)."""
        step = self.steps[step_name]
        fits = record.state in step.source and step.who(viewer, record)
        return fits and not any(bar(viewer, record) for bar in step.bars)

    def left_to_others(self, record: Living, viewer: object) -> tuple[Reason, ...]:
        """Why this viewer leaves the next steps of this record to somebody else: every bar of every step."""
        return tuple(reason for name in self.steps for reason in self.bars_against(name, record, viewer))

    def open_steps(self, record: Living, viewer: object) -> tuple[str, ...]:
        """Names of the steps whose button this viewer is shown."""
        return tuple(name for name in self.steps if self.may(name, record, viewer))

    def take(self, step_name: str, record: Living, viewer: object, *, target: StrEnum | None = None) -> None:
        """Take a step: the only writer of `state`. Raises Refused with every reason.

        `target` only where several ways lead on; ValueError if it is none of them.
        """
        refuse_if(self.reasons_against(step_name, record, viewer))
        ways = self.steps[step_name].ways(record.state)
        if target is None and len(ways) > 1:
            raise ValueError(f"{self.name}.{step_name} needs a target: one of {', '.join(ways)}")
        if target is not None and target not in ways:
            raise ValueError(f"{self.name}.{step_name} leads to {', '.join(ways)}, not to {target}")
        record.state = target or ways[0]

    def mermaid(self) -> str:
        """The life-cycle as a Mermaid state diagram."""
        drawn = [
            f"{state or '[*]'} --> {after}: {step.name} ({step.who.__name__})"
            for step in self.steps.values()
            for state in sorted(step.source)
            for after in step.ways(state)
        ]
        if not any(UNBORN in step.source for step in self.steps.values()):
            drawn.insert(0, f"[*] --> {self.first}")
        return "stateDiagram-v2\n  " + "\n  ".join(drawn)


def life(name: str, *, first: StrEnum, steps: Iterable[Step]) -> Life:
    """A life-cycle from its table of steps."""
    return Life(name, first, {step.name: step for step in steps})


def _all(found: Iterable[Found]) -> tuple[Reason, ...]:
    told: list[Reason] = []
    for one in found:
        told += [one] if isinstance(one, Reason) else one or ()
    return tuple(told)


def refuse_if(*found: Found) -> None:
    """Raise Refused with every reason that was found, if any: how a verb asks named preconditions itself.

    Actions refuse by this and by `Life.take`, and by nothing else.
    """
    if reasons := _all(found):
        raise Refused(*reasons)


def not_yours(
    step: str, who: Callable[..., bool], viewer: object, *record: object, place: str = ""
) -> Reason | None:
    """The reason against a viewer whom the rule `who` does not allow `step` ("care.assign") with this record."""
    if who(viewer, *record):
        return None
    return Reason(f"{step}.not_yours", {"rule": who.__name__}, place)
