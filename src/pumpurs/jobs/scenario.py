"""The shape of a scenario (scenārijs) of an auditor or tester: who is where, who cares for whom, which plans there are.

`key` is the writer's own name for a record; other records refer to it by that. Whatever is not said has a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

AnswerState = Literal["draft", "sent", "opened", "asked", "signed", "refused", "withdrawn", "expired"]
PlanState = Literal[
    "draft", "at_head", "at_municipality", "at_agency", "approved", "evaluated", "closed", "under_revision",
    "suspended", "inactive",
]  # fmt: skip
RoleName = Literal[
    "programme_manager", "national_expert", "municipal_coordinator", "head", "institution_coordinator", "plan_author",
    "support_provider", "accountant", "strategic_partner", "support",
]  # fmt: skip
Way = Literal["paper", "in_person", "link"]
Relation = Literal["mother", "father", "guardian", "foster_family", "institution"]
Language = Literal["lv", "en", "ru", "uk"]


@dataclass(frozen=True)
class AmendmentCase:
    """A change to an agreement."""

    number: str
    signed_on: date
    subject: str


@dataclass(frozen=True)
class AgreementCase:
    """A cooperation agreement."""

    number: str
    since: date
    until: date | None = None
    signed_on: date | None = None
    state: Literal["prepared", "in_force", "ended"] = "in_force"
    partner_signatory: str = ""
    programme_signatory: str = ""
    amendments: tuple[AmendmentCase, ...] = ()


@dataclass(frozen=True)
class StrategicPartnerCase:
    """A strategic partner of a partner."""

    key: str
    kind: str
    name: str
    contact_name: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class PartnerCase:
    """A municipality or a state vocational school."""

    key: str
    kind: str
    name: str
    municipality_code: str
    registration_number: str | None = None
    agreements: tuple[AgreementCase, ...] = ()
    strategic_partners: tuple[StrategicPartnerCase, ...] = ()


@dataclass(frozen=True)
class CareCase:
    """An appointment covers the learner or class that this stands in."""

    appointment: str
    since: date
    until: date | None = None
    reason: Literal["appointed", "class_teacher", "handover", "referral"] = "appointed"


@dataclass(frozen=True)
class ClassCase:
    """A class of one school year (2026/2027; the current one if not said)."""

    key: str
    name: str
    grade: int
    school_year: str | None = None
    cares: tuple[CareCase, ...] = ()


@dataclass(frozen=True)
class InstitutionCase:
    """An institution; with `takes_part_since` it takes part under the partner's first agreement."""

    key: str
    partner: str
    kind: str
    name: str
    source_code: str | None = None
    registration_number: str = ""
    vocational: bool = False
    takes_part_since: date | None = None
    takes_part_until: date | None = None
    classes: tuple[ClassCase, ...] = ()


@dataclass(frozen=True)
class AppointmentCase:
    """A role at a place; `key` defaults to the person's key and the number of the appointment, as in `anna/0`."""

    role: RoleName
    since: date
    until: date | None = None
    key: str | None = None
    partner: str | None = None
    institution: str | None = None
    strategic_partner: str | None = None
    profession: str = ""
    whole_institution: bool = False
    deputy_for: str | None = None


@dataclass(frozen=True)
class PersonCase:
    """Somebody who can sign in. Without a password only the demo's own sign-in page lets them in."""

    key: str
    name: str
    email: str
    language: Language = "lv"
    password: str | None = None
    appointments: tuple[AppointmentCase, ...] = ()


@dataclass(frozen=True)
class GuardianCase:
    """A legal representative; `person` is their account if they have one."""

    key: str
    name: str
    relation: Relation
    since: date
    until: date | None = None
    person: str | None = None
    email: str = ""
    phone: str = ""
    language: Language = "lv"


@dataclass(frozen=True)
class ConsentCase:
    """A consent. `asked_by` is a person; `guardian` a guardian of this learner."""

    asked_by: str
    state: AnswerState = "signed"
    way: Way = "paper"
    guardian: str | None = None
    signer_name: str = ""
    signer_relation: str = ""
    asked_on: date | None = None
    signed_on: date | None = None
    ended_on: date | None = None
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    question: str = ""
    reply: str = ""
    language: Language = "lv"


@dataclass(frozen=True)
class ApplicationCase(ConsentCase):
    """An application for one semester (2026/1; the current one if not said)."""

    semester: str | None = None
    wanted: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()


@dataclass(frozen=True)
class RiskCase:
    """One judged risk."""

    factor: str
    level: int
    reason: str = ""


@dataclass(frozen=True)
class MeasureCase:
    """One measure: hours or euros. Its days are the plan's if not said."""

    kind: str
    risks: tuple[str, ...] = ()
    hours: Decimal | None = None
    amount_eur: Decimal | None = None
    subject: str = ""
    provider_profession: str = ""
    expected_result: str = ""
    since: date | None = None
    until: date | None = None
    key: str | None = None


@dataclass(frozen=True)
class DecisionCase:
    """One decision about the plan."""

    step: str
    by: str
    role: str
    at: datetime
    from_state: PlanState
    to_state: PlanState
    version: int = 1
    reason_code: str = ""
    note: str = ""


@dataclass(frozen=True)
class CommentCase:
    """A comment on a line: `goal`, `consulted`, `risk:<factor>` or `measure:<key>`."""

    line: str
    text: str
    by: str
    role: str
    at: datetime
    settled_at: datetime | None = None


@dataclass(frozen=True)
class SuspensionCase:
    """Days on which the plan rested."""

    reason_code: str
    since: date
    until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class PlanCase:
    """A plan in any state. What was submitted is frozen as it stands here; moments not said are that of loading."""

    key: str
    author: str
    state: PlanState = "draft"
    semester: str | None = None
    author_appointment: str | None = None
    version: int = 1
    goal: str = ""
    consulted: tuple[str, ...] = ()
    consulted_note: str = ""
    preparation_hours: Decimal = Decimal(0)
    risks: tuple[RiskCase, ...] = ()
    measures: tuple[MeasureCase, ...] = ()
    comments: tuple[CommentCase, ...] = ()
    decisions: tuple[DecisionCase, ...] = ()
    suspensions: tuple[SuspensionCase, ...] = ()
    copied_from: str | None = None
    is_clean: bool = False
    money_used: bool = False
    created_at: datetime | None = None
    submitted_at: datetime | None = None
    waiting_since: datetime | None = None
    first_head_approved_at: datetime | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True)
class EarlierYearCase:
    """Where the learner learned in a whole school year before the current one (2025/2026), and in which grade."""

    school_year: str
    institution: str
    grade: int
    vocational: bool = False


@dataclass(frozen=True)
class LearnerCase:
    """A learner with family, carers, answers and plans. `person` is the own account of an adult learner; `since`: the
    day of coming to the institution, the first of the school year if not said.
    """

    key: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    institution: str | None = None
    school_class: str | None = None
    grade: int | None = None
    vocational: bool = False
    person: str | None = None
    personal_codes: tuple[str, ...] = ()
    since: date | None = None
    earlier_years: tuple[EarlierYearCase, ...] = ()
    guardians: tuple[GuardianCase, ...] = ()
    cares: tuple[CareCase, ...] = ()
    consents: tuple[ConsentCase, ...] = ()
    applications: tuple[ApplicationCase, ...] = ()
    plans: tuple[PlanCase, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A whole scenario."""

    partners: tuple[PartnerCase, ...] = ()
    institutions: tuple[InstitutionCase, ...] = ()
    people: tuple[PersonCase, ...] = ()
    learners: tuple[LearnerCase, ...] = ()
