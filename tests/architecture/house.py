"""What the house forbids, as functions from a source text to a list of faults."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pumpurs"
LONGEST_FILE = 400
DRAWERS = {"utils", "helpers", "services", "common", "misc", "util", "helper", "shared", "tools"}
LEGAL_UNITS = ("_eur", "_hours", "_share", "_points", "_percent")
HARMLESS_NUMBERS = {"0", "1", "0.0", "1.0", "0.00", "0.01", "0.5", "100", "-1"}
LEGAL_IN_TEXT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:EUR\b|€|euro\b|eiro\b|hours?\b|stund)", re.IGNORECASE)
LANGUAGE_NAMES = {"Latviešu", "English", "Русский", "Українська", "LV", "EN", "RU", "UK", "РУ", "УК"}
BARE_ATTRIBUTES = {"required", "disabled", "checked", "readonly", "selected"}
BRAND = {"PuMPuRS", "demo", "OneRoster", "CSV", "XLSX", "PDF", "EUR"} | LANGUAGE_NAMES
SPOKEN_ATTRIBUTES = "title|alt|aria-label|aria-description|aria-roledescription|placeholder|label"


def files(*endings: str, under: Path = SOURCE) -> Iterator[Path]:
    """Our own files with these endings; nothing that others wrote or a program made."""
    for path in sorted(under.rglob("*")):
        if path.suffix in endings and not {"vendor", "__pycache__", "dist"} & set(path.parts):
            yield path


def place(path: Path) -> str:
    """The path as a person reads it."""
    return path.relative_to(ROOT).as_posix()


def hidden_imports(source: str) -> list[int]:
    """Lines with an import inside a function."""
    functions = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sorted(
        {
            inner.lineno
            for function in functions
            for inner in ast.walk(function)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def untyped_functions(source: str) -> list[str]:
    """Names of functions where a parameter or the answer has no type."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
            starred = [argument for argument in (given.vararg, given.kwarg) if argument is not None]
            bare = [a for a in named + starred if a.annotation is None and a.arg not in {"self", "cls"}]
            if bare or node.returns is None:
                found.append(node.name)
    return found


def legal_numbers(source: str) -> list[int]:
    """Lines where a number stands beside a name with a legal unit, or becomes money."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        for name, value in _named_values(node):
            if name.lower().endswith(LEGAL_UNITS) and _is_number(value):
                found.add(value.lineno)
        if (
            isinstance(node, ast.Call)
            and _name(node.func) in {"Decimal", "eur"}
            and node.args
            and _is_number(node.args[0])
        ):
            found.add(node.lineno)
    return sorted(found)


def legal_numbers_in_text(source: str) -> list[str]:
    """Amounts of money or hours written into a template."""
    return [found.group() for found in LEGAL_IN_TEXT.finditer(source)]


def clock_readings(source: str) -> list[int]:
    """Lines that read the time: `now()` of a clock's module, a day or moment made without being given one."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = _name(node.func.value)
            makes = node.func.attr in {"now", "today", "utcnow"} and owner in {"timezone", "datetime", "date"}
            if makes or (owner == "time" and node.func.attr == "time"):
                found.add(node.lineno)
        if isinstance(node, ast.Call) and _name(node.func) in {"localdate", "localtime"} and not node.args:
            found.add(node.lineno)
    return sorted(found)


def untranslated(template: str) -> list[str]:
    """Words a person reads that do not go through translation."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", "", template, flags=re.DOTALL)
    text = re.sub(r"{%\s*(blocktrans\w*)\b.*?{%\s*end\1\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    spoken = re.findall(rf"""\b(?:{SPOKEN_ATTRIBUTES})=["']([^"']*)""", text)
    seen = re.sub(r"""<[^>]*>|[\w-]+=(?:"[^"]*"|'[^']*')""", "\n", text)
    words = re.findall(r"[^\W\d_]{2,}", unescape("\n".join([seen, *spoken])))
    known = BRAND if "<" in template else BRAND | BARE_ATTRIBUTES  # a file without a tag is a piece of one
    return [word for word in words if word not in known]


def _named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield _name(target), node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield _name(node.target), node.value
    elif isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for one in sides:
            for other in sides:
                yield _name(one), other


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return False
    if isinstance(node.value, str):
        return bool(re.fullmatch(r"\d+([.]\d+)?", node.value)) and node.value not in HARMLESS_NUMBERS
    return isinstance(node.value, int | float) and str(node.value) not in HARMLESS_NUMBERS


def unnamed_refusals(source: str) -> list[int]:
    """Lines where a verb refuses without a name for it.

    A verb refuses by the step of a life or by `refuse_if`, with what named preconditions found; only inside `except`
    may it pass on what the database found.
    """
    tree = ast.parse(source)
    passed_on = {
        inner
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler)
        for inner in ast.walk(handler)
        if isinstance(inner, ast.Raise)
    }
    found = set()
    for node in ast.walk(tree):
        raises = isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node not in passed_on
        if raises and _name(node.exc.func) == "Refused":
            found.add(node.lineno)
        if isinstance(node, ast.Call) and _name(node.func) == "Reason":
            found.add(node.lineno)
    return sorted(found)


def eyes_opened_by_hand(source: str) -> list[int]:
    """Lines that raise the wall of a job inside somebody's transaction, where lowering it again can be forgotten."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and _name(node.func) == "raise_wall"
        and node.args
        and isinstance(node.args[0], ast.Call)
        and _name(node.args[0].func) == "job_viewer"
    )
