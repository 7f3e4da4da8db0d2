"""Who signs: a guardian the school knows already, or one who comes to be known with the consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation import audit
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.rules import SIGNER_RELATIONS, is_a_name
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.rulebook.reading import LANGUAGES
from pumpurs.values.reasons import Reason, Refused


@dataclass(frozen=True)
class Newcomer:
    """A guardian not known yet."""

    name: str
    relation: str
    email: str = ""
    language: str = "lv"


def guardian_of(
    learner: Learner, who: UUID | Newcomer | None, viewer: Viewer, today: date
) -> Guardian | None:
    """The guardian meant by `who`; a newcomer is written down. None is the learner in person."""
    if who is None:
        return None
    if isinstance(who, UUID):
        known: Guardian = Guardian.objects.visible_to(viewer).get(pk=who, learner=learner)
        return known
    if not is_a_name(who.name):
        raise Refused(Reason("consents.ask.guardian_without_name", place="guardian_name"))
    if who.relation not in SIGNER_RELATIONS:
        raise Refused(Reason("consents.ask.guardian_without_relation", place="guardian_relation"))
    guardian = Guardian.objects.create(
        learner=learner,
        institution_id=learner.institution_id,
        name=" ".join(who.name.split()),
        relation=who.relation,
        email=who.email,
        language=who.language if who.language in LANGUAGES else "lv",
        since=today,
    )
    audit.changed(viewer, "guardian.known", guardian, details={"relation": who.relation}, purpose="consent")
    return guardian
