"""Generated pages: written once, found fresh, and found stale after the smallest change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import docs


def test_a_page_is_stale_after_the_smallest_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "DOCS", tmp_path)
    monkeypatch.setattr(docs, "PAGES", {"lifecycles.md": lambda: "one\n"})
    assert docs.main(["--check"]) == 1
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0

    (tmp_path / "lifecycles.md").write_text("two\n")

    assert docs.main(["--check"]) == 1
    assert "lifecycles.md" in capsys.readouterr().err


def test_every_life_of_the_programme_is_drawn() -> None:
    page = docs.lifecycles()

    assert all(f"## {life.name} ({room})" in page for room, life in docs.lives())
    assert page.count("stateDiagram-v2") == len(list(docs.lives()))


def test_what_must_be_true_before_a_step_stands_beside_the_drawing() -> None:
    page = docs.lifecycles().split("## plan (plans)")[1].split("\n## ")[0]
    approve = next(line for line in page.splitlines() if line.startswith("| approve |"))

    assert "Four eyes: one person approves a version at one level only" in approve
    assert "consent is signed and was not withdrawn" in approve
    assert "| take_back |" not in page  # who and from where stand in the drawing, nothing else is asked


def test_only_states_are_drawn() -> None:
    for _room, life in docs.lives():
        drawn = {
            side.strip()
            for line in life.mermaid().splitlines()[1:]
            for side in line.split(":")[0].split("-->")
        }
        states = {str(state) for state in type(life.first)}

        assert drawn <= {*states, "[*]"}, life.name
