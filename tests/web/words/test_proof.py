"""What the proof of sums compares is told in words, with one sentence on what to do."""

from __future__ import annotations

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import translation

from pumpurs.programme.compensations.queries.proof import STATEMENTS
from pumpurs.programme.compensations.queries.proof_places import (
    OF_ALLOWANCE,
    OF_BATCH,
    OF_CLAIM,
    OF_PAYMENT,
    Place,
)
from pumpurs.programme.reporting.models.statement import SUMS
from pumpurs.programme.reporting.queries import proof
from pumpurs.programme.reporting.queries.proof import Difference
from pumpurs.values.roles import Role
from pumpurs.web.words.proof import ACCOUNTS, MONEY, PREFIXES, key_of, told

COMPARED = {name for name, _statement in STATEMENTS}
COLUMNS = {"amount_eur", "paid_eur", "granted_eur"}  # of hours and of compensations, each of a key


def _said() -> tuple[set[str], set[str]]:
    """How the proof of accounting calls what it compares, and how its places begin."""
    whats, places = set(), set()
    tree = ast.parse(Path(proof.__file__).read_text(encoding="utf-8"))
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "same":
            where, what = call.args[:2]
            if isinstance(what, ast.Constant):
                whats.add(str(what.value))
            if isinstance(where, ast.JoinedStr) and isinstance(where.values[0], ast.Constant):
                places.add(str(where.values[0].value))
    return whats, places


def test_every_statement_of_the_proof_has_words_and_a_place() -> None:
    assert set(MONEY) == COMPARED
    assert OF_ALLOWANCE | OF_BATCH | OF_CLAIM | OF_PAYMENT == COMPARED


def test_everything_that_accounting_compares_has_words() -> None:
    whats, places = _said()

    assert {"kept sums", "taken back", "minutes"} <= whats
    assert {key_of(one)[0] for one in whats | set(SUMS) | COLUMNS} - set(ACCOUNTS) == set()
    assert {"sheet ", "drawn record ", "payment claim "} <= places
    assert places - {prefix for prefix, _words, _page in PREFIXES} == set()


@pytest.mark.parametrize("key", sorted(COMPARED))
def test_no_code_stands_on_the_page(key: str) -> None:
    place = Place(((("K-100010"), uuid4()),), payment=("PMP1N1", uuid4()))

    with translation.override("lv"):
        shown = told(Difference("PMP1N1", key, "0", "-30.00"), place, Role.PROGRAMME_MANAGER)

    assert key not in repr(shown)
    assert "_" not in shown.what + shown.advice + shown.where
    assert [called for called, _href in shown.links] == ["PMP1N1", "K-100010"]
    if key not in ("payment_of_claim", "settled_batch"):
        assert (shown.written, shown.found) == ("0,00\N{NO-BREAK SPACE}€", "−30,00\N{NO-BREAK SPACE}€")


def test_a_part_of_a_package_is_told_by_its_place_and_kind() -> None:
    one = Difference(
        "package 2026-10, Cēsu novads", "paid_eur of Priekuļu pamatskola, meals", "12.40", "none"
    )

    with translation.override("lv"):
        shown = told(one, None, Role.PROGRAMME_MANAGER)

    assert "2026. gada oktobris, Cēsu novads" in shown.where
    assert "meals" not in shown.what
    assert (shown.written, shown.found) == ("12,40\N{NO-BREAK SPACE}€", "nav")
