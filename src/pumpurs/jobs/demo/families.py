"""Families of the demo: guardians, consents and applications, in every state they can have."""

from __future__ import annotations

from datetime import datetime, timedelta

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.jobs.demo import cast
from pumpurs.jobs.demo.bodies import Body
from pumpurs.jobs.demo.cast import Person
from pumpurs.jobs.demo.draws import Draws
from pumpurs.jobs.demo.ledger import Ledger
from pumpurs.jobs.demo.people import PLAIN, People
from pumpurs.jobs.demo.phrases import QUESTIONS
from pumpurs.jobs.demo.school import Child
from pumpurs.jobs.demo.timing import Term
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.rules import LINK_LASTS, SELF, hash_of
from pumpurs.programme.learners.models import Guardian
from pumpurs.rulebook import consent_texts

RELATIONS = (("mother", 77), ("father", 15), ("guardian", 4), ("foster_family", 3), ("institution", 1))
WAYS = (("paper", 55), ("link", 30), ("in_person", 15))
ENDS_AFTER = {"withdrawn": timedelta(days=2), "expired": LINK_LASTS}
WAITING = ("sent", "opened", "asked")
OPEN_STATES = ("sent", "opened", "asked", "refused", "draft", "expired", "withdrawn")
CIRCUMSTANCES = {
    "difficult_journey": "distance",
    "material_conditions": "low_income",
    "special_needs": "special_needs",
    "language_of_instruction": "new_language",
    "out_of_family_care": "out_of_family_care",
}


class Families:
    """Guardians and their answers."""

    def __init__(self, ledger: Ledger, people: People) -> None:
        self._ledger, self._people = ledger, people

    def guardian(
        self, draws: Draws, child: Child, institution: str | None, person: Person | None = None
    ) -> None:
        """A legal representative of the child, with an account if it is one of the cast."""
        if child.guardian or child.adult:
            return
        child.relation = "mother" if person else draws.of(RELATIONS)
        family = child.forms if child.relation in {"mother", "father"} else None
        child.guardian = draws.key()
        child.guardian_name = (
            person.name
            if person
            else child.pool.adult(draws, woman=child.relation != "father", family=family)
        )
        plain = child.guardian_name.translate(PLAIN).lower()
        child.guardian_email = person.email if person else f"{plain}@pasts.example"
        self._ledger.add(
            Guardian, id=child.guardian, learner_id=child.key, institution_id=institution,
            account_id=self._people.of_cast(person) if person else None, name=child.guardian_name,
            relation=child.relation, email=child.guardian_email,
            language=person.language if person else child.pool.language, since=child.birth,
        )  # fmt: skip

    def consent(
        self, draws: Draws, child: Child, institution: str, asker: str, at: datetime, state: str
    ) -> str:
        """The family's answer to taking part; its key. `at` is when it answered, or was asked if it has not."""
        child.asked = True
        key = draws.key()
        if state == "signed":
            child.consent = key
        self._ledger.add(
            Consent, id=key, **self._answer(draws, "consent", child, institution, asker, at, state),
        )  # fmt: skip
        return key

    def link(
        self,
        draws: Draws,
        child: Child,
        institution: str,
        asker: str,
        at: datetime,
        consent: str,
        application: str | None,
        *,
        opened: bool,
    ) -> None:
        """The open link under which the family's papers wait."""
        token, code = draws.key(), f"{draws.number(0, 999_999):06d}"
        if child.story:
            token, code = cast.FAMILY_LINK
        token_hash, mailed = hash_of(token), bool(child.guardian_email)
        self._ledger.add(
            FamilyLink, id=draws.key(), learner_id=child.key, institution_id=institution, guardian_id=child.guardian,
            consent_id=consent, application_id=application, token_hash=token_hash,
            sealed_token=seal(token, about="family_link") if mailed else "",
            sealed_address=seal(child.guardian_email, about="family_address") if mailed else "",
            handed_by_id=None if mailed else asker,
            code_index=blind_index(f"{token_hash}:{code}", about="family_code"), language=child.pool.language,
            made_by_id=asker, made_at=at, expires_at=at + LINK_LASTS,
            opened_at=at + timedelta(hours=1) if opened else None,
        )  # fmt: skip

    def application(
        self,
        draws: Draws,
        child: Child,
        institution: str,
        asker: str,
        at: datetime,
        state: str,
        term: Term,
        body: Body,
    ) -> str:
        """The semester's application; its key."""
        key = draws.key()
        factors = {risk.factor for risk in body.risks}
        told = [said for factor, said in CIRCUMSTANCES.items() if factor in factors]
        self._ledger.add(
            Application, id=key, semester=str(term.semester), wanted=sorted({line.kind for line in body.lines}),
            circumstances=told, **self._answer(draws, "application", child, institution, asker, at, state),
        )  # fmt: skip
        return key

    def _answer(
        self, draws: Draws, paper: str, child: Child, institution: str, asker: str, at: datetime, state: str
    ) -> dict[str, object]:
        unanswered = state in {"sent", "opened", "asked", "expired"}
        way = "link" if unanswered else draws.of(WAYS)
        answered = state in {"signed", "refused", "withdrawn"}
        sent_at = at - timedelta(hours=draws.number(3, 60)) if way == "link" and answered else at
        opened = answered or state in {"opened", "asked"}
        signer = f"{child.given_name} {child.family_name}" if child.adult else child.guardian_name
        signed, said_no = state in {"signed", "withdrawn"}, state in {"refused", "withdrawn"}
        return {
            "learner_id": child.key, "institution_id": institution, "state": state, "way": way,
            "text_version": consent_texts.version_on(paper, at.date()).code,
            "language": child.pool.language if way == "link" else "lv", "guardian_id": child.guardian,
            "signer_name": signer if signed else "",
            "signer_relation": (SELF if child.adult else child.relation) if signed else "",
            "asked_on": sent_at.date(), "signed_on": at.date() if signed else None, "asked_by_id": asker,
            "ended_on": (at + timedelta(days=2)).date() if state == "withdrawn" else None,
            "sent_at": sent_at if way == "link" and state != "draft" else None,
            "opened_at": sent_at + timedelta(minutes=draws.number(20, 170)) if way == "link" and opened else None,
            "answered_at": at if answered else None,
            "ended_at": at + ENDS_AFTER[state] if state in ENDS_AFTER else None,
            "ender_name": signer if said_no else "",
            "ended_by_id": asker if said_no and way != "link" else None,
            "question": draws.one(QUESTIONS) if state == "asked" else "",
        }  # fmt: skip
