"""What of the families waits (gaida ģimenes vai skolas atbildi): counts for the desk, no learner is named."""

from __future__ import annotations

from dataclasses import dataclass

from pumpurs.foundation.together import Question, Rows
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent


@dataclass(frozen=True)
class AnswersThatWait:
    """Learners whose family asked something, and those whose family has not answered yet."""

    questions: int
    awaiting: int


def answers_that_wait(*, viewer: Viewer) -> Question[AnswersThatWait]:
    """A learner whose consent and application wait counts once."""
    consents, applications = (
        model.objects.visible_to(viewer)
        .filter(state__in=("asked", "sent", "opened"))
        .values_list("learner_id", "state")
        for model in (Consent, Application)
    )
    return Question(consents.union(applications), _counted)


def _counted(rows: Rows) -> AnswersThatWait:
    asked = {learner_id for learner_id, state in rows if state == "asked"}
    awaiting = {learner_id for learner_id, state in rows if state != "asked"}
    return AnswersThatWait(len(asked), len(awaiting - asked))
