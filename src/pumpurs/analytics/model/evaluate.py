"""Evaluation (novērtēšana): the model on cohorts it has not seen, beside everything it must beat.

By time wherever there is time: every test cohort is predicted by what was learned from the cohorts closed before it.
Where a data set has no time, five folds, and it says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pumpurs.analytics.model import rivals
from pumpurs.analytics.model.groups import treated
from pumpurs.analytics.model.measures import Ranking, brier, curve, ece, flagged_part, slope
from pumpurs.analytics.model.published import KNOWN, Aim, Known
from pumpurs.analytics.model.report import (
    BLACK_BOXES,
    CHOSEN,
    AgainstFlags,
    AtCapacity,
    Figures,
    Goal,
    Lead,
    OfCohort,
    Report,
)
from pumpurs.analytics.model.resample import DRAWS, draws, interval, middle
from pumpurs.analytics.model.sample import Floats, Sample, Words
from pumpurs.analytics.model.terms import Terms
from pumpurs.analytics.model.train import folds, trained

SHARES = (0.05, 0.10, 0.20)
WORKING_SHARE = SHARES[-1]
FOLDS = 5
LONG_WEEKS = 8
FIRST = "trained once, never again"

Tell = Callable[[str], None]


@dataclass
class _Run:
    """Chances by contender for the rows judged so far."""

    rows: list[np.ndarray] = field(default_factory=list)
    chances: dict[str, list[Floats]] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    trained: int = 0
    first: Terms | None = None

    def take(self, sample: Sample, learned: np.ndarray, judged: np.ndarray, cohorts: tuple[str, ...]) -> None:
        """Train on the one, predict the other."""
        train, test = sample.rows(learned), sample.rows(judged)
        found = trained(train, cohorts)
        self.first = self.first or found.best
        self.trained = max(self.trained, len(train))
        self.chosen.append(found.chosen)
        self.rows.append(np.flatnonzero(judged))
        by_name = {name: terms.chance(test.inputs, test.place) for name, terms in found.by_kind.items()}
        by_name[CHOSEN] = by_name[found.chosen]
        by_name |= {name: predict(train, test) for name, predict in rivals.rivals().items()}
        for name, chances in by_name.items():
            self.chances.setdefault(name, []).append(chances)


def evaluate(sample: Sample, tell: Tell = lambda said: None, times: int = DRAWS) -> Report:
    """Everything about one sample; `tell` hears what is being done."""
    run = _by_time(sample, tell) if sample.splits else _by_folds(sample, tell)
    at = np.concatenate(run.rows)
    order = np.argsort(at)
    judged = sample.rows(at[order])
    chances = {name: np.concatenate(parts)[order] for name, parts in run.chances.items()}
    tell("intervals")
    drawn = draws(len(judged), judged.place, times)
    figures = tuple(_figures(name, judged, one, chances[CHOSEN], drawn) for name, one in chances.items())
    known = KNOWN.get(sample.name, Known())
    by_folds = _folds_auc(sample, tell) if known.aim.by_folds else None
    as_published = _folds_auc(sample.with_more(), tell) if known.aim.by_folds else None
    against = _against_flags(judged, chances[CHOSEN], drawn)
    cohorts = _cohorts(run, sample)
    beats = bool(against) and against[0].gain[1] > 0
    return Report(
        name=sample.name,
        says=sample.says,
        split=_split_says(sample),
        learners_trained=run.trained,
        learners=len(judged),
        share_with_outcome=float(judged.outcome.mean()),
        chosen=tuple(run.chosen),
        figures=figures,
        cohorts=cohorts,
        kept_first=_kept_first(run, judged, chances[CHOSEN], drawn) if sample.splits else None,
        by_folds_auc=by_folds,
        as_published_auc=as_published,
        against_flags=against,
        beats_flags=beats,
        verdict=_verdict(beats, against),
        groups=treated(judged.groups, judged.outcome, chances[CHOSEN], WORKING_SHARE, drawn),
        lead=_lead(judged, chances[CHOSEN]),
        goals=_goals(known.aim, figures, cohorts, as_published),
        published=known.figures,
        notes=sample.notes,
        made_up=sample.made_up,
    )


def _cohorts(run: _Run, sample: Sample) -> tuple[OfCohort, ...]:
    found = []
    parts = zip(sample.splits, run.chosen, run.rows, run.chances[CHOSEN], strict=False)
    for split, kind, rows, chance in parts:
        outcome = sample.outcome[rows]
        area = Ranking(outcome, chance).auc()
        found.append(OfCohort(", ".join(split.test), kind, len(rows), area, ece(outcome, chance)))
    return tuple(found)


def _by_time(sample: Sample, tell: Tell) -> _Run:
    run = _Run()
    for split in sample.splits:
        tell(f"{sample.name}: {', '.join(split.test)} from {', '.join(split.train)}")
        run.take(sample, sample.of(split.train), sample.of(split.test), split.train)
    return run


def _by_folds(sample: Sample, tell: Tell) -> _Run:
    run = _Run()
    parts = folds(sample.outcome, FOLDS)
    for nth, part in enumerate(parts, start=1):
        tell(f"{sample.name}: fold {nth} of {len(parts)}")
        judged = np.isin(np.arange(len(sample)), part)
        run.take(sample, ~judged, judged, ())
    return run


def _folds_auc(sample: Sample, tell: Tell) -> float:
    """The area as publications make it: comparable with them, and too good to be true next year."""
    chances = np.zeros(len(sample))
    for nth, part in enumerate(folds(sample.outcome, FOLDS), start=1):
        tell(f"{sample.name}: as published, fold {nth} of {FOLDS}")
        rest, held = sample.rows(np.setdiff1d(np.arange(len(sample)), part)), sample.rows(part)
        chances[part] = trained(rest).best.chance(held.inputs, held.place)
    return Ranking(sample.outcome, chances).auc()


def _figures(name: str, judged: Sample, chance: Floats, ours: Floats, drawn: list[Floats]) -> Figures:
    ranking = Ranking(judged.outcome, chance)
    found = np.array(ranking.several(SHARES))
    by_draw = np.array([ranking.several(SHARES, weights) for weights in drawn])
    ahead = None
    if name != CHOSEN:
        first = Ranking(judged.outcome, ours)
        apart = np.array([first.auc(weights) for weights in drawn]) - by_draw[:, 0]
        ahead = (first.auc() - float(found[0]), *middle(apart))
    spreads = [(float(value), *middle(by_draw[:, at])) for at, value in enumerate(found)]
    return Figures(
        name=name,
        auc=spreads[0],
        average_precision=ranking.average_precision(),
        brier=brier(judged.outcome, chance),
        slope=slope(judged.outcome, chance),
        ece=ece(judged.outcome, chance),
        ahead=ahead,
        capacity=tuple(
            AtCapacity(
                share, spreads[1 + 2 * at], spreads[2 + 2 * at], *_in_each(judged.place, share, judged, chance),
                *_in_each(judged.area, share, judged, chance),
            )
            for at, share in enumerate(SHARES)
        ),
        curve=curve(judged.outcome, chance),
    )  # fmt: skip


def _in_each(
    where: Words | None, share: float, judged: Sample, chance: Floats
) -> tuple[float | None, float | None]:
    """Precision and recall when this share of each place, or of each area, is flagged."""
    if where is None:
        return None, None
    part = flagged_part(chance, share, where)
    hits = float((part * judged.outcome).sum())
    return hits / float(part.sum()), hits / float(judged.outcome.sum())


def _against_flags(judged: Sample, chance: Floats, drawn: list[Floats]) -> tuple[AgainstFlags, ...]:
    found = []
    ranking = Ranking(judged.outcome, chance)
    for level in sorted(set(judged.flags.tolist()) - {0.0}):
        plain = Ranking(judged.outcome, (judged.flags >= level).astype(float))

        def gain(weights: Floats, plain: Ranking = plain, level: float = level) -> float:
            share = float((weights * (judged.flags >= level)).sum() / weights.sum())
            if share == 0:
                return float("nan")
            return ranking.at(share, weights)[1] - plain.at(share, weights)[1]

        share = float((judged.flags >= level).mean())
        flags_precision, flags_recall = plain.at(share)
        precision, recall = ranking.at(share)
        ends = interval(gain, drawn)
        found.append(
            AgainstFlags(
                int(level),
                share,
                flags_recall,
                flags_precision,
                recall,
                precision,
                (recall - flags_recall, *ends),
            )
        )
    return tuple(found)


def _verdict(beats: bool, against: tuple[AgainstFlags, ...]) -> str:
    if not against:
        return "No flag fired in this data: the model could not be compared with flags."
    one = against[0]
    said = f"recall {one.model_recall:.3f} against {one.flags_recall:.3f} at the same {one.share:.0%} flagged"
    if beats:
        return f"The model beats the flags: {said}."
    return f"The model does not beat the flags ({said}): show the flags alone."


def _kept_first(run: _Run, judged: Sample, ours: Floats, drawn: list[Floats]) -> Figures | None:
    if run.first is None:
        return None
    return _figures(FIRST, judged, run.first.chance(judged.inputs, judged.place), ours, drawn)


def _lead(judged: Sample, chance: Floats) -> Lead | None:
    if judged.weeks is None:
        return None
    left = (judged.outcome == 1) & ~np.isnan(judged.weeks)
    flagged = left & (flagged_part(chance, WORKING_SHARE) > 0)
    if not flagged.any():
        return None
    weeks = judged.weeks[flagged]
    return Lead(
        judged.weeks_says, int(left.sum()), int(flagged.sum()), float(np.median(weeks)),
        float((weeks >= LONG_WEEKS).sum() / left.sum()),
    )  # fmt: skip


def _goals(
    aim: Aim, figures: tuple[Figures, ...], cohorts: tuple[OfCohort, ...], as_published: float | None
) -> tuple[Goal, ...]:
    by_name = {one.name: one for one in figures}
    ours = by_name[CHOSEN]
    goals = []
    if aim.auc is not None:
        goals.append(Goal("AUC at least", aim.auc, ours.auc[0], ours.auc[0] >= aim.auc))
    if aim.ece is not None:
        goals.append(Goal("ECE at most", aim.ece, ours.ece, ours.ece <= aim.ece))
        goals += [
            Goal(f"ECE of {one.cohort} at most", aim.ece, one.ece, one.ece <= aim.ece) for one in cohorts
        ]
    if aim.by_folds is not None and as_published is not None:
        goals.append(
            Goal(
                "AUC with the folds and inputs of publications at least",
                aim.by_folds,
                as_published,
                as_published >= aim.by_folds,
            )
        )
    if aim.behind_black_box is not None:
        best = max(one.auc[0] for name, one in by_name.items() if name in BLACK_BOXES)
        behind = best - ours.auc[0]
        goals.append(
            Goal(
                "AUC behind the best black box at most",
                aim.behind_black_box,
                behind,
                behind <= aim.behind_black_box,
            )
        )
    return tuple(goals)


def _split_says(sample: Sample) -> str:
    if not sample.splits:
        return "no time in the data: folds, each learner judged by a model that has not seen him or her"
    told = "; ".join(f"{', '.join(one.test)} from {one.train[0]}–{one.train[-1]}" for one in sample.splits)
    return f"by time: {told}"
