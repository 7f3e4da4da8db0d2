"""Failpoints: the process dies where a tester asks for it, nowhere else, and never in production."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from pumpurs import settings as house
from pumpurs.foundation.failpoints import FAILPOINTS, reach

SOURCE = Path(house.__file__).parent


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    signals: list[int] = []
    monkeypatch.setattr(os, "kill", lambda process, number: signals.append(number))
    return signals


def test_the_process_dies_at_the_place_that_was_asked_for(killed: list[int], settings: Any) -> None:
    settings.FAILPOINT = "seed.before_commit:kill"

    reach("demo.before_commit")
    assert killed == []
    reach("seed.before_commit")
    assert killed == [signal.SIGKILL]


def test_nothing_dies_when_nobody_asked(killed: list[int]) -> None:
    for one in FAILPOINTS:
        reach(one.place)

    assert killed == []


def test_a_place_that_is_not_listed_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        reach("nowhere")


def test_every_listed_place_is_reached_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))

    assert [one.place for one in FAILPOINTS if f'reach("{one.place}")' not in code] == []
