"""The national country before it is written: its institutions, its sizes, how many plans there are when."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest

from pumpurs.jobs.demo import bodies, paths, phrases, places, timing, volumes
from pumpurs.jobs.demo.country import Place, Site
from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.plans.rules import MeasureDraft, against_measure
from pumpurs.rulebook import calendar, institution_kinds, measures, municipalities, risks
from pumpurs.values.periods import Semester, Span

TODAY = date(2026, 11, 20)
NOW = datetime.fromisoformat("2026-11-20T09:00:00+02:00")
SPAN = calendar.dates(Semester.parse("2026/1"))


def test_there_are_611_institutions_in_every_municipality_of_today() -> None:
    schools = places.national(TODAY)

    assert len(schools) == 611
    assert len({school.name for school in schools}) == len({school.code for school in schools}) == 611
    assert {school.municipality for school in schools} == {one.code for one in municipalities.on(TODAY)}
    assert {school.kind for school in schools} <= set(institution_kinds.table().rules)
    assert 195_000 < sum(school.learners for school in schools) < 205_000


def test_the_open_plans_of_the_nation_are_as_many_as_at_the_peak() -> None:
    terms = timing.terms(volumes.FIRST, NOW)
    sites = [_site(school) for school in places.national(TODAY)]

    quotas = volumes.Volumes(sites, terms)
    by_term = {str(term.semester): sum(quotas.plans(site, term) for site in sites) for term in terms}

    assert 11_500 <= by_term["2026/1"] <= 11_700
    assert abs(by_term["2019/1"] - 10_077) < 20
    assert by_term["2017/1"] + by_term["2017/2"] == pytest.approx(6_834, abs=20)


def test_the_drawn_risks_come_in_the_published_proportions() -> None:
    draws, pupil = Draws("proportions"), bodies.Pupil(7, False, False, "lv")

    groups = Counter(
        group
        for _ in range(3_000)
        for group in {risks.factor(risk.factor).group for risk in bodies.drawn(draws, pupil, SPAN).risks}
    )

    shares = {group: count / 3_000 for group, count in groups.items()}
    assert shares == pytest.approx(
        {"learning": 0.86, "economic": 0.27, "family": 0.048, "social": 0.024}, abs=0.03
    )


@pytest.mark.parametrize("vocational", [False, True])
def test_every_drawn_measure_stands_before_the_law(vocational: bool) -> None:
    draws, pupil = Draws("law", vocational), bodies.Pupil(3, vocational, False, "uk")
    drafts = [
        MeasureDraft(line.kind, line.risks, SPAN, line.hours, line.amount_eur, line.subject, line.expected)
        for _ in range(400)
        for line in bodies.drawn(draws, pupil, SPAN).lines
    ]

    against = [
        found
        for draft in drafts
        if (found := against_measure(draft, plan_span=SPAN, vocational=vocational, place=""))
    ]

    assert len(drafts) > 400
    assert against == []


def test_there_are_words_for_every_risk_and_measure_of_the_rulebook() -> None:
    assert set(phrases.REASONS) == {factor.key for factor in risks.factors_on(TODAY)}
    assert set(phrases.EXPECTED) == {measure.key for measure in measures.measures_on(TODAY)}


def test_moments_are_in_order_on_working_days_and_before_now() -> None:
    term = timing.terms("2026/1", NOW)[0]

    moments = term.moments(3, [0.0, 4, 30, 90])

    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert all(moment.weekday() < 5 and 8 <= moment.hour < 17 for moment in moments)


@pytest.mark.parametrize(
    ("goal", "chain", "state", "steps"),
    [
        ("draft", 3, "draft", []),
        ("returned", 2, "draft", None),
        ("at_municipality", 2, "at_agency", ["submit", "approve"]),
        ("at_municipality", 3, "at_municipality", ["submit", "approve"]),
        ("approved", 2, "approved", ["submit", "approve", "approve"]),
        ("under_revision", 2, "under_revision", ["submit", "approve", "approve", "revise"]),
    ],
)
def test_a_path_follows_the_chain_of_its_partner(
    goal: str, chain: int, state: str, steps: list[str] | None
) -> None:
    roles = (
        ("head", "municipal_coordinator", "national_expert") if chain == 3 else ("head", "national_expert")
    )

    path = paths.path_to(goal, roles, Draws("path"))

    assert path.state == state
    assert steps is None or [step.name for step in path.steps] == steps


def _site(school: places.School) -> Site:
    place = Place(school.municipality, "municipality", "", TODAY, None, None)
    return Site(school, school.code, place, Semester.parse("2017/1"))


def test_the_spans_of_the_demo_are_those_of_the_rulebook() -> None:
    assert [term.span for term in timing.terms("2025/1", NOW, 2)] == [
        Span(date(2026, 1, 5), date(2026, 5, 30)),
        SPAN,
    ]
