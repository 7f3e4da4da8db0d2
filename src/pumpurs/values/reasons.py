"""Reasons (pamatojumi): why something cannot be done, as a code with values; words are made at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One reason. `code` is an address, `<room>.<step>.<reason>`; `place` names the field or line."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


class Refused(Exception):
    """A verb was refused; carries every reason at once, never just the first."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons
