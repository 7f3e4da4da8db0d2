"""Every text is in Latvian and English; what families read, in Russian and Ukrainian too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture import house
from tools import texts

# The showcase of components shows samples in Latvian.
TEMPLATES = [path for path in house.files(".html") if "showcase" not in path.parts]
TABLES = sorted((house.SOURCE / "rulebook").rglob("*.toml"))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert texts.problems(language) == []


def test_templates_say_nothing_outside_translation() -> None:
    bare = {house.place(path): words for path in TEMPLATES if (words := house.untranslated(path.read_text()))}

    assert bare == {}


def test_every_name_in_the_rulebook_is_in_latvian_and_english() -> None:
    lacking = [
        f"{path.name}: {where}"
        for path in TABLES
        for where, name in names_in(tomllib.loads(path.read_text(encoding="utf-8")))
        if not {"lv", "en"} <= name.keys()
    ]

    assert TABLES
    assert lacking == []


def names_in(block: dict[str, object], where: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    for key, value in block.items():
        here = f"{where}.{key}".strip(".")
        if isinstance(value, dict):
            if {"lv", "en"} & value.keys():
                yield here, value
            else:
                yield from names_in(value, here)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from names_in(one, here)


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("<p>Plāns</p>", ["Plāns"]),
        ('<input placeholder="Vārds">', ["Vārds"]),
        ('<a title="{% translate "Plan" %}" class="wide">{{ plan.name }}</a>', []),
        ("{% blocktranslate trimmed %}Hello <b>you</b>{% endblocktranslate %}", []),
        ("{# a remark #}<style>body { color: red }</style>PuMPuRS &nbsp; 12", []),
        ("{% if a > b %}Jā{% endif %}", ["Jā"]),
    ],
)
def test_planted_bare_words_in_a_template_are_caught(planted: str, caught: list[str]) -> None:
    assert house.untranslated(planted) == caught


def test_a_planted_name_without_english_is_caught() -> None:
    block = tomllib.loads('[meals]\nname.lv = "Ēdināšana"\n[[meals.cap]]\nnote = {lv = "a", en = "b"}\n')

    assert [where for where, name in names_in(block) if "en" not in name] == ["meals.name"]
