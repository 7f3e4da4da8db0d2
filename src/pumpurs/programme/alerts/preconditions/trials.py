"""What must be true before rules are tried out; each returns None or a reason."""

from __future__ import annotations

from fractions import Fraction

from pumpurs.programme.alerts.models import RuleTrial
from pumpurs.programme.alerts.rules.trials import threshold_of
from pumpurs.rulebook import early_warning_rules
from pumpurs.values.reasons import Reason


def names_a_rule_of_that_day(trial: RuleTrial) -> Reason | None:
    """The rule that is told another threshold is in force on the day whose rules are tried."""
    known = early_warning_rules.table().rules.get(trial.rule)
    if not trial.rule or (known is not None and known.on(trial.rules_of)):
        return None
    return Reason("trial.ask.rule_not_in_force", place="id_rule")


def threshold_can_be_read(trial: RuleTrial) -> Reason | None:
    """A number that is not below nothing; none leaves the rule out."""
    found = threshold_of(trial.threshold)
    good = not trial.threshold or (found is not None and found >= Fraction(0))
    return None if good else Reason("trial.ask.no_number", place="id_threshold")
