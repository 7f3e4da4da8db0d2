"""Text and its ground keep the contrast of WCAG AA, by day and by night."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[3] / "src" / "pumpurs" / "web" / "static" / "src"
GROUNDS = ("page", "surface", "sunken", "hover")
SOFT = ("accent", "warm", "ok", "warn", "bad", "info", "plum")
PAIRS = (
    [(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "accent", "bad", "warm") for ground in GROUNDS]
    + [(tone, f"{tone}-soft") for tone in SOFT]
    + [(ink, f"{tone}-soft") for ink in ("ink", "ink-soft") for tone in SOFT]
    + [
        ("ink-faint", "accent-soft"),
        ("accent-deep", "accent-soft"),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
    ]
    + [("rail-ink", "rail"), ("rail-ink", "rail-raised"), ("rail-ink-soft", "rail"), ("surface", "warm")]
)
EDGES = [(edge, ground) for edge in ("line-strong", "focus") for ground in ("page", "surface")]


def tokens(name: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (SOURCES / name).read_text()))


THEMES = {"light": tokens("tokens.css"), "dark": tokens("dark.css")}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_on_its_ground(theme: str) -> None:
    colours = THEMES[theme]

    weak = {(ink, ground): round(contrast(colours[ink], colours[ground]), 2) for ink, ground in PAIRS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_fields_and_the_focus_are_visible(theme: str) -> None:
    colours = THEMES[theme]

    weak = {(edge, ground): round(contrast(colours[edge], colours[ground]), 2) for edge, ground in EDGES}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_both_themes_name_the_same_colours() -> None:
    assert set(THEMES["light"]) == set(THEMES["dark"])
