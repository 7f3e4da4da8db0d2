"""The tool for texts: gathers, compares, merges and compiles, on a small project of its own."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tools import texts

CODE = 'from django.utils.translation import gettext as _\n\nNAME = _("Desk of %(name)s")\n'
PAGE = """{% load i18n %}
<h1>{% translate "Plans" %}</h1>
  {% blocktranslate count n=3 trimmed %}
    {{ n }} plan
  {% plural %}
    {{ n }} plans
  {% endblocktranslate %}
"""
WHOLE = """
msgid "Desk of %(name)s"
msgstr "%(name)s darba galds"

msgid "Plans"
msgstr "Plāni"

msgid "%(n)s plan"
msgid_plural "%(n)s plans"
msgstr[0] "%(n)s plāns"
msgstr[1] "%(n)s plāni"
msgstr[2] "%(n)s plānu"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "src"
    source.mkdir()
    (source / "desk.py").write_text(CODE)
    (source / "page.html").write_text(PAGE)
    monkeypatch.setattr(texts, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(texts, "LANGUAGES", {"lv": ("",)})
    monkeypatch.setattr(texts.wanted, "__defaults__", (("",), source))
    (tmp_path / "locale" / "lv" / "parts").mkdir(parents=True)
    return tmp_path


def write_part(project: Path, content: str) -> Path:
    part = project / "locale" / "lv" / "parts" / "desk.po"
    part.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' + content)
    return part


def test_texts_come_from_code_and_from_templates(project: Path) -> None:
    found = {texts._key(message) for message in texts.wanted() if message.id}

    assert found == {"Desk of %(name)s", "Plans", "%(n)s plan"}


def test_nothing_is_wrong_when_every_text_is_translated(project: Path) -> None:
    write_part(project, WHOLE)

    assert texts.problems("lv") == []


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('msgstr "Plāni"', 'msgstr ""', 'lv: no translation of "Plans"'),
        ('msgstr[2] "%(n)s plānu"', 'msgstr[2] ""', 'lv: no translation of "%(n)s plan"'),
        (
            "%(name)s darba galds",
            "%(vards)s darba galds",
            'lv: the placeholders differ in "Desk of %(name)s"',
        ),
        ('msgid "Plans"', '#, fuzzy\nmsgid "Plans"', 'lv: only a guess for "Plans"'),
        ('msgstr "Plāni"', 'msgstr "“Plāni”"', 'lv: quotes open as „ in "Plans"'),
    ],
)
def test_a_fault_in_a_translation_is_named(project: Path, written: str, instead: str, told: str) -> None:
    write_part(project, WHOLE.replace(written, instead))

    assert texts.problems("lv") == [told]


def test_a_translation_nobody_asks_for_is_named(project: Path) -> None:
    write_part(project, WHOLE + '\nmsgid "Old"\nmsgstr "Vecs"\n')

    assert texts.problems("lv") == ['lv: nobody says "Old" any more (run make texts)']


def test_update_merges_the_parts_and_drops_what_is_dead(project: Path) -> None:
    part = write_part(project, WHOLE)
    texts.main_file("lv").parent.mkdir()
    texts.main_file("lv").write_text('msgid "Old"\nmsgstr "Vecs"\n')

    left = texts.update("lv")

    assert left == []
    assert not part.exists()
    assert texts.problems("lv") == []
    assert "Vecs" not in texts.main_file("lv").read_text()


def test_update_keeps_a_translation_whose_page_is_still_to_come(project: Path) -> None:
    part = write_part(project, WHOLE + '\nmsgid "Soon"\nmsgstr "Drīz"\n')

    texts.update("lv")

    assert "Drīz" in part.read_text()
    assert "Plāni" not in part.read_text()
    (project / "src" / "soon.html").write_text('{% translate "Soon" %}')
    assert texts.problems("lv") == []


def test_a_part_fills_what_an_earlier_update_left_empty(project: Path) -> None:
    texts.update("lv")
    write_part(project, WHOLE)

    assert texts.update("lv") == []
    assert '"Plāni"' in texts.main_file("lv").read_text()


def test_update_lists_what_is_still_to_translate(project: Path) -> None:
    assert '"Plans"' in texts.update("lv")


def test_the_compiled_file_answers_in_latvian(project: Path) -> None:
    write_part(project, WHOLE)

    assert texts.compile_language("lv")
    assert not texts.compile_language("lv")

    with texts.main_file("lv").with_suffix(".mo").open("rb") as file:
        latvian = gettext.GNUTranslations(file)
    assert latvian.gettext("Plans") == "Plāni"
    assert latvian.ngettext("%(n)s plan", "%(n)s plans", 21) == "%(n)s plāns"


def test_a_broken_file_is_told_in_a_sentence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_part(project, 'msgid "Plans\nmsgstr "Plāni"\n')

    assert texts.main(["--check"]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "habit"),
    [
        ("Plāni gaida jūsu lēmumu", "capital"),
        ("Izvēlieties failu", "datne"),
        ("Direktors apstiprina", "vadītājs"),
        ("Spēkā līdz 18.12.2026..", "full stop"),
    ],
)
def test_latvian_that_the_house_does_not_speak_is_found(project: Path, said: str, habit: str) -> None:
    write_part(project, WHOLE.replace("Plāni", said))

    assert [line for line in texts.problems("lv") if habit in line]


def test_latvian_of_the_house_and_three_dots_are_left_alone(project: Path) -> None:
    write_part(project, WHOLE.replace("Plāni", "Plāni gaida Jūsu datni ..."))

    assert texts.problems("lv") == []
