"""Model card (modeļa karte): what the model is for, on what it was judged, its limits, and how to contest it.

A card is plain data. `as_json` is what a job loads for the page; `paper` writes docs/model_card.md. Texts for people
stand on the page as translations under the keys given here (`purpose`, `limits`, `contest`, …); a card carries them
in English for the document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pumpurs.analytics.model.report import Report

FORMAT = 1
PURPOSE = (
    "The model orders the list of learners to look at. It never opens, closes or hides an alert, and the rules always "
    "run beside it. It is off until a programme manager, having seen this card, switches it on."
)
DATA = (
    "Inputs are indicators of journals and registers as they stood on the day of prediction. Sex, nationality, "
    "language, family form, disability and means are never inputs; they are used only to judge the model, where "
    "known. A school's identity is no input; its base rate is, drawn towards the common one when learners are few."
)
LIMITS = (
    "A chance is about learners like this one, not about this one: most of those flagged stay in school.",
    "Chances of a new school rest on no base rate of its own, so the order holds better than the chances.",
    "Marks and absence say nothing of the reason; the teacher judges.",
    "Gaps between groups come from the data too; they are shown below and must be read before switching on.",
)
NOT_OURS = (
    "No model here was yet trained on Latvian learners: until enough semesters are closed, it stays off."
)
CONTEST = (
    "A teacher may disagree with an alert or its facts, with a reason. A learner or a guardian tells the school, which "
    "writes it down for them. The reason is kept beside the alert, the facts are corrected at their source, and a "
    "person of the school decides. Nobody is judged by a score."
)
RETRAINING = (
    "Every closed semester: trained on all closed semesters, recalibrated on the newest, both kinds of model tried on "
    "it, the card made anew. Between: in the week of the semester that the training looked at, the drift of each "
    "indicator is looked at every night; at an index above the rulebook's limit the model goes off for good."
)


@dataclass(frozen=True)
class Card:
    """Everything a person is shown before switching the model on. `model` is the hash of the terms, "" if none."""

    model: str
    kind: str
    made_on: str
    purpose: str
    data: str
    limits: tuple[str, ...]
    contest: str
    retraining: str
    may_be_switched_on: bool
    why: str
    reports: tuple[Report, ...]


def card(reports: Sequence[Report], *, made_on: str, model: str = "", kind: str = "") -> Card:
    """The card of a model. It may be switched on only if it beats the flags on the programme's own semesters."""
    own = next((one for one in reports if one.name == "own"), None)
    if own is None or not model:
        may, why = (
            False,
            "No semester of the programme's own is closed and evaluated yet: flags alone are shown.",
        )
    else:
        may, why = own.beats_flags, own.verdict
    limits = LIMITS if own else (*LIMITS, NOT_OURS)
    return Card(model, kind, made_on, PURPOSE, DATA, limits, CONTEST, RETRAINING, may, why, tuple(reports))


def as_json(made: Card) -> str:
    """What the job loads for the page."""
    return json.dumps({"format": FORMAT, **finite(asdict(made))}, ensure_ascii=False, indent=1) + "\n"


def finite(found: Any) -> Any:
    """The same data with null where there is no number: JSON knows no NaN."""
    if isinstance(found, float):
        return round(found, 6) if found == found else None
    if isinstance(found, Mapping):
        return {name: finite(value) for name, value in found.items()}
    if isinstance(found, list | tuple):
        return [finite(value) for value in found]
    return found
