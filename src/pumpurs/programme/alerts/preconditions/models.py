"""What must be true before the statistical model is switched on or off; each returns None or a reason."""

from __future__ import annotations

from pumpurs.programme.alerts.models import RiskModel
from pumpurs.values.reasons import Reason


def the_card_allows_it(model: RiskModel) -> Reason | None:
    """The card says that the model beat the plain rules on the programme's own semesters."""
    return None if model.may_be_switched_on else Reason("model.switch_on.not_allowed")


def not_stopped_by_drift(model: RiskModel) -> Reason | None:
    """What the alarm of drift stopped stays off: another is trained on newer semesters."""
    return Reason("model.switch_on.stopped_by_drift") if model.stopped_by_drift else None


def the_card_was_read(model: RiskModel) -> Reason | None:
    """Who decides has said so."""
    return None if model.was_read else Reason("model.switch_on.not_read", place="id_read")


def no_other_is_on(model: RiskModel) -> Reason | None:
    """One model at a time orders the lists."""
    other = RiskModel.objects.filter(state="on").exclude(pk=model.pk).exists()
    return Reason("model.switch_on.another_is_on") if other else None


def says_why_it_goes_off(model: RiskModel) -> Reason | None:
    """A reason in words."""
    return None if model.off_because.strip() else Reason("model.switch_off.no_reason", place="id_why")
