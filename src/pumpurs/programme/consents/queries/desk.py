"""What of the families waits (gaida ģimenes vai skolas atbildi): counts for the desk, no learner is named."""

from __future__ import annotations

from dataclasses import dataclass

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent


@dataclass(frozen=True)
class AnswersThatWait:
    """Learners whose family asked something, and those whose family has not answered yet."""

    questions: int
    awaiting: int


def answers_that_wait(*, viewer: Viewer) -> AnswersThatWait:
    """Two queries, whatever the size of the place; a learner whose consent and application wait counts once."""
    asked: set[object] = set()
    awaiting: set[object] = set()
    for model in (Consent, Application):
        rows = model.objects.visible_to(viewer).filter(state__in=("asked", "sent", "opened"))
        for learner_id, state in rows.values_list("learner_id", "state"):
            (asked if state == "asked" else awaiting).add(learner_id)
    return AnswersThatWait(len(asked), len(awaiting - asked))
