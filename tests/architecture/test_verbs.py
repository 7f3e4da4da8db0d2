"""Verbs refuse by named preconditions, and eyes are opened in one place; each law catches a planted fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import house

PROGRAMME = house.SOURCE / "programme"
VERBS = [
    path for path in house.files(".py", under=PROGRAMME) if "actions" in path.parts or path.stem == "actions"
]
# What rests on an import is counted over its staged tables, by the same statements that undo it.
COUNTED_IN_SQL = {"learners/actions/roster_undo.py", "learners/actions/roster_moves.py"}
# The first wall of a request, before anybody is known; and a transaction of its own, from its first line on.
FIRST_WALLS = {"web/frame/viewer.py", "web/api/journals/speaking.py", "jobs/seed.py", "jobs/demo/__init__.py"}


def told(paths: list[Path], law: object, lawful: set[str], root: Path) -> dict[str, list[int]]:
    assert callable(law)
    rest = [path for path in paths if path.relative_to(root).as_posix() not in lawful]
    return {house.place(path): lines for path in rest if (lines := law(path.read_text(encoding="utf-8")))}


def test_a_verb_refuses_only_by_a_step_or_by_named_preconditions() -> None:
    assert len(VERBS) > 30
    assert told(VERBS, house.unnamed_refusals, COUNTED_IN_SQL, PROGRAMME) == {}


def test_eyes_are_opened_for_one_question_by_open_eyes_only() -> None:
    everywhere = list(house.files(".py"))

    assert told(everywhere, house.eyes_opened_by_hand, FIRST_WALLS, house.SOURCE) == {}


@pytest.mark.parametrize("lawful", sorted(COUNTED_IN_SQL))
def test_an_exception_that_is_needed_no_more_is_taken_off_the_list(lawful: str) -> None:
    assert house.unnamed_refusals((PROGRAMME / lawful).read_text(encoding="utf-8")) != []


@pytest.mark.parametrize("lawful", sorted(FIRST_WALLS))
def test_a_first_wall_that_is_gone_is_taken_off_the_list(lawful: str) -> None:
    assert house.eyes_opened_by_hand((house.SOURCE / lawful).read_text(encoding="utf-8")) != []


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ('raise Refused(Reason("plan.start.not_yours"))', [1]),
        ("if against:\n    raise Refused(*against)", [2]),
        ('found = [Reason("care.assign.nobody")]', [1]),
        ("refuse_if(consent_in_force(plan))", []),
        ('PLAN_LIFE.take("submit", plan, viewer)', []),
        (
            "try:\n    f()\nexcept IntegrityError as fault:\n    raise Refused(there_is_one(plan)) from fault",
            [],
        ),
        ("def g(reason: Reason) -> None: ...", []),
    ],
)
def test_a_planted_refusal_without_a_name_is_caught(planted: str, caught: list[int]) -> None:
    assert house.unnamed_refusals(planted) == caught


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ('raise_wall(job_viewer("looks"))', [1]),
        ('raise_wall(\n    job_viewer("reach"), patience=PATIENCE\n)', [1]),
        ("raise_wall(viewer)", []),
        ('with open_eyes(viewer, "looks"):\n    pass', []),
    ],
)
def test_a_planted_opening_of_eyes_is_caught(planted: str, caught: list[int]) -> None:
    assert house.eyes_opened_by_hand(planted) == caught
