"""Who signs: a guardian the school knows already, or one who comes to be known with the consent; and where to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pumpurs.foundation import audit, sealed
from pumpurs.foundation.lifecycle import refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.preconditions import address_of_the_family, newcomer_introduced
from pumpurs.programme.consents.rules import SELF, same_name
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.rulebook.reading import LANGUAGES


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
    refuse_if(newcomer_introduced(who.name, who.relation))
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


def address_of(learner: Learner, guardian: Guardian | None, given: str, viewer: Viewer) -> str:
    """Where the link is mailed: the address known already, else the one just given, which is then known.

    Empty: the family has none. Refused for the sender's own address and for a colleague's: nobody asks themselves.
    """
    known = _known_address(learner, guardian, viewer)
    address = known or given.strip()
    family = (learner.account_id, guardian.account_id if guardian else None)
    refuse_if(address_of_the_family(address, viewer.account_id, family))
    if guardian is not None and not known and address:
        guardian.email = address
        guardian.save(update_fields=["email"])
        audit.changed(viewer, "guardian.address", guardian, purpose="consent")
    return address


def _known_address(learner: Learner, guardian: Guardian | None, viewer: Viewer) -> str:
    if guardian is not None:
        return guardian.email
    if learner.account:
        return learner.account.email
    before = FamilyLink.objects.visible_to(viewer).filter(learner=learner, guardian=None)
    last = before.exclude(sealed_address="").order_by("-made_at").first()
    return sealed.unseal(last.sealed_address, about="family_address") if last else ""


def sign_as(paper: Consent | Application, signer_name: str) -> None:
    """Put a name under a paper; if it is not the guardian's (or the adult learner's own), that is kept for a check."""
    learner, guardian = paper.learner, paper.guardian
    expected = guardian.name if guardian else f"{learner.given_name} {learner.family_name}"
    paper.signer_name = " ".join(signer_name.split())
    paper.signer_relation = guardian.relation if guardian else SELF
    paper.expected_name = "" if same_name(paper.signer_name, expected) else expected
