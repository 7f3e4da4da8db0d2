"""Seeding (sēšana): puts a scenario that an auditor or a tester wrote into the database, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pumpurs.foundation.failpoints import reach
from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import job_viewer, raise_wall
from pumpurs.jobs.scenario import (
    ConsentCase,
    InstitutionCase,
    LearnerCase,
    PartnerCase,
    PersonCase,
    Scenario,
)
from pumpurs.jobs.seed_plans import PlanSower
from pumpurs.jobs.sowing import Sower
from pumpurs.jobs.typed_json import Wrong, read
from pumpurs.programme.consents.models import Application, Consent
from pumpurs.programme.consents.rules import SELF
from pumpurs.programme.learners.models import (
    Care,
    Enrollment,
    Guardian,
    Learner,
    LearnerIdentifier,
    SchoolClass,
)
from pumpurs.programme.partners.models import (
    Agreement,
    Amendment,
    Institution,
    Participation,
    Partner,
    StrategicPartner,
)
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.rulebook import calendar, consent_texts, institution_kinds, municipalities
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.identifiers import PersonalCode
from pumpurs.values.periods import SchoolYear
from pumpurs.values.reasons import Refused

DAY_HOUR = 12


def sow(document: Any, *, now: datetime) -> dict[str, dict[str, str]]:
    """Read and write a scenario; the identifiers of its keys by kind. Wrong with every fault if it is not right."""
    scenario = read(Scenario, document)
    with transaction.atomic():
        raise_wall(job_viewer("seed"))
        field = _Field(Sower(now))
        field.sow(scenario)
        reach("seed.before_commit")
    return field.sower.ids


class _Field:
    """Writes a scenario from the partners to the plans."""

    def __init__(self, sower: Sower) -> None:
        self.sower = sower
        self._plans = PlanSower(sower)
        self._today = sower.now.date()

    def sow(self, scenario: Scenario) -> None:
        for number, partner in enumerate(scenario.partners):
            self._partner(partner, f"partners[{number}]")
        for number, institution in enumerate(scenario.institutions):
            self._institution(institution, f"institutions[{number}]")
        for number, person in enumerate(scenario.people):
            self._person(person, f"people[{number}]")
        for number, institution in enumerate(scenario.institutions):
            for place, one in enumerate(institution.classes):
                inside = f"institutions[{number}].classes[{place}].cares"
                school_class = self.sower.known(SchoolClass, one.key, inside)
                self._cares(
                    one.cares,
                    inside,
                    self.sower.known(Institution, institution.key, inside),
                    None,
                    school_class,
                )
        for number, learner in enumerate(scenario.learners):
            self._learner(learner, f"learners[{number}]")

    def _partner(self, case: PartnerCase, place: str) -> None:
        _listed(case.kind, partner_kinds.rules, f"{place}.kind")
        _listed(case.municipality_code, municipalities.table().rules, f"{place}.municipality_code")
        key = self.sower.new(Partner, case.key)
        self.sower.add(
            place, Partner, id=key, kind=case.kind, name=case.name, municipality_code=case.municipality_code,
            registration_number=case.registration_number,
        )  # fmt: skip
        for number, one in enumerate(case.agreements):
            inside = f"{place}.agreements[{number}]"
            agreement = self.sower.new(Agreement, one.number)
            self.sower.add(
                inside, Agreement, id=agreement, partner_id=key, number=one.number, state=one.state, since=one.since,
                until=one.until, signed_on=one.signed_on, partner_signatory=one.partner_signatory,
                programme_signatory=one.programme_signatory,
            )  # fmt: skip
            for turn, change in enumerate(one.amendments):
                self.sower.add(
                    f"{inside}.amendments[{turn}]", Amendment, agreement_id=agreement, partner_id=key,
                    number=change.number, signed_on=change.signed_on, subject=change.subject,
                )  # fmt: skip
        for number, other in enumerate(case.strategic_partners):
            self.sower.add(
                f"{place}.strategic_partners[{number}]", StrategicPartner,
                id=self.sower.new(StrategicPartner, other.key), partner_id=key, kind=other.kind, name=other.name,
                contact_name=other.contact_name, contact_email=other.contact_email,
            )  # fmt: skip

    def _institution(self, case: InstitutionCase, place: str) -> None:
        _listed(case.kind, institution_kinds.table().rules, f"{place}.kind")
        key = self.sower.new(Institution, case.key)
        partner = self.sower.known(Partner, case.partner, f"{place}.partner")
        self.sower.add(
            place, Institution, id=key, partner_id=partner, kind=case.kind, name=case.name,
            source_code=case.source_code or case.key, registration_number=case.registration_number,
            vocational=case.vocational,
        )  # fmt: skip
        if case.takes_part_since is not None:
            agreement = Agreement.objects.filter(partner_id=partner).order_by("since").first()
            if agreement is None:
                raise Wrong(f"{place}.takes_part_since: the partner {case.partner!r} has no agreement")
            self.sower.add(
                f"{place}.takes_part_since", Participation, institution_id=key, agreement_id=agreement.pk,
                partner_id=partner, since=case.takes_part_since, until=case.takes_part_until,
            )  # fmt: skip
        for number, one in enumerate(case.classes):
            year = one.school_year or str(calendar.school_year_of(self._today))
            self.sower.add(
                f"{place}.classes[{number}]", SchoolClass, id=self.sower.new(SchoolClass, one.key),
                institution_id=key, school_year=year, name=one.name, grade=one.grade,
            )  # fmt: skip

    def _person(self, case: PersonCase, place: str) -> None:
        key = self.sower.new(Account, case.key)
        word = make_password(case.password)
        self.sower.add(
            place, Account, id=key, name=case.name, email=case.email.lower(), language=case.language, password=word,
            is_demo=True,
        )  # fmt: skip
        self.sower.add(
            place, EmailAddress, user_id=key, email=case.email.lower(), verified=True, primary=True
        )
        for number, one in enumerate(case.appointments):
            inside, maybe = f"{place}.appointments[{number}]", self.sower.maybe
            self.sower.add(
                inside, Appointment, id=self.sower.new(Appointment, one.key or f"{case.key}/{number}"), account_id=key,
                role=one.role, since=one.since, until=one.until, profession=one.profession,
                partner_id=maybe(Partner, one.partner, f"{inside}.partner"),
                institution_id=maybe(Institution, one.institution, f"{inside}.institution"),
                strategic_partner_id=maybe(StrategicPartner, one.strategic_partner, f"{inside}.strategic_partner"),
                deputy_for_id=maybe(Appointment, one.deputy_for, f"{inside}.deputy_for"),
                whole_institution=one.whole_institution,
            )  # fmt: skip

    def _learner(self, case: LearnerCase, place: str) -> None:
        maybe, key = self.sower.maybe, self.sower.new(Learner, case.key)
        institution = maybe(Institution, case.institution, f"{place}.institution")
        school_class = maybe(SchoolClass, case.school_class, f"{place}.school_class")
        self.sower.add(
            place, Learner, id=key, given_name=case.given_name, family_name=case.family_name,
            birth_date=case.birth_date, institution_id=institution, school_class_id=school_class, grade=case.grade,
            vocational=case.vocational, account_id=maybe(Account, case.person, f"{place}.person"),
        )  # fmt: skip
        self._years(case, place, key, institution, school_class)
        self._codes(case, place, key, institution)
        for number, one in enumerate(case.guardians):
            inside = f"{place}.guardians[{number}]"
            self.sower.add(
                inside, Guardian, id=self.sower.new(Guardian, one.key), learner_id=key, institution_id=institution,
                account_id=maybe(Account, one.person, f"{inside}.person"), name=one.name, relation=one.relation,
                email=one.email, phone=one.phone, language=one.language, since=one.since, until=one.until,
            )  # fmt: skip
        self._cares(case.cares, f"{place}.cares", institution, key, None)
        for number, consent in enumerate(case.consents):
            inside = f"{place}.consents[{number}]"
            self.sower.add(
                inside, Consent, **self._answer("consent", consent, case, inside, key, institution)
            )
        for number, application in enumerate(case.applications):
            inside = f"{place}.applications[{number}]"
            semester = application.semester or str(calendar.current_semester(self._today))
            self.sower.add(
                inside, Application, semester=semester, wanted=list(application.wanted),
                circumstances=list(application.circumstances),
                **self._answer("application", application, case, inside, key, institution),
            )  # fmt: skip
        for number, plan in enumerate(case.plans):
            self._plans.plan(plan, case, f"{place}.plans[{number}]", key, institution)

    def _years(
        self, case: LearnerCase, place: str, learner: UUID, here: UUID | None, school_class: UUID | None
    ) -> None:
        """The learner's school years: those told as earlier ones, and the current one where the learner is now."""
        now = calendar.school_year_of(self._today)
        for number, one in enumerate(case.earlier_years):
            inside = f"{place}.earlier_years[{number}]"
            year = self._year(one.school_year, f"{inside}.school_year")
            if year >= now:
                raise Wrong(f"{inside}.school_year: {one.school_year!r} is not before {now}")
            self.sower.add(
                inside, Enrollment, learner_id=learner, school_year=str(year), grade=one.grade,
                institution_id=self.sower.known(Institution, one.institution, f"{inside}.institution"),
                vocational=one.vocational, since=calendar.dates(year.semesters[0]).first,
                until=calendar.dates(year.next.semesters[0]).first,
            )  # fmt: skip
        since = case.since or calendar.dates(now.semesters[0]).first
        if here is not None and case.grade is not None:
            self.sower.add(
                f"{place}.institution", Enrollment, learner_id=learner, institution_id=here, school_year=str(now),
                school_class_id=school_class, grade=case.grade, vocational=case.vocational, since=since,
            )  # fmt: skip

    def _year(self, text: str, place: str) -> SchoolYear:
        known = {str(one.school_year): one.school_year for one in calendar.semesters()}
        if text not in known:
            raise Wrong(f"{place}: {text[:40]!r} is no school year of the calendar")
        return known[text]

    def _codes(self, case: LearnerCase, place: str, learner: UUID, institution: UUID | None) -> None:
        since = case.birth_date or self._today
        for number, text in enumerate(case.personal_codes):
            inside = f"{place}.personal_codes[{number}]"
            try:
                code = PersonalCode.parse(text)
            except Refused as refusal:
                raise Wrong(f"{inside}: is no personal code ({refusal.reasons[0].code})") from refusal
            last = number + 1 == len(case.personal_codes)
            self.sower.add(
                inside, LearnerIdentifier, learner_id=learner, institution_id=institution, kind="personal_code",
                sealed=seal(code.digits, about="personal_code"), index=blind_index(code.digits, about="personal_code"),
                masked=code.masked, since=since, until=None if last else self._today,
            )  # fmt: skip

    def _cares(
        self,
        cares: Iterable[Any],
        place: str,
        institution: UUID | None,
        learner: UUID | None,
        school_class: UUID | None,
    ) -> None:
        for number, one in enumerate(cares):
            inside = f"{place}[{number}]"
            appointment = self.sower.known(Appointment, one.appointment, f"{inside}.appointment")
            account = Appointment.objects.values_list("account_id", flat=True).get(pk=appointment)
            self.sower.add(
                inside, Care, appointment_id=appointment, account_id=account, institution_id=institution,
                learner_id=learner, school_class_id=school_class, since=one.since, until=one.until, reason=one.reason,
            )  # fmt: skip

    def _answer(
        self,
        paper: str,
        case: ConsentCase,
        learner: LearnerCase,
        place: str,
        key: UUID,
        institution: UUID | None,
    ) -> dict[str, object]:
        guardian = self.sower.maybe(Guardian, case.guardian, f"{place}.guardian")
        first = next((one for one in learner.guardians if one.key == case.guardian), None)
        signed = case.state in {"signed", "withdrawn"}
        signed_on = case.signed_on or (self._today if signed else None)
        own_name = f"{learner.given_name} {learner.family_name}"
        moment = None if signed_on is None else self.sower.now.replace(
            year=signed_on.year, month=signed_on.month, day=signed_on.day, hour=DAY_HOUR
        )  # fmt: skip
        who = first.name if first else own_name
        said_no = case.state in {"refused", "withdrawn"}
        asked_by = self.sower.known(Account, case.asked_by, f"{place}.asked_by")
        return {
            "learner_id": key, "institution_id": institution, "state": case.state, "way": case.way,
            "text_version": consent_texts.version_on(paper, signed_on or self._today).code, "language": case.language,
            "guardian_id": guardian, "signed_on": signed_on,
            "signer_name": case.signer_name or (who if signed else ""),
            "signer_relation": case.signer_relation or ((first.relation if first else SELF) if signed else ""),
            "ender_name": who if said_no else "",
            "ended_by_id": asked_by if said_no and case.way != "link" else None,
            "asked_by_id": asked_by, "sent_at": case.sent_at,
            "opened_at": case.opened_at, "answered_at": case.answered_at or moment, "ended_at": case.ended_at,
            "question": case.question, "reply": case.reply, "ended_on": case.ended_on,
            "asked_on": case.asked_on or signed_on or self._today,
        }  # fmt: skip


def _listed(key: str, rules: Iterable[str], place: str) -> None:
    if key not in rules:
        raise Wrong(f"{place}: {key!r} is not in the rulebook")
