"""From a fact and from a point of a score one click leads to the records behind it and to the very rule."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client

from pumpurs.programme.alerts.rules.ordering import Point, Score
from pumpurs.rulebook import early_warning_rules, indicators
from pumpurs.web.words.points import score_in_words
from pumpurs.web.words.records import DayOfAbsence, RecordWords

LEARNER = "0190c1a2-0000-4000-8000-000000000001"
EVERYTHING = {"days": [1], "marks": [1], "notes": [1]}
TARGETS = {"attendance": "records-absences", "marks": "records-marks", "notes": "records-notes"}


def behind(evidence: str, records: object = EVERYTHING) -> str:
    context = {"evidence": evidence, "records": records, "learner_id": LEARNER}
    return render_to_string("alerts/one/part_behind.html", context).strip()


@pytest.mark.parametrize(("evidence", "target"), TARGETS.items())
def test_a_link_leads_to_the_records_of_its_kind_and_only_where_there_are_some(
    evidence: str, target: str
) -> None:
    assert f'href="#{target}"' in behind(evidence)
    assert behind(evidence, {"days": [], "marks": [], "notes": []}) == behind(evidence, None) == ""


def test_what_the_register_says_is_read_on_the_learners_page() -> None:
    assert f'href="/learners/{LEARNER}/#school-years"' in behind("enrolment")


@pytest.mark.parametrize("evidence", sorted({one.evidence for one in indicators.table().rules.values()}))
def test_every_kind_of_evidence_says_what_is_behind_it(evidence: str) -> None:
    assert behind(evidence)


def test_every_target_stands_among_the_records() -> None:
    day = date(2026, 11, 20)
    records = RecordWords(
        day, {}, (DayOfAbsence(day, ("1",)),), ((day, "Vēsture", "4"),), ((day, "Piezīme"),), cut=False
    )
    shown = render_to_string("alerts/one/part_records.html", {"records": records})

    assert {one for one in TARGETS.values() if f'id="{one}"' in shown} == set(TARGETS.values())


def test_each_point_names_its_indicator_and_the_kind_of_records_and_the_schools_share_none() -> None:
    points = tuple(
        Point(one, "semester", 1, 1, 2) for one in indicators.table().rules if one != "enrolled_nowhere"
    )
    words = score_in_words(Score(0, len(points), (*points, Point("institution", "", 0, None, None)))).points

    assert [(one.indicator, one.evidence) for one in words] == [
        *((one.indicator, indicators.indicator(one.indicator).evidence) for one in points), ("", ""),
    ]  # fmt: skip


@pytest.mark.django_db
def test_each_rule_and_each_indicator_has_a_row_of_its_own_in_the_rulebook(client: Client) -> None:
    anchors = re.findall(r' id="([^"]+)"', client.get("/rulebook/").content.decode())

    assert len(anchors) == len(set(anchors))
    assert {f"early_warning_rules-{one}" for one in early_warning_rules.table().rules} <= set(anchors)
    assert {f"indicators-{one}" for one in indicators.table().rules} <= set(anchors)
