"""Hits (trāpījumi): where a figure crosses the threshold of a rule, and what is usual for the class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.evidence import Evidence
from pumpurs.analytics.indicators import Figure
from pumpurs.analytics.tables import Shape
from pumpurs.rulebook.early_warning_rules import EarlyWarningRule

FIGURES = Shape(
    "figures", {"learner": "int64", "figure": "int16", "num": "int64", "den": "int64", "seen": "int64"}, None
)
RULES = Shape(
    "rules",
    {
        "rule": "int16",
        "figure": "int16",
        "sign": "int64",
        "strict": "boolean",
        "first_grade": "int16",
        "last_grade": "int16",
        "threshold_num": "int64",
        "threshold_den": "int64",
        "minimum_seen": "int64",
        "absent_is_zero": "boolean",
    },
    None,
)
OF_PLACE = ("institution", "class_key", "grade")
OF_RULE = ("rule", "figure", "num", "den", "seen", "threshold_num", "threshold_den")


def rule_rows(rules: Sequence[EarlyWarningRule], figures: Sequence[Figure], day: date) -> pa.Table:
    """The thresholds in force on a day as rows; `rule` is the place in `rules`."""
    by_name = {(one.indicator, one.window): one for one in figures}
    rows = [
        {
            "rule": place,
            "figure": by_name[rule.indicator.key, rule.window].number,
            "sign": 1 if rule.operator.startswith(">") else -1,
            "strict": not rule.operator.endswith("="),
            "first_grade": one.first_grade,
            "last_grade": one.last_grade,
            "threshold_num": one.value.numerator,
            "threshold_den": one.value.denominator,
            "minimum_seen": one.minimum_seen,
            "absent_is_zero": rule.indicator.absent_is_zero,
        }
        for place, rule in enumerate(rules)
        for one in rule.on(day)
    ]
    return pa.Table.from_pylist(rows, schema=RULES.arrow)


def figure_rows(evidence: Evidence, figures: Sequence[Figure]) -> ir.Table:
    """All figures of all learners, one below the other."""
    return ibis.union(
        *(
            one.of(evidence).select("learner", "num", "den", "seen", figure=ibis.literal(one.number, "int16"))
            for one in figures
        ),
        distinct=False,
    )


def beyond(figures: ir.Table, rules: ir.Table) -> ir.Table:
    """Figures on the wrong side of a threshold, of whatever grade. Compared as whole numbers, crosswise."""
    asked = figures.inner_join(rules, [figures.figure == rules.figure, figures.seen >= rules.minimum_seen])
    by = (asked.num * asked.threshold_den - asked.threshold_num * asked.den) * asked.sign
    found = asked.filter((by > 0) | ((by == 0) & ~asked.strict))
    return found.select("learner", *OF_RULE, "absent_is_zero", "first_grade", "last_grade")


def hits(found: ir.Table, places: ir.Table) -> ir.Table:
    """Those of them whose threshold is meant for the learner's grade, with the learner's place."""
    placed = found.inner_join(places, "learner")
    asked = placed.filter((placed.grade >= placed.first_grade) & (placed.grade <= placed.last_grade))
    return asked.select("learner", *OF_RULE, "absent_is_zero", *OF_PLACE)


def usual(found: ir.Table, figures: ir.Table, places: ir.Table) -> ir.Table:
    """The lower median of each class and figure that has a hit, as the fraction of the learner in the middle.

    Learners without a row count as 0 where the figure says so; elsewhere they are not looked at. Classmates are
    those who are still there.
    """
    asked = found.select("class_key", "figure", "absent_is_zero").distinct()
    mates = places.filter(places.here).select("learner", "class_key")
    sizes = mates.group_by("class_key").agg(size=mates.count())
    rows = asked.inner_join(mates, "class_key").inner_join(figures, ["learner", "figure"])
    share = rows.num.cast("float64") / rows.den.cast("float64")
    group = [rows.class_key, rows.figure]
    rows = rows.mutate(
        rank=ibis.row_number().over(group_by=group, order_by=[share, rows.learner]) + 1,
        count=rows.count().over(group_by=group),
    )
    rows = rows.inner_join(sizes, "class_key")
    zeros = rows.absent_is_zero.ifelse(rows["size"] - rows["count"], 0)
    middle = (rows["count"] + zeros + 1) // 2
    return rows.filter(rows["rank"] + zeros == middle).select(
        "class_key", "figure", class_usual_num=rows.num, class_usual_den=rows.den
    )


def told(found: ir.Table, middle: ir.Table) -> ir.Table:
    """Hits with what is usual for the class: 0 of 1 where most of it has nothing, nothing where nobody is there."""
    joined = found.left_join(middle, ["class_key", "figure"])
    zero = joined.absent_is_zero
    return joined.select(
        "learner",
        *OF_PLACE,
        *OF_RULE,
        class_usual_num=joined.class_usual_num.fill_null(
            zero.ifelse(ibis.literal(0, "int64"), ibis.null("int64"))
        ),
        class_usual_den=joined.class_usual_den.fill_null(
            zero.ifelse(ibis.literal(1, "int64"), ibis.null("int64"))
        ),
    )
