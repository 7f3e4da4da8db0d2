"""/plans/<id>/risks/<group>/ — the judged risks of one group."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.programme.plans.models import RiskJudgement
from pumpurs.rulebook import risks
from tests.database import as_owner
from tests.programme.plans.stage import TODAY, Stage, started
from tests.web.pages.plans.hands import GENERAL, PART, all_of, reasons_on, text_of, value_of

GROUP = risks.factor(GENERAL).group
OTHER = next(factor.key for factor in risks.factors_of(GROUP, TODAY) if factor.key != GENERAL)


def line(factor: str, level: str, why: str, revision: str = "0", **more: str) -> dict[str, str]:
    return {f"level-{factor}": level, f"why-{factor}": why, f"revision-{factor}": revision} | {
        f"{name}-{factor}": value for name, value in more.items()
    }


def stored(plan_id: UUID, factor: str = GENERAL) -> tuple[int, str]:
    with as_owner():
        row = RiskJudgement.objects.get(plan_id=plan_id, factor=factor)
    return row.level, row.reason


def url(plan_id: UUID) -> str:
    return f"/plans/{plan_id}/risks/{GROUP}/"


def seen_on(client: Client, plan_id: UUID, factor: str) -> dict[str, str]:
    """The hidden fields of a risk as the browser has them after opening the page."""
    opened = client.get(f"/plans/{plan_id}/write/")
    return {name: value_of(opened, f"{name}-{factor}") for name in ("revision", "seen")}


def test_saved_it_leads_back_to_its_group(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(url(plan_id), line(GENERAL, "2", "Kavē."))

    assert answer["Location"] == f"/plans/{plan_id}/write/#risks-{GROUP}"
    assert stored(plan_id) == (2, "Kavē.")


def test_the_rest_of_the_group_is_judged_none_by_one_button(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    anna.post(url(plan_id), line(GENERAL, "2", "Kavē.") | {"rest": "none"})

    with as_owner():
        levels = dict(RiskJudgement.objects.values_list("factor", "level"))
    assert levels == {f.key: 2 if f.key == GENERAL else 0 for f in risks.factors_of(GROUP, TODAY)}


def test_saved_as_a_part_each_line_gets_its_revision(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(url(plan_id), line(GENERAL, "2", "Kavē.") | line(OTHER, "0", ""), headers=PART)

    assert value_of(answer, f"revision-{GENERAL}") == value_of(answer, f"revision-{OTHER}") == "1"
    again = anna.post(url(plan_id), line(GENERAL, "3", "Kavē vairāk.", "1"), headers=PART)
    assert (again.status_code, stored(plan_id)) == (200, (3, "Kavē vairāk."))


def test_text_without_a_level_is_told_and_not_dropped_in_silence(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(url(plan_id), {f"why-{GENERAL}": "Kavē jau mēnesi."})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.write.no_level"])
    assert ">Kavē jau mēnesi.</textarea>" in text_of(answer)


@pytest.mark.parametrize("level", ["4", "-1", "x", "2 OR 1=1"])
def test_a_level_that_is_none_of_the_rulebooks_is_not_saved(home: Stage, anna: Client, level: str) -> None:
    plan_id = started(home)

    answer = anna.post(url(plan_id), {f"level-{GENERAL}": level})

    assert answer.status_code == 302
    with as_owner():
        assert not RiskJudgement.objects.exists()


def test_a_clash_keeps_both_texts_and_the_level_typed(home: Stage, anna: Client, ieva: Client) -> None:
    plan_id = started(home)
    ieva.post(url(plan_id), line(GENERAL, "1", "Ievas."))
    before = all_of(plan_id)

    answer = anna.post(url(plan_id), line(GENERAL, "3", "Annas."))

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.write.changed_meanwhile"])
    assert "Ievas." in text_of(answer)
    assert ">Annas.</textarea>" in text_of(answer)
    assert f'name="level-{GENERAL}" value="3" checked' in text_of(answer)
    assert value_of(answer, f"revision-{GENERAL}") == "1"
    assert all_of(plan_id) == before


def test_whoever_writes_in_another_line_does_not_overwrite_a_neighbours_work(
    home: Stage, anna: Client, ieva: Client
) -> None:
    plan_id = started(home)
    anna.post(url(plan_id), line(GENERAL, "1", "Sākums."))
    hidden = seen_on(anna, plan_id, GENERAL)
    ieva.post(url(plan_id), line(GENERAL, "3", "Ievas.", "1"))

    answer = anna.post(
        url(plan_id), line(GENERAL, "1", "Sākums.", **hidden) | line(OTHER, "2", "Annas."), headers=PART
    )

    assert answer.status_code == 200
    assert stored(plan_id) == (3, "Ievas.")
    assert stored(plan_id, OTHER) == (2, "Annas.")


def test_after_a_clash_as_a_part_theirs_stands_until_the_line_is_written_again(
    home: Stage, anna: Client, ieva: Client
) -> None:
    plan_id = started(home)
    ieva.post(url(plan_id), line(GENERAL, "1", "Ievas."))

    clash = anna.post(url(plan_id), line(GENERAL, "3", "Annas."), headers=PART)
    hidden = {name: value_of(clash, f"{name}-{GENERAL}") for name in ("revision", "seen")}
    assert (clash.status_code, "Ievas." in text_of(clash)) == (422, True)
    anna.post(url(plan_id), line(GENERAL, "3", "Annas.", **hidden) | line(OTHER, "0", ""), headers=PART)
    assert stored(plan_id) == (1, "Ievas.")
    anna.post(url(plan_id), line(GENERAL, "3", "Ievas. Annas.", **hidden), headers=PART)

    assert stored(plan_id) == (3, "Ievas. Annas.")


def test_what_was_saved_can_be_taken_back_to_what_stood_before(home: Stage, anna: Client) -> None:
    plan_id = started(home)
    anna.post(url(plan_id), line(GENERAL, "1", "Sākums."))
    hidden = seen_on(anna, plan_id, GENERAL)

    saved: Any = anna.post(url(plan_id), line(GENERAL, "2", "Cits.", **hidden), headers=PART)
    hidden = {name: value_of(saved, f"{name}-{GENERAL}") for name in ("revision", "seen")}
    anna.post(url(plan_id), line(GENERAL, "1", "Sākums.", **hidden), headers=PART)

    assert stored(plan_id) == (1, "Sākums.")


def test_an_unknown_group_changes_nothing(home: Stage, anna: Client) -> None:
    plan_id = started(home)

    answer = anna.post(f"/plans/{plan_id}/risks/astrology/", line(GENERAL, "1", "x"))

    assert re.match(r"[234]", str(answer.status_code))
    with as_owner():
        assert not RiskJudgement.objects.exists()
