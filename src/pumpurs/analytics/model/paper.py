"""The model card as a document (modeļa karte dokumentā), and a report as the terminal shows it: Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pumpurs.analytics.model.card import Card
from pumpurs.analytics.model.groups import Spread, Treated
from pumpurs.analytics.model.report import BLACK_BOXES, CHOSEN, FLAGS, PLACE_MEAN, AtCapacity, Figures, Report

Measure = Callable[[AtCapacity], float | None]
CAPACITIES: tuple[tuple[str, Measure, Measure], ...] = (
    ("over all", lambda at: at.precision[0], lambda at: at.recall[0]),
    ("in each place", lambda at: at.precision_by_place, lambda at: at.recall_by_place),
    ("in each area", lambda at: at.precision_by_area, lambda at: at.recall_by_area),
)


def as_markdown(made: Card) -> str:
    """The document."""
    return "\n".join(_document(made)) + "\n"


def _document(made: Card) -> Iterator[str]:
    yield from ("# Model card of early warning", "", "Made by `python -m bench.model`; not edited by hand.")
    for title, text in (("Purpose", made.purpose), ("Data", made.data)):
        yield from ("", f"## {title}", "", text)
    yield from ("", "## Limits", "", *(f"- {one}" for one in made.limits))
    yield from ("", "## How to contest", "", made.contest, "", "## Retraining and drift", "", made.retraining)
    yield from (
        "",
        "## May it be switched on?",
        "",
        f"{'Yes' if made.may_be_switched_on else 'No'}. {made.why}",
    )
    yield from ("", "## Figures on published data of real learners", "")
    heads = "sample|split|learners|share|chosen|AUC [95 %]|AP|Brier|slope|ECE|best black box|flags|place mean"
    yield from _table(heads, [_row(report) for report in made.reports])
    for report in made.reports:
        yield from ("", f"### {report.name}")
        yield from lines_of(report)


def _row(report: Report) -> Sequence[str]:
    ours = report.of(CHOSEN)
    area = {one.name: one.auc[0] for one in report.figures}
    best = max((area[name] for name in BLACK_BOXES if name in area), default=float("nan"))
    how = "by time" if report.split.startswith("by time") else "folds (no time in the data)"
    return (
        report.name, how, f"{report.learners:,}", f"{report.share_with_outcome:.3f}", _kinds(report), _spread(ours.auc),
        f"{ours.average_precision:.3f}", f"{ours.brier:.4f}", f"{ours.slope:.2f}", f"{ours.ece:.3f}", f"{best:.3f}",
        f"{area[FLAGS]:.3f}", f"{area[PLACE_MEAN]:.3f}",
    )  # fmt: skip


def lines_of(report: Report) -> Iterator[str]:
    """One report, as the terminal shows it too."""
    yield from ("", f"{report.name}: {report.says}. Split {report.split}. Chosen: {_kinds(report)}.")
    yield from ("", f"**{report.verdict}**", "")
    shown = [*report.figures, *([report.kept_first] if report.kept_first else [])]
    yield from _table(
        "contender|AUC [95 %]|model ahead by [95 %]",
        [(one.name, _spread(one.auc), _spread(one.ahead)) for one in shown],
    )
    yield ""
    yield from _table("contender|AP|Brier|slope|ECE", [_chances(one) for one in shown])
    for where, precision, recall in CAPACITIES:
        shares = [
            (one.name, *(_slashed([of(at) for at in one.capacity]) for of in (recall, precision)))
            for one in shown
        ]
        if any(recall(at) is not None for one in shown for at in one.capacity):
            yield ""
            yield from _table(f"{where}|recall at 5 / 10 / 20 %|precision at 5 / 10 / 20 %", shares)
    if report.cohorts:
        yield ""
        rows = [
            (one.cohort, one.kind, str(one.learners), f"{one.auc:.3f}", f"{one.ece:.3f}")
            for one in report.cohorts
        ]
        yield from _table("cohort|kind|learners|AUC|ECE", rows)
    if report.against_flags:
        yield ""
        yield from _table(
            "flags|share|recall|precision|model's gain in recall [95 %]",
            [
                (
                    f"at least {one.flags}", f"{one.share:.3f}",
                    f"{one.flags_recall:.3f}, model {one.model_recall:.3f}",
                    f"{one.flags_precision:.3f}, model {one.model_precision:.3f}", _spread(one.gain),
                )
                for one in report.against_flags
            ],
        )  # fmt: skip
    if report.groups:
        yield ""
        found = [_group(one) for one in report.groups]
        yield from _table("group, top 20 % flagged|learners|share|recall", [row[:4] for row in found])
        yield ""
        heads = "group, top 20 % flagged|false alarms|mean chance - share"
        yield from _table(heads, [(row[0], *row[4:]) for row in found])
    yield from _sentences(report)


def _chances(one: Figures) -> Sequence[str]:
    return (
        one.name,
        f"{one.average_precision:.3f}",
        f"{one.brier:.4f}",
        f"{one.slope:.2f}",
        f"{one.ece:.3f}",
    )


def _group(one: Treated) -> Sequence[str]:
    name = f"{one.group}: {one.label}"
    if one.share_with_outcome is None:
        return name, str(one.learners), "too few", "", "", ""
    share = f"{one.share_with_outcome:.3f}"
    return name, str(one.learners), share, _spread(one.recall), _spread(one.false_alarms), _spread(one.apart)


def _sentences(report: Report) -> Iterator[str]:
    if report.lead:
        lead = report.lead
        yield from (
            "",
            f"Lead time ({lead.says}): median {lead.median_weeks:.1f} weeks of {lead.flagged} flagged; "
            f"{lead.share_eight_weeks:.0%} of {lead.left} leavers flagged eight weeks before or more.",
        )
    for goal in report.goals:
        reached = "reached" if goal.reached else "NOT reached"
        yield from ("", f"Aim: {goal.what} {goal.aim}; found {goal.found:.3f}: {reached}.")
    for other in report.published:
        yield from ("", f"Published: {other.who}: {other.measure} {other.value} ({other.how}).")
    if report.by_folds_auc is not None and report.as_published_auc is not None:
        yield from (
            "",
            f"By folds dealt by chance, as publications do (too good for next year): AUC {report.by_folds_auc:.3f}; "
            f"with the inputs that publications use and we refuse: {report.as_published_auc:.3f}.",
        )  # fmt: skip
    if report.made_up:
        yield from (
            "",
            f"> Figures of {', '.join(report.made_up)} were not kept in their own week but made later, from journals "
            "as corrected since: these results may be too good.",
        )  # fmt: skip
    for note in report.notes:
        yield from ("", f"> {note}")


def _table(heads: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads.split('|'))} |"
    yield "|---" * len(heads.split("|")) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _kinds(report: Report) -> str:
    return ", ".join(sorted(set(report.chosen)))


def _slashed(found: Sequence[float | None]) -> str:
    return " / ".join("—" if one is None else f"{one:.3f}" for one in found)


def _spread(found: Spread | None) -> str:
    return "—" if found is None else f"{found[0]:.3f} [{found[1]:.3f}, {found[2]:.3f}]"
