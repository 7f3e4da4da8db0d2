"""The laws of the house that import contracts cannot hold; each law is also seen to catch a planted fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import house

PYTHON = list(house.files(".py"))
OURS = (
    PYTHON
    + list(house.files(".py", under=house.ROOT / "tools"))
    + list(house.files(".py", under=house.ROOT / "tests"))
    + list(house.files(".py", under=house.ROOT / "bench"))
)
BELOW = {"values", "rulebook", "foundation", "programme", "analytics"}
EDGES = {"clock", "sealed", "files", "waiting", "failpoints"}
TEMPLATES = list(house.files(".html"))
PAGES = TEMPLATES + list(house.files(".css", ".js"))
# The demo invents people and amounts; migrations are made by a program; money knows what a column holds;
# the showcase of components shows samples.
LAWFUL = [
    path
    for path in PYTHON
    if not re.search("/migrations/|/jobs/demo|/values/money|/house/showcase/", path.as_posix())
]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_there_is_a_house_to_judge() -> None:
    assert len(PYTHON) > 20


def test_no_file_is_longer_than_400_lines() -> None:
    long = [house.place(path) for path in OURS + PAGES if len(read(path).splitlines()) > house.LONGEST_FILE]

    assert long == []


def test_no_import_is_hidden_in_a_function() -> None:
    hidden = {house.place(path): lines for path in OURS if (lines := house.hidden_imports(read(path)))}

    assert hidden == {}


def test_every_function_is_typed() -> None:
    untyped = {house.place(path): names for path in PYTHON if (names := house.untyped_functions(read(path)))}

    assert untyped == {}


def test_only_the_clock_reads_the_time() -> None:
    clocks = {house.place(path): lines for path in PYTHON if (lines := house.clock_readings(read(path)))}

    assert list(clocks) == ["src/pumpurs/foundation/clock.py"]


def test_below_pages_jobs_and_commands_only_the_edges_of_the_foundation_read_settings() -> None:
    below = [path for path in LAWFUL if path.relative_to(house.SOURCE).parts[0] in BELOW]

    assert {path.stem for path in below if "from django.conf import settings" in read(path)} == EDGES


def test_no_number_of_the_law_stands_in_code() -> None:
    numbers = {house.place(path): lines for path in LAWFUL if (lines := house.legal_numbers(read(path)))}

    assert numbers == {}


def test_no_number_of_the_law_stands_in_a_template() -> None:
    numbers = {
        house.place(path): found for path in TEMPLATES if (found := house.legal_numbers_in_text(read(path)))
    }

    assert numbers == {}


def test_nothing_is_kept_in_a_drawer_without_a_name() -> None:
    drawers = [
        house.place(path)
        for path in PYTHON
        if house.DRAWERS & {path.stem, *path.relative_to(house.SOURCE).parts}
    ]

    assert drawers == []


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("def f():\n    import os\n", [2]),
        ("async def f():\n    if x:\n        from a import b\n", [3]),
        ("class C:\n    import os\n", []),
        ("import os\n\n\ndef f(): ...\n", []),
    ],
)
def test_a_planted_hidden_import_is_caught(planted: str, caught: list[int]) -> None:
    assert house.hidden_imports(planted) == caught


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("def f(a) -> None: ...", ["f"]),
        ("def f(a: int): ...", ["f"]),
        ("def f(*, a) -> None: ...", ["f"]),
        ("def f(**a) -> None: ...", ["f"]),
        ("class C:\n    def f(self, a: int) -> None: ...", []),
    ],
)
def test_a_planted_untyped_function_is_caught(planted: str, caught: list[str]) -> None:
    assert house.untyped_functions(planted) == caught


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("timezone.now()", [1]),
        ("date.today()", [1]),
        ("datetime.now(UTC)", [1]),
        ("localdate()", [1]),
        ("time.time()", [1]),
        ("localdate(now)", []),
        ("clock.now()", []),
    ],
)
def test_a_planted_look_at_the_time_is_caught(planted: str, caught: list[int]) -> None:
    assert house.clock_readings(planted) == caught


@pytest.mark.parametrize(
    "planted",
    [
        "CAP_EUR = 30",
        "meals_eur: Decimal = 70",
        'cap = Decimal("35.00")',
        "if plan.preparation_hours > 6: ...",
        "if 0.1 < unexcused_share: ...",
        "grant(cap_eur=25)",
    ],
)
def test_a_planted_number_of_the_law_is_caught(planted: str) -> None:
    assert house.legal_numbers(planted) == [1]


@pytest.mark.parametrize(
    "harmless", ["left_eur = 0", 'Decimal("0.00")', "if left_eur < 0: ...", "timeout = 30", "rows = 50"]
)
def test_a_number_that_is_no_law_is_left_alone(harmless: str) -> None:
    assert house.legal_numbers(harmless) == []


def test_a_planted_amount_in_a_template_is_caught() -> None:
    assert house.legal_numbers_in_text("<p>Ne vairāk kā 30,00 EUR un 6 stundas</p>") == [
        "30,00 EUR",
        "6 stund",
    ]
