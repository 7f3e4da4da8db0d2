"""/plans/<id>/ — the plan to read."""

from __future__ import annotations

import pytest

from pumpurs.foundation.models import AuditLine
from pumpurs.programme.plans.actions import decide
from tests.database import as_owner
from tests.programme.plans.stage import GOAL, RISKS, Stage, approved, by, submitted, written
from tests.web.pages.plans.hands import browser_of, dead_links, text_of

READERS = ("anna", "head", "school_coordinator", "coordinator", "expert")


@pytest.mark.parametrize("name", READERS)
def test_everybody_in_reach_reads_goal_support_and_sum(home: Stage, name: str) -> None:
    answer = browser_of(getattr(home, name)).get(f"/plans/{written(home)}/")

    text = text_of(answer)
    assert all(
        part in text for part in ("Jānis Ozols", GOAL, "Matemātika", "Nokārtoti divi parādi.", "192,00")
    )
    assert RISKS["unexcused_absence"] in text
    assert (RISKS["special_needs"] in text) == (name in ("anna", "head"))
    assert dead_links(answer) == set()


def test_only_steps_that_are_open_have_a_button(home: Stage) -> None:
    plan_id = submitted(home)
    expected = {
        "anna": {"take_back", "suspend", "remove"}, "head": {"suspend", "remove"}, "coordinator": set(),
        "expert": set(), "school_coordinator": set(),
    }  # fmt: skip

    found = {}
    for name in expected:
        text = text_of(browser_of(getattr(home, name)).get(f"/plans/{plan_id}/"))
        steps = ("take_back", "revise", "suspend", "resume", "remove")
        found[name] = {step for step in steps if f"/plans/{plan_id}/change/{step}/" in text}
        assert (f"/plans/{plan_id}/decide/" in text) == (name == "head")

    assert found == expected


def test_an_approved_plan_tells_since_when_support_counts_and_offers_the_paper(home: Stage) -> None:
    plan_id = approved(home)

    text = text_of(browser_of(home.head).get(f"/plans/{plan_id}/"))

    assert "06.10.2026" in text
    assert f"/plans/{plan_id}/paper/" in text


def test_the_history_shows_reasons_and_notes(home: Stage) -> None:
    plan_id = submitted(home)
    decide.send_back(plan_id=plan_id, note="Skaidrāk par kavējumiem.", **by(home.head))

    text = text_of(browser_of(home.anna).get(f"/plans/{plan_id}/"))

    assert "Skaidrāk par kavējumiem." in text
    assert "Pēteris Kļava" in text


@pytest.mark.parametrize("name", ["stranger", "foreign_head", "foreign_coordinator", "head_of_liga"])
def test_another_institution_finds_nothing_and_the_attempt_is_logged(home: Stage, name: str) -> None:
    plan_id = written(home)

    answer = browser_of(getattr(home, name)).get(f"/plans/{plan_id}/")

    assert answer.status_code == 404
    assert "Ozols" not in text_of(answer)
    with as_owner():
        assert AuditLine.objects.filter(outcome="refused", action="plans/one").count() == 1


def test_what_somebody_wrote_is_text_and_never_markup(home: Stage) -> None:
    plan_id = submitted(home)
    decide.comment(plan_id=plan_id, line="goal", text="<script>alert(1)</script>", **by(home.head))

    html = browser_of(home.head).get(f"/plans/{plan_id}/").content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
