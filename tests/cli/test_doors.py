"""The list of doors is the list of addresses: no page beside it, no line without a page."""

from __future__ import annotations

import json

import pytest

from pumpurs.cli import doors, main
from pumpurs.values.roles import Role


def test_the_doors_are_what_the_url_resolver_knows() -> None:
    listed = {(one.path, one.name) for one in doors.listed()}

    assert listed == {(path, pattern.name) for path, pattern in doors.routes()}
    assert len(listed) == len(doors.listed())


def test_every_door_says_thing_action_methods_and_known_roles() -> None:
    roles = {str(role) for role in Role}

    for one in doors.listed():
        assert one.thing, one.path
        assert one.action, one.path
        assert one.methods, one.path
        assert one.roles is None or (one.roles and set(one.roles) <= roles), one.path


def test_the_list_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["doors", "--json"])

    printed = json.loads(capsys.readouterr().out)
    assert status == 0
    health = next(one for one in printed if one["path"] == "health/live")
    assert (health["roles"], health["methods"]) == (None, ["GET", "HEAD"])


def test_the_page_of_the_docs_has_a_line_for_each() -> None:
    page = doors.page()

    assert all(f"| `/{one.path}` |" in page for one in doors.listed())
