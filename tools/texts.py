"""Texts for people: gathers them from code and templates, merges and compiles translations.

    python tools/texts.py --check      every text is translated, not fuzzy, not dead, its placeholders agree
    python tools/texts.py --update     add new texts, drop dead ones, merge locale/<language>/parts/*.po
    python tools/texts.py --compile    make the .mo files that are older than their source

No system gettext is needed. The English text is the key. Latvian must know every text; Russian and Ukrainian
those that families read.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "pumpurs"
LOCALE = ROOT / "locale"
EVERYTHING = ("",)
FAMILY = (
    "web/pages/family/",
    "web/pages/compensations/forms",
    "web/pages/consents/blank/",
    "web/frame/family",
    "web/frame/print",
    "web/components/field/",
    "web/components/language/",
    "web/components/progress/",
    "web/words/reasons/family",
    "web/words/semesters",
)
LANGUAGES = {"lv": EVERYTHING, "ru": FAMILY, "uk": FAMILY}
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PO_LINE = re.compile(r'\s*(?:#.*|(?:msg\w+(?:\[\d\])?\s+)?"(?:\\.|[^"\\])*")?\s*')
LATVIAN_HABITS = (  # what a machine can see of how the house speaks Latvian
    (re.compile(r"\bjū(s|su|sos)\b|\bjums\b"), "Jūs, Jūsu, Jums begin with a capital"),
    (re.compile(r"\bfail(s|a|u|am|ā|i|us|os|iem)\b", re.IGNORECASE), "a file is a datne"),
    (re.compile(r"\bdirektor(s|a|u|am|ā|i|us|os|iem|e|es|ei)\b", re.IGNORECASE), "a head is a vadītājs"),
    (re.compile(r"(?<!\.)\.\.(?!\.)|%\((day|today|since|until|due)\)s\.|(no|līdz|beidzas) %\((first|last)\)s\.(?!–)"),
     "a date ends in a full stop of its own"),
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def texts_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Every text of one Python file or template, with its context."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = f"(\n{templatize(source, origin=str(path))}\n)"  # in brackets indentation means nothing
    for _line, text, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield text, context


def wanted(folders: tuple[str, ...] = EVERYTHING, source: Path = SOURCE) -> Catalog:
    """A catalogue of every text in the folders, without translations."""
    catalog = Catalog()
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.suffix in {".py", ".html", ".txt"} and name.startswith(folders) and "/static/" not in name:
            for text, context in texts_of(path):
                catalog.add(text, context=context)
    return catalog


def main_file(language: str) -> Path:
    """The one file of translations into a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def parts(language: str) -> list[Path]:
    """Translations written beside it, not yet merged."""
    return sorted((LOCALE / language / "parts").glob("*.po"))


def known(language: str) -> Catalog:
    """What is translated: the main file and the parts."""
    catalog = Catalog(locale=language, project="PuMPuRS", fuzzy=False)
    for path in (main_file(language), *parts(language)):
        if path.exists():
            for message in _read(path, language):
                if message.id and (_is_full(message) or catalog.get(message.id, message.context) is None):
                    _put(catalog, message)
    return catalog


def problems(language: str) -> list[str]:
    """What is wrong with the translations into one language, a line each."""
    catalog = known(language)
    found = []
    texts = [message for message in wanted(LANGUAGES[language]) if message.id]
    for text in texts:
        message = catalog.get(text.id, text.context)
        if message is None or not _is_full(message):
            found.append(f"{language}: no translation of {_short(text)}")
        elif message.fuzzy:
            found.append(f"{language}: only a guess for {_short(text)}")
        elif not _placeholders_agree(message):
            found.append(f"{language}: the placeholders differ in {_short(text)}")
        elif language == "lv" and any("“" in one for one in _strings(message)):
            found.append(f"{language}: quotes open as „ in {_short(text)}")
        elif language == "lv":
            found += [f"lv: {say}, in {_short(text)}" for say in _against_habits(message)]
    asked = {(_key(text), text.context) for text in wanted() if text.id}
    dead = [message for message in catalog if message.id and (_key(message), message.context) not in asked]
    found += [f"{language}: nobody says {_short(message)} any more (run make texts)" for message in dead]
    return found


