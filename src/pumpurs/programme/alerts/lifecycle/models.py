"""The life of a statistical model (statistiskais modelis): off until a person who read its card switches it on."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import Step, life
from pumpurs.programme.alerts.permissions.models import programme_manager, the_alarm_of_drift
from pumpurs.programme.alerts.preconditions.models import (
    no_other_is_on,
    not_stopped_by_drift,
    says_why_it_goes_off,
    the_card_allows_it,
    the_card_was_read,
)


class ModelState(StrEnum):
    """Whether a model orders the lists."""

    OFF = "off"  # izslēgts
    ON = "on"  # ieslēgts


OFF, ON = frozenset({ModelState.OFF}), frozenset({ModelState.ON})

MODEL_LIFE = life(
    "model",
    first=ModelState.OFF,
    steps=[
        Step(
            "switch_on",
            OFF,
            ModelState.ON,
            programme_manager,
            (the_card_allows_it, not_stopped_by_drift, the_card_was_read, no_other_is_on),
        ),
        Step("switch_off", ON, ModelState.OFF, programme_manager, (says_why_it_goes_off,)),
        Step("stop", ON, ModelState.OFF, the_alarm_of_drift),
    ],
)
