"""Past semesters of the demo (paraugvalsts pagātne): invented learners of three closed semesters, and a model of them.

They stand beside the country, not in it: nobody can open them, `pumpurs evaluate own` and the model's card speak of
them. The table and the card beside this file were made of these very semesters by `pumpurs evaluate own --export`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa

from pumpurs.analytics import past
from pumpurs.analytics.model.sample import Floats, Ints
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.store import Store
from pumpurs.jobs.demo import timing
from pumpurs.jobs.demo.draws import Draws
from pumpurs.programme.alerts.models import RiskModel
from pumpurs.rulebook import calendar, early_warning_rules
from pumpurs.rulebook.early_warning_rules import EarlyWarningRule
from pumpurs.values.periods import Semester

SEMESTERS, LEARNERS, SCHOOLS, LESSONS = 3, 2_400, 30, 180
FIRST_KEY = 900_000_000  # keys of nobody in the country
HERE = Path(__file__).parent
MODEL, CARD = HERE / "model.json", HERE / "card.json"


def keep_past(store: Store, now: datetime) -> None:
    """Put the last closed semesters into the store; a training of them was tried already."""
    today = now.astimezone(timing.RIGA).date()
    semesters = closed_before(today)
    for number, semester in enumerate(semesters):
        write(store, semester, number)
    if semesters:
        (store.root / past.PAST / past.TRIED).write_text(
            past.folder_of(store, semesters[-1]).name, encoding="utf-8"
        )


def file_model(now: datetime) -> None:
    """File the model of the invented semesters, off; its card says that they are invented."""
    terms = Terms.from_json(text := MODEL.read_text(encoding="utf-8"))
    card = json.loads(CARD.read_text(encoding="utf-8"))
    RiskModel.objects.create(
        id=Draws("model", terms.hash).key(), version=terms.hash, kind=terms.kind, terms=text, loaded_at=now,
        made_on=date.fromisoformat(card["made_on"]), card={**card, "invented": True},
        may_be_switched_on=card["may_be_switched_on"],
    )  # fmt: skip


def closed_before(today: date) -> list[Semester]:
    """The last semesters of which it is known who left."""
    begun = [one for one in calendar.semesters() if calendar.dates(one).first < today]
    recent = begun[-SEMESTERS - 2 :]
    return [one for one in recent[:-1] if past.moment_of(one.next) < today][-SEMESTERS:]


def write(store: Store, semester: Semester, number: int) -> None:
    """One semester: the same number gives the same learners."""
    folder = past.folder_of(store, semester)
    if folder.exists():
        return
    luck = np.random.default_rng(number + 1)
    learners = np.arange(LEARNERS) + FIRST_KEY + number * LEARNERS
    school, grade = luck.integers(0, SCHOOLS, LEARNERS), luck.integers(5, 13, LEARNERS)
    figures, chance = _learners(luck, school)
    left = luck.random(LEARNERS) < chance
    weeks = np.round(luck.uniform(1, 22, LEARNERS), 2)
    cohort = pa.table(
        {
            "learner": pa.array(learners, pa.int64()),
            "institution": pa.array(school + 900_001, pa.int32()),
            "municipality": [str(one % 10) for one in school.tolist()],
            "group_grades": [past.level(int(one)) for one in grade],
        }
    )
    day = past.moment_of(semester)
    past.write_semester(
        folder, semester, values=_values(learners, figures), hits=_hits(learners, figures, day), learners=cohort,
        said={"as_of": str(day), "kept_on": str(day + timedelta(days=1)), "data": "invented", "rules": ""},
    )  # fmt: skip
    past.write_outcomes(
        folder, learners.tolist(),
        {int(one): float(after) for one, after, gone in zip(learners, weeks, left, strict=True) if gone},
    )  # fmt: skip


def _learners(
    luck: np.random.Generator, school: Ints
) -> tuple[dict[tuple[str, str], tuple[Ints, Ints]], Floats]:
    """Figures as (num, den) by indicator and window, and the chance of leaving that they were drawn with."""
    many = len(school)
    trouble = luck.gamma(1.1, 0.55, many)
    missed = luck.binomial(LESSONS, np.clip(0.03 + 0.075 * trouble + luck.normal(0, 0.02, many), 0, 0.9))
    unexcused = luck.binomial(missed, np.clip(0.12 + 0.16 * trouble, 0, 0.9))
    recent = luck.binomial(missed, 0.62)
    without = np.minimum(luck.binomial(unexcused, 0.62), recent)
    failed = luck.poisson(0.25 + 0.75 * trouble)
    marks = np.full(many, 24)
    mean = np.clip(np.round((7.2 - 1.15 * trouble + luck.normal(0, 0.9, many)) * marks), marks, 10 * marks)
    notes = luck.poisson(0.5 * trouble)
    lessons, one, few = np.full(many, LESSONS), np.ones(many, int), np.full(many, LESSONS * 2 // 3)
    score = (
        -5.2 + 13.0 * missed / LESSONS + 6.0 * unexcused / LESSONS + 0.42 * failed - 0.3 * (mean / marks - 7)
    )
    score = score + luck.normal(0, 0.45, SCHOOLS)[school]
    figures = {
        ("missed_share", "semester"): (missed, lessons),
        ("missed_share", "four_weeks"): (recent, few),
        ("unexcused_share", "semester"): (unexcused, lessons),
        ("unexcused_share", "four_weeks"): (without, few),
        ("unexcused_lessons", "semester"): (unexcused, one),
        ("insufficient_subjects", "semester"): (failed, one),
        ("mean_mark", "semester"): (mean.astype(int), marks),
        ("behaviour_notes", "four_weeks"): (notes, one),
    }
    return figures, 1 / (1 + np.exp(-score))


def _values(learners: Ints, figures: Mapping[tuple[str, str], tuple[Ints, Ints]]) -> pa.Table:
    return pa.concat_tables(
        pa.table(
            {
                "learner": pa.array(learners, pa.int64()),
                "indicator": pa.repeat(indicator, len(learners)),
                "window": pa.repeat(window, len(learners)),
                "num": pa.array(num, pa.int64()),
                "den": pa.array(den, pa.int64()),
            }
        )
        for (indicator, window), (num, den) in figures.items()
    )


def _hits(learners: Ints, figures: Mapping[tuple[str, str], tuple[Ints, Ints]], day: date) -> pa.Table:
    """Whom the rules of the day find: those of the figures, with the thresholds of the elder grades."""
    found = []
    for rule in early_warning_rules.table().rules.values():
        if rule.on(day) and (rule.indicator.key, rule.window) in figures:
            num, den = figures[rule.indicator.key, rule.window]
            who = learners[_beyond(rule, num, den, day)]
            found.append(
                pa.table({"learner": pa.array(who, pa.int64()), "rule": pa.repeat(rule.key, len(who))})
            )
    return pa.concat_tables(found)


def _beyond(rule: EarlyWarningRule, num: Ints, den: Ints, day: date) -> np.ndarray:
    limit: Fraction = next(one.value for one in rule.on(day) if one.last_grade == 12)
    by = num * limit.denominator - limit.numerator * den
    return by * (1 if rule.operator.startswith(">") else -1) > (-1 if rule.operator.endswith("=") else 0)