def _against_habits(message: Message) -> list[str]:
    return [say for habit, say in LATVIAN_HABITS if any(habit.search(one) for one in _strings(message))]


def update(language: str) -> list[str]:
    """Bring the main file up to date and take in the parts; the texts that still lack a translation."""
    catalog, fresh = known(language), Catalog(locale=language, project="PuMPuRS", fuzzy=False)
    for text in wanted(LANGUAGES[language]):
        if text.id:
            _put(fresh, catalog.get(text.id, text.context) or text)
    path = main_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f'"{line}\\n"\n' for line in (
        f"Language: {language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit", f"Plural-Forms: {fresh.plural_forms}",
    ))  # fmt: skip
    body = io.BytesIO()
    write_po(body, fresh, sort_output=True, no_location=True, omit_header=True, width=110)
    path.write_bytes(f'msgid ""\nmsgstr ""\n{head}\n'.encode() + body.getvalue())
    for part in parts(language):
        _keep_what_waits(part, language)
    return [_short(message) for message in fresh if message.id and not _is_full(message)]


def compile_language(language: str) -> bool:
    """Write the .mo file if its sources are newer; whether it was written."""
    target = main_file(language).with_suffix(".mo")
    sources = [path for path in (main_file(language), *parts(language)) if path.exists()]
    if not sources or (target.exists() and target.stat().st_mtime >= max(p.stat().st_mtime for p in sources)):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    with draft.open("wb") as file:
        write_mo(file, known(language))
    draft.replace(target)
    return True


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 if all is well."""
    parser = argparse.ArgumentParser(description="Gather, check, merge and compile the texts for people.")
    does = parser.add_mutually_exclusive_group(required=True)
    for name in ("check", "update", "compile"):
        does.add_argument(f"--{name}", action="store_true")
    chosen = parser.parse_args(arguments)
    found: list[str] = []
    try:
        for language in LANGUAGES:
            if chosen.update:
                found += [f"{language}: to translate: {text}" for text in update(language)]
            if chosen.check:
                found += problems(language)
            else:
                compile_language(language)
    except PoFileError as fault:
        found = [f"A translation file cannot be read: {fault}"]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found and not chosen.compile else 0


def _read(path: Path, language: str) -> Catalog:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not PO_LINE.fullmatch(line):
            raise PoFileError(f"{path.name}, line {number}: {line.strip()[:60]}", None, "", number)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _keep_what_waits(part: Path, language: str) -> None:
    """Leave in a merged part only what no code says yet: its page may still be on its way."""
    asked = {(_key(text), text.context) for text in wanted() if text.id}
    waiting = Catalog(locale=language, fuzzy=False)
    for message in _read(part, language):
        if message.id and (_key(message), message.context) not in asked:
            _put(waiting, message)
    if not len(waiting):
        part.unlink()
        return
    with part.open("wb") as file:
        write_po(file, waiting, no_location=True, omit_header=True, width=110)


def _put(catalog: Catalog, message: Message) -> None:
    catalog.delete(
        message.id, message.context
    )  # a catalogue never replaces what it has, not even an empty text
    catalog.add(message.id, message.string, context=message.context, flags=message.flags - {"python-format"})


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


def _key(message: Message) -> str:
    return _ids(message)[0]


def _is_full(message: Message) -> bool:
    return bool(_strings(message)) and all(_strings(message))


def _placeholders_agree(message: Message) -> bool:
    given = [set(PLACEHOLDER.findall(text)) for text in _ids(message)]
    answers = [set(PLACEHOLDER.findall(text)) for text in _strings(message)]
    if len(given) == 1:
        return answers == given
    return all(answer <= given[0] | given[1] for answer in answers) and answers[-1] == given[-1]


def _short(message: Message) -> str:
    text = " ".join(_key(message).split())
    return f'"{text[:77]}…"' if len(text) > 78 else f'"{text}"'


if not settings.configured:
    settings.configure(USE_I18N=True)
if __name__ == "__main__":
    sys.exit(main())
