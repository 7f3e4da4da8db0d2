"""/plans/<id>/write/ — the plan as its authors write it."""

from __future__ import annotations

import pytest
from django.test import Client

from pumpurs.programme.plans.actions import decide
from pumpurs.rulebook import risks
from tests.programme.plans.stage import GOAL, RISKS, TODAY, Stage, by, started, submitted, written
from tests.web.pages.plans.hands import browser_of, dead_links, text_of


def test_every_section_and_every_risk_of_the_catalogue_is_there(home: Stage, anna: Client) -> None:
    text = text_of(anna.get(f"/plans/{started(home)}/write/"))

    assert all(f'id="{part}"' in text for part in ("consent", "goal", "consulted", "risks", "measures"))
    assert all(f'name="level-{factor.key}"' in text for factor in risks.factors_on(TODAY))


def test_what_is_written_stands_in_its_fields(home: Stage, anna: Client) -> None:
    text = text_of(anna.get(f"/plans/{written(home)}/write/"))

    assert f">{GOAL}</textarea>" in text
    assert all(f">{why}</textarea>" in text for why in RISKS.values())
    assert 'value="family" checked' in text
    assert 'name="level-unexcused_absence" value="2" checked' in text
    assert 'name="level-paid_work" value="0" checked' in text


def test_no_link_into_the_page_leads_nowhere(home: Stage, anna: Client) -> None:
    assert dead_links(anna.get(f"/plans/{written(home)}/write/")) == set()


def test_an_approvers_comments_stand_on_their_lines_and_are_listed_on_top(home: Stage, anna: Client) -> None:
    plan_id = submitted(home)
    for line in ("goal", "consulted", "risk:unexcused_absence"):
        decide.comment(plan_id=plan_id, line=line, text=f"Par {line}.", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))

    text = text_of(anna.get(f"/plans/{plan_id}/write/"))

    for line in ("goal", "consulted", "risk:unexcused_absence"):
        assert text.count(f"Par {line}.") == 2, (
            line
        )  # on its line, and in the list of what waits for an answer


def test_a_submitted_plan_is_only_read(home: Stage, anna: Client) -> None:
    plan_id = submitted(home)

    assert anna.get(f"/plans/{plan_id}/write/")["Location"] == f"/plans/{plan_id}/"


@pytest.mark.parametrize(("name", "status"), [("head", 403), ("manager", 403), ("stranger", 404)])
def test_others_do_not_open_it(home: Stage, name: str, status: int) -> None:
    plan_id = started(home)

    assert browser_of(getattr(home, name)).get(f"/plans/{plan_id}/write/").status_code == status


def test_asking_costs_no_more_queries_with_a_full_plan(
    home: Stage, anna: Client, django_assert_max_num_queries: object
) -> None:
    plan_id = written(home)
    anna.get(f"/plans/{plan_id}/write/")

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        anna.get(f"/plans/{plan_id}/write/")


def test_what_is_missing_is_said_once(home: Stage, anna: Client) -> None:
    answer = anna.post(f"/plans/{started(home)}/submit/")

    assert answer.status_code == 422
    assert text_of(answer).count('class="errors"') == 1
