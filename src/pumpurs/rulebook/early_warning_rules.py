"""Early-warning rules (agrīnās brīdināšanas noteikumi): when an indicator becomes an alert.

A threshold is an exact fraction, so that a figure of whole numbers is compared without rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pumpurs.rulebook import attendance_codes, display, indicators, risks, words
from pumpurs.rulebook.indicators import Indicator
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed
from pumpurs.values.grades import is_vocational, on_ladder, said

OPERATORS = (">", ">=", "<", "<=")
SEVERITIES = ("duty", "high", "medium", "low")


@dataclass(frozen=True)
class Threshold:
    """From which figure on there is an alert, for the grades from first to last, as numbers of values/grades."""

    force: Force
    first_grade: int
    last_grade: int
    value: Fraction
    minimum_seen: int

    def overlaps(self, other: Threshold) -> bool:
        """Whether both apply to one grade on one day."""
        return (
            self.force.overlaps(other.force)
            and self.first_grade <= other.last_grade
            and other.first_grade <= self.last_grade
        )


@dataclass(frozen=True)
class Suggestion:
    """A risk factor to think of. `codes`: of lessons missed, at least `percent` of them; none: whatever was missed."""

    factor: str
    codes: frozenset[int] = frozenset()
    percent: int = 0


@dataclass(frozen=True)
class EarlyWarningRule:
    """One rule with its thresholds, past ones too."""

    key: str
    name: Names
    indicator: Indicator
    window: str
    operator: str
    severity: str
    suggests: tuple[Suggestion, ...]
    thresholds: tuple[Threshold, ...]

    @property
    def factors(self) -> frozenset[str]:
        """Every risk factor that the rule may speak of."""
        return frozenset(one.factor for one in self.suggests)

    def on(self, day: date) -> tuple[Threshold, ...]:
        """The thresholds in force on that day."""
        return on_day(self.thresholds, day)


@dataclass(frozen=True)
class EarlyWarningRules:
    """All rules."""

    title: Title
    rules: dict[str, EarlyWarningRule]

    def version_on(self, day: date) -> str:
        """Twelve signs that change whenever a rule in force on that day changes what it would find."""
        found = [
            (one.key, one.indicator.key, one.window, one.operator, one.indicator.numbers, one.indicator.lists)
            + tuple(
                (each.first_grade, each.last_grade, str(each.value), each.minimum_seen)
                for each in one.on(day)
            )
            for one in sorted(self.rules.values(), key=lambda rule: rule.key)
            if one.on(day)
        ]
        return sha256(repr(found).encode()).hexdigest()[:12]


def read(folder: Path = TABLES) -> EarlyWarningRules:
    """Read early_warning_rules.toml; RulebookError if it is wrong."""
    title, top = open_table("early_warning_rules", folder)
    return EarlyWarningRules(title, read_keyed(top, _rule))


def _rule(block: Block) -> EarlyWarningRule:
    name = block.names()
    indicator = indicators.indicator(block.choice("indicator", indicators.table().rules))
    operator = block.choice("operator", OPERATORS)
    if operator.startswith(">") != (indicator.worse == "more"):
        raise block.wrong(
            "operator", f"{indicator.key} is worse the {indicator.worse} it is; turn the operator."
        )
    rule = EarlyWarningRule(
        key=block.key,
        name=name,
        indicator=indicator,
        window=block.choice("window", indicator.windows),
        operator=operator,
        severity=block.choice("severity", SEVERITIES),
        suggests=_suggests(block),
        thresholds=block.each("threshold", _threshold),
    )
    for place, one in enumerate(rule.thresholds):
        for other in rule.thresholds[:place]:
            if one.overlaps(other):
                raise block.wrong("threshold", f"two are in force for grade {one.first_grade} on one day.")
    return rule


def _suggests(block: Block) -> tuple[Suggestion, ...]:
    always = tuple(Suggestion(factor) for factor in block.words("suggests", risks.table().factors))
    found = always + (block.each("suggests_if", _suggestion) if block.has("suggests_if") else ())
    if not found:
        raise block.wrong("suggests", "names no risk factor, and there is no `suggests_if`.")
    return found


def _suggestion(block: Block) -> Suggestion:
    codes = attendance_codes.table().rules
    missed = [key for key, one in codes.items() if one.missed]
    one = Suggestion(
        factor=block.choice("factor", risks.table().factors),
        codes=frozenset(codes[key].code for key in block.words("absences", missed)),
        percent=block.number("percent"),
    )
    if not one.codes or not 0 < one.percent <= 100:
        raise block.wrong("percent", "is 1 to 100, of at least one kind of absence.")
    return one


def _threshold(block: Block) -> Threshold:
    key = "vocational_years" if (vocational := block.has("vocational_years")) else "grades"
    grades = block.numbers(key)
    if len(grades) != 2 or grades[0] > grades[1]:
        raise block.wrong(key, "is the first and the last grade, such as [1, 4].")
    return Threshold(
        force=block.force(),
        first_grade=on_ladder(grades[0], vocational=vocational),
        last_grade=on_ladder(grades[1], vocational=vocational),
        value=Fraction(block.decimal("value")),
        minimum_seen=block.number("minimum_seen"),
    )


@lru_cache
def table() -> EarlyWarningRules:
    """The rules as shipped."""
    return read()


def rule(key: str) -> EarlyWarningRule:
    """One rule by key, in force or not. RulebookError if there never was one."""
    return known(table().rules, key, "early_warning_rules.toml")


def shown() -> display.Table:
    """The rules as shown to people, one row a threshold."""
    rows = []
    for one in table().rules.values():
        for each in one.thresholds:
            text = words.say(
                "early_warning_threshold",
                indicator=one.indicator.name,
                window=words.say(f"window_{one.window}"),
                limit=words.say(
                    f"limit_{OPERATORS.index(one.operator)}", value=_number(one.indicator, each.value)
                ),
                grades=words.say(
                    "vocational_grades" if is_vocational(each.first_grade) else "general_grades",
                    first=said(each.first_grade),
                    last=said(each.last_grade),
                ),
            )
            rows.append(display.row(one.key, one.name, text, each.force))
    return display.table("early_warning_rules", table().title, rows)


def _number(indicator: Indicator, value: Fraction) -> Names:
    """A threshold as people write it: shares in per cent, the rest as it is."""
    if indicator.unit.startswith("share"):
        return Names(f"{float(value * 100):g} %".replace(".", ","), f"{float(value * 100):g} %")
    return Names(f"{float(value):g}".replace(".", ","), f"{float(value):g}")
