"""Every code that the source can refuse with has a sentence: nobody reads a code.

Codes are found in the syntax of the source: as they stand, put together of names that have one value, and put together
of what a function is given wherever it is called.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

import pumpurs
from pumpurs.values.reasons import Reason
from pumpurs.web.words import REASONS, in_words

SOURCE = Path(pumpurs.__file__).parent
Function = ast.FunctionDef
Template = tuple[str, ...]  # parts of a code; a part that begins with "<" is an argument of the function


@dataclass
class Maker:
    """A function that makes reasons of what it is given."""

    file: Path
    node: Function
    templates: set[Template] = field(default_factory=set)

    @property
    def arguments(self) -> list[str]:
        return [
            one.arg for one in (*self.node.args.posonlyargs, *self.node.args.args, *self.node.args.kwonlyargs)
        ]


@cache
def trees() -> dict[Path, ast.Module]:
    files = (file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def constants() -> dict[str, str]:
    """Names of modules that stand for one text, wherever they are imported."""
    found: dict[str, set[str]] = {}
    for tree in trees().values():
        for node in tree.body:
            if not isinstance(node, ast.Assign):
                continue
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for name, value in pairs:
                    if (
                        isinstance(name, ast.Name)
                        and isinstance(value, ast.Constant)
                        and isinstance(value.value, str)
                    ):
                        found.setdefault(name.id, set()).add(value.value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def templates_of(code: ast.expr, arguments: list[str]) -> set[Template]:
    """The codes that an expression can be; none where it is made of what nothing here tells."""
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        return {(code.value,)}
    if isinstance(code, ast.IfExp):
        return templates_of(code.body, arguments) | templates_of(code.orelse, arguments)
    if isinstance(code, ast.Name):
        if code.id in arguments:
            return {(f"<{code.id}",)}
        return {(constants()[code.id],)} if code.id in constants() else set()
    if isinstance(code, ast.FormattedValue):
        return templates_of(code.value, arguments)
    if isinstance(code, ast.JoinedStr):
        parts = [templates_of(one, arguments) for one in code.values]
        return {tuple(part for one in choice for part in one) for choice in product(*parts)}
    return set()


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            yield getattr(one.func, "id", getattr(one.func, "attr", "")), one


def given(call: ast.Call, maker: Maker, name: str) -> ast.expr | None:
    for word in call.keywords:
        if word.arg == name:
            return word.value
    place = maker.arguments.index(name) - (maker.arguments[:1] in (["self"], ["cls"]))
    return call.args[place] if place < len(call.args) else None


def filled(template: Template, call: ast.Call, maker: Maker, arguments: list[str]) -> set[Template]:
    choices: list[set[Template]] = []
    for part in template:
        if not part.startswith("<"):
            choices.append({(part,)})
            continue
        value = given(call, maker, part[1:])
        choices.append(templates_of(value, arguments) if value is not None else set())
    return {tuple(part for one in choice for part in one) for choice in product(*choices)}


@cache
def codes() -> frozenset[str]:
    """Every code that can be told from the source."""
    makers = [
        Maker(file, node)
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]
    whole: set[str] = set()

    def keep(maker: Maker | None, found: set[Template]) -> bool:
        grown = False
        for one in found:
            if not any(part.startswith("<") for part in one):
                whole.add("".join(one))
            elif maker is not None and one not in maker.templates:
                maker.templates.add(one)
                grown = True
        return grown

    for maker in makers:
        for name, call in calls(maker.node):
            if name == "Reason" and call.args:
                keep(maker, templates_of(call.args[0], maker.arguments))
    grown = True
    while grown:
        grown = False
        by_name: dict[str, list[Maker]] = {}
        for maker in makers:
            if maker.templates:
                by_name.setdefault(maker.node.name, []).append(maker)
        for maker in makers:
            for name, call in calls(maker.node):
                for called in by_name.get(name, ()):
                    if called.file == maker.file or not name.startswith("_"):
                        for template in tuple(called.templates):
                            grown |= keep(maker, filled(template, call, called, maker.arguments))
    return frozenset(whole)


def test_every_code_of_the_source_has_its_sentence() -> None:
    silent = {
        code for code in codes() if code not in REASONS and f"*.{code.rsplit('.', 1)[-1]}" not in REASONS
    }

    assert silent == set()


def test_codes_are_found_wherever_they_are_put_together() -> None:
    assert {
        "money.not_an_amount",
        "bank_statement.read.no_amount",  # by a function of the file
        "bank_statement.take.granted_it",  # of the name of a step, in another file
        "bank_statement.take.of_the_own_family",  # by two functions and a constant
        "claim.check.told_the_account_herself",
    } <= codes()
    assert len(codes()) > 450


def test_a_code_without_a_sentence_would_be_told_as_a_code() -> None:
    assert "x.y" in in_words(Reason("x.y"))
