"""Invented learners for the model's tests: absence and failed subjects raise the risk, a third column is noise."""

from __future__ import annotations

import numpy as np

from pumpurs.analytics.model.sample import ANY, MORE, Input, Sample, Split

COLUMNS = (
    Input("missed_share:semester", "Share of lessons missed", MORE),
    Input("insufficient_subjects:semester", "Subjects with an insufficient mark", MORE),
    Input("noise:now", "Nothing", ANY),
)
COHORTS = ("2024/1", "2024/2", "2025/1")


def learners(many: int = 900, seed: int = 1, *, flags_know_all: bool = False) -> Sample:
    """Three semesters of learners in six schools; one in ten has no marks yet."""
    luck = np.random.default_rng(seed)
    missed, failed, noise = (
        luck.beta(1, 8, many),
        luck.poisson(0.6, many).astype(float),
        luck.normal(size=many),
    )
    school = luck.integers(0, 6, many)
    score = -3 + 9 * missed + 0.8 * failed + 0.4 * (school == 0)
    outcome = (luck.random(many) < 1 / (1 + np.exp(-score))).astype(float)
    inputs = np.column_stack([missed, np.where(luck.random(many) < 0.1, np.nan, failed), noise])
    return Sample(
        name="invented",
        says="left school",
        columns=COLUMNS,
        inputs=inputs,
        outcome=outcome,
        flags=outcome if flags_know_all else (noise > 1).astype(float),
        place=school.astype(str),
        cohort=np.array(COHORTS)[np.arange(many) * 3 // many],
        splits=(Split(COHORTS[:1], COHORTS[1:2]), Split(COHORTS[:2], COHORTS[2:])),
        groups={"sex": luck.choice(np.array(["girls", "boys"]), many)},
        weeks=np.where(outcome == 1, luck.integers(0, 30, many), np.nan).astype(float),
        weeks_says="until the learner left",
    )
