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


Who = Callable[[Any, Any], bool]
Need = Callable[[Any], Reason | tuple[Reason, ...] | None]


@dataclass(frozen=True)
class Step:
    """One line of the table: `name`, the states it leaves, where it leads, who may, what must be true before.

    A `target` of None means that the verb decides among several (an approval chain); `take` is then given it.
    `bars` are statements about viewer and record that close the step although the role fits (four eyes).
    """

    name: str
    source: frozenset[StrEnum]
    target: StrEnum | None
    who: Who
    needs: tuple[Need, ...] = ()
    bars: tuple[Who, ...] = ()


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
        if not step.who(viewer, record):
            return (Reason(f"{self.name}.{step_name}.not_yours", {"rule": step.who.__name__}),)
        reasons = [
            Reason(f"{self.name}.{step_name}.{bar.__name__}") for bar in step.bars if bar(viewer, record)
        ]
        for need in step.needs:
            found = need(record)
            if isinstance(found, Reason):
                reasons.append(found)
            elif found:
                reasons.extend(found)
        return tuple(reasons)

    def may(self, step_name: str, record: Living, viewer: object) -> bool:
        """The viewer may try this step now: state and person fit (needs are told when it is tried)."""
        step = self.steps[step_name]
        fits = record.state in step.source and step.who(viewer, record)
        return fits and not any(bar(viewer, record) for bar in step.bars)

    def open_steps(self, record: Living, viewer: object) -> tuple[str, ...]:
        """Names of the steps whose button this viewer is shown."""
        return tuple(name for name in self.steps if self.may(name, record, viewer))

    def take(self, step_name: str, record: Living, viewer: object, *, target: StrEnum | None = None) -> None:
        """Take a step: the only writer of `state`. Raises Refused with every reason."""
        if reasons := self.reasons_against(step_name, record, viewer):
            raise Refused(*reasons)
        reached = self.steps[step_name].target or target
        if reached is None:
            raise ValueError(f"{self.name}.{step_name} needs a target")
        record.state = reached

    def mermaid(self) -> str:
        """The life-cycle as a Mermaid state diagram."""
        lines = [f"[*] --> {self.first}"]
        for step in self.steps.values():
            target = step.target or "next_of_chain"
            lines += [
                f"{state} --> {target}: {step.name} ({step.who.__name__})" for state in sorted(step.source)
            ]
        return "stateDiagram-v2\n  " + "\n  ".join(lines)


def life(name: str, *, first: StrEnum, steps: Iterable[Step]) -> Life:
    """A life-cycle from its table of steps."""
    return Life(name, first, {step.name: step for step in steps})
