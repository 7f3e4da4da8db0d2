"""The small demonstration country as a test sees it: for each role a child of its own, one nearby, one far away.

The relations are worked out here from the tables alone, without the code that computes reach: an oracle of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from pumpurs.analytics.store import Store
from pumpurs.foundation import files
from pumpurs.foundation.visibility import job_viewer
from pumpurs.jobs import demo
from pumpurs.programme.alerts.models import (
    Alert,
    DutyNotice,
    JournalBatch,
    JournalToken,
    RiskModel,
    RuleTrial,
)
from pumpurs.programme.compensations.models import Claim, ClaimProof, Payee
from pumpurs.programme.consents.models import Consent
from pumpurs.programme.learners.models import Care, Guardian, Learner, Referral, RosterImport
from pumpurs.programme.partners.models import Agreement, Institution, Participation
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.models import LineComment, Measure, Plan
from pumpurs.programme.work.models import Entry, HoursAsked, Session, Sheet
from pumpurs.values.roles import NATIONAL_ROLES, Role
from tests import database
from tests.papers import pdf
from tests.web import accounts, paid

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RELATIONS = ("own", "near", "far")
WORDS = {
    "group": "learning",
    "step": "suspend",
    "screen": "desk",
    "token": "x" * 32,
    "key": "x",
    "what": "marks",
    "uidb36": "x",
    "provider_id": "x",
    "pk": "1",
    "account_id": str(UUID(int=1)),  # of a used-up invitation: nobody's
}
PDF = pdf("a paper")


@dataclass(frozen=True)
class Person:
    """A demo person at the place where they act first."""

    role: Role
    account: Account
    appointment: Appointment | None


@contextmanager
def built(store: Store | None = None) -> Iterator[None]:
    """Inside, the small country stands in the database, in one transaction that is rolled back at the end."""
    before = settings.FIXED_NOW
    settings.FIXED_NOW = NOW
    try:
        with transaction.atomic():
            database.become_owner(connection)
            _with_plan.cache_clear()
            demo.build("small", now=NOW, store=store)
            yield
            transaction.set_rollback(True)
    finally:
        settings.FIXED_NOW = before
        database.become_owner(connection)


def persons() -> list[Person]:
    """One person for each role, as the start of the programme prints them."""
    found = []
    for sign_in in demo.SIGN_INS:
        account = Account.objects.get(email=sign_in.email)
        places = Appointment.objects.filter(account=account).order_by("since", "id")
        found.append(Person(Role(sign_in.role), account, places.first()))
    return found


def signed_in(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(person.account, backend=BACKEND)
    return client


@lru_cache(maxsize=1)
def _with_plan() -> list[Learner]:
    """Learners with a plan that has a measure, and with a consent."""
    rows = Learner.objects.filter(plans__measures__isnull=False, consents__isnull=False).distinct()
    return list(rows.select_related("institution").order_by("id"))


def is_own(person: Person, learner: Learner) -> bool:
    here = person.appointment
    if person.role in NATIONAL_ROLES:
        return True
    if person.role is Role.GUARDIAN:
        return Guardian.objects.filter(account=person.account, learner=learner, until=None).exists()
    if person.role is Role.ADULT_LEARNER:
        return learner.account_id == person.account.id
    if here is None or learner.institution is None:
        return False
    if person.role in (Role.MUNICIPAL_COORDINATOR, Role.ACCOUNTANT):
        return learner.institution.partner_id == here.partner_id
    if person.role in (Role.HEAD, Role.INSTITUTION_COORDINATOR) or here.whole_institution:
        return learner.institution_id == here.institution_id
    if person.role is Role.STRATEGIC_PARTNER:
        return Referral.objects.filter(learner=learner, strategic_partner=here.strategic_partner_id).exists()
    cares = Care.objects.filter(appointment=here, until=None)
    in_class = cares.filter(school_class_id=learner.school_class_id, school_class__isnull=False)
    return in_class.exists() or cares.filter(learner=learner).exists()


def learner_for(person: Person, relation: str) -> Learner | None:
    """A learner in this relation to the person; None if there is none (a national role has nobody far away)."""
    candidates = _with_plan()
    if relation == "own":
        return next((learner for learner in candidates if is_own(person, learner)), None)
    if person.role in NATIONAL_ROLES:
        return None
    foreign = (learner for learner in candidates if not is_own(person, learner))
    mine = learner_for(person, "own")
    home = mine.institution if mine else person.appointment.institution if person.appointment else None
    partner_id = home.partner_id if home else None
    if relation == "near":  # the same partner: the school next door, or the class next door
        return next((x for x in foreign if x.institution and x.institution.partner_id == partner_id), None)
    return next((x for x in foreign if x.institution and x.institution.partner_id != partner_id), None)


def ids_of(learner: Learner, asked: set[str], *, waits: bool = False) -> dict[str, Any]:
    """The ids that stand in addresses of pages about this learner's plan, place and people.

    What the demo lacks is put there first, as owner; LookupError where that cannot be. `waits`: a journal file that
    waits for its columns.
    """
    plans = Plan.objects.filter(learner=learner, measures__isnull=False).order_by("-number")
    institution = learner.institution or Institution.objects.order_by("id").first()
    assert institution is not None
    partner_id = institution.partner_id
    finders: dict[str, Any] = {
        "learner_id": lambda: learner.id,
        "plan_id": lambda: plans[0].id,
        "measure_id": lambda: _id(Measure.objects.filter(plan=plans[0])),
        "comment_id": lambda: _comment(plans[0]).id,
        "consent_id": lambda: _id(Consent.objects.filter(learner=learner)),
        "file_id": lambda: _scan(learner),
        "partner_id": lambda: partner_id,
        "institution_id": lambda: institution.id,
        "agreement_id": lambda: _id(Agreement.objects.filter(partner_id=partner_id)),
        "participation_id": lambda: _id(Participation.objects.filter(partner_id=partner_id)),
        "appointment_id": lambda: _id(
            Appointment.objects.filter(institution=institution, role=Role.PLAN_AUTHOR)
        ),
        "alert_id": lambda: _alert(learner, institution).id,
        "notice_id": lambda: _notice(learner, institution).id,
        "model_id": lambda: _model().id,
        "trial_id": lambda: _trial().id,
        "roster_id": lambda: _roster(institution).id,
        "batch_id": lambda: _batch(institution, waits).id,
        "token_id": lambda: _token(institution).id,
        "session_id": lambda: session_of(plans[0], plans[0].author_id).id,
        "claim_id": lambda: claim_of(plans[0]).id,
        "proof_id": lambda: proof_of(claim_of(plans[0])).id,
        "asked_id": lambda: asked_of(plans[0]).id,
        "package_id": lambda: accounts.package_at(institution).id,
        "statement_id": lambda: accounts.statement_at(institution).id,
        "payment_claim_id": lambda: accounts.payment_claim().id,
        "sample_id": lambda: accounts.drawn_at(institution).sample_id,
        "item_id": lambda: accounts.drawn_at(institution).id,
        "evidence_id": lambda: accounts.evidence_at(institution),
        "list_id": lambda: paid.payment_of(claim_of(plans[0], state="granted", kind="meals")).batch_id,
        "payment_id": lambda: paid.payment_of(claim_of(plans[0], state="granted", kind="meals")).id,
        "recovery_id": lambda: paid.demand_of(claim_of(plans[0], kind="special_transport")).id,
        "upload_id": lambda: paid.upload_at(partner_id),
        "sheet_id": lambda: session_of(plans[0], plans[0].author_id).sheet_id,
    }
    return {name: WORDS.get(name) or finders[name]() for name in asked}


def _id(rows: Any) -> UUID:
    found: UUID = rows.order_by("id").values_list("id", flat=True)[0]
    return found


def _alert(learner: Learner, institution: Institution) -> Alert:
    return Alert.objects.get_or_create(
        learner=learner, institution=institution, source="hunch", state="new",
        defaults={
            "kind": "hunch", "first_step": "talk_with_learner", "semester": "2026/1", "raised_at": NOW,
            "text": "Kļuvis kluss.", "released_on": NOW.date(), "due_on": NOW.date(),
        },
    )[0]  # fmt: skip


def _notice(learner: Learner, institution: Institution) -> DutyNotice:
    head = Account.objects.filter(appointments__role=Role.HEAD).order_by("id")[0]
    return DutyNotice.objects.get_or_create(
        learner=learner, institution=institution, semester="2025/2",
        defaults={
            "partner_id": institution.partner_id, "state": "sent", "lessons": 21, "limit": 20, "cause": "Neatbild.",
            "first_day": NOW.date(), "last_day": NOW.date(), "due_on": NOW.date(), "family_told_on": NOW.date(),
            "prepared_at": NOW, "sent_at": NOW, "sent_by": head, "learner_name": learner.full_name,
            "birth_date": learner.birth_date,
        },
    )[0]  # fmt: skip


def _model() -> RiskModel:
    card = {"model": "m", "reports": [], "may_be_switched_on": True}
    return RiskModel.objects.get_or_create(
        version="m", defaults={"kind": "ebm", "made_on": NOW.date(), "card": card, "may_be_switched_on": True,
                               "loaded_at": NOW},
    )[0]  # fmt: skip


def _trial() -> RuleTrial:
    return RuleTrial.objects.get_or_create(
        semester="2025/2",
        defaults={"asked_at": NOW, "asked_by": Account.objects.order_by("id")[0], "rules_of": NOW.date()},
    )[0]


def _comment(plan: Plan) -> LineComment:
    return LineComment.objects.get_or_create(
        plan=plan, settled_at=None, line="goal",
        defaults={
            "learner_id": plan.learner_id, "institution_id": plan.institution_id, "text": "Par maz.",
            "by_id": plan.author_id, "role": Role.HEAD, "at": NOW,
        },
    )[0]  # fmt: skip


def _scan(learner: Learner) -> UUID:
    consent = Consent.objects.filter(learner=learner).order_by("id")[0]
    if consent.scan_id is None:
        consent.scan = files.keep_scan(
            PDF, about="consent", viewer=job_viewer("test"), now=NOW, learner_id=learner.id,
            institution_id=learner.institution_id,
        )  # fmt: skip
        consent.save(update_fields=["scan"])
    return consent.scan_id  # type: ignore[return-value]


def _roster(institution: Institution) -> RosterImport:
    return RosterImport.objects.get_or_create(
        institution=institution, state="checked", file_name="saraksts.csv",
        defaults={"kind": "csv", "received_at": NOW, "received_by_id": uuid4(), "checked_at": NOW},
    )[0]  # fmt: skip


def _batch(institution: Institution, waits: bool) -> JournalBatch:
    reads: dict[str, Any] = {"state": "received", "header": ["Kas", "Kad", "Kura", "Ko", "Kā"]}
    return JournalBatch.objects.get_or_create(
        institution=institution, what="attendance", way="page", file_name="zurnals.csv",
        **(reads if waits else {"state": "checked"}),
        defaults={
            "kind": "csv", "rows": 2, "accepted": 1, "rejected": 1, "received_at": NOW, "received_by_id": uuid4(),
            "examples": [["N1", "05.10.2026", "1", "Sports", "n"]] if waits else [],
        },
    )[0]  # fmt: skip


def _token(institution: Institution) -> JournalToken:
    makers = Appointment.objects.filter(institution=institution).order_by("role", "id")
    return JournalToken.objects.get_or_create(
        institution=institution, name="E-žurnāls", revoked_at=None,
        defaults={"token_hash": uuid4().hex, "made_at": NOW, "made_by_id": uuid4(), "appointment": makers[0]},
    )[0]  # fmt: skip


def session_of(plan: Plan, provider_id: UUID, *, minutes: int = 40) -> Session:
    """A session on the provider's open sheet, in the small hours of a Friday; the plan's first consultation."""
    measure = Measure.objects.filter(plan=plan).order_by("amount_eur", "id").last()
    if measure is None:
        raise LookupError(plan)
    sheet, _new = Sheet.objects.get_or_create(
        provider_id=provider_id, institution_id=plan.institution_id, month="2026-11",
        defaults={
            "appointment_id": uuid4(), "partner_id": plan.partner_id, "position": "teacher", "opened_at": NOW,
        },
    )  # fmt: skip
    begins = datetime(2026, 11, 20, 0, 5, tzinfo=UTC)
    times = {"begins_at": begins, "ends_at": begins + timedelta(minutes=max(minutes, 1))}
    there = Session.objects.filter(provider_id=provider_id, begins_at=begins).first()
    if there is not None:
        return there
    session = Session.objects.create(
        sheet=sheet, provider_id=provider_id, institution_id=plan.institution_id, kind="teacher_consultation",
        day=date(2026, 11, 20), form="in_person", recorded_at=NOW, **times,
    )  # fmt: skip
    Entry.objects.create(
        session=session, plan=plan, measure_id=measure.id, learner_id=plan.learner_id, attended=True, minutes=minutes,
        paid_minutes=minutes, institution_id=plan.institution_id, provider_id=provider_id, **times,
    )  # fmt: skip
    return session


def asked_of(plan: Plan) -> HoursAsked:
    """More hours are asked of the plan's author."""
    measure = Measure.objects.filter(plan=plan).order_by("amount_eur", "id").last()
    if measure is None:
        raise LookupError(plan)
    return HoursAsked.objects.get_or_create(
        plan=plan, answer="", measure_id=measure.id,
        defaults={
            "learner_id": plan.learner_id, "institution_id": plan.institution_id, "kind": measure.kind, "minutes": 40,
            "by_id": plan.author_id, "at": NOW,
        },
    )[0]  # fmt: skip


def claim_of(plan: Plan, *, state: str = "filed", kind: str = "overnight") -> Claim:
    """A claim of the plan's learner, filed by the plan's author; the family's account is known."""
    held = {
        "learner_id": plan.learner_id,
        "institution_id": plan.institution_id,
        "partner_id": plan.partner_id,
    }
    payee = Payee.objects.get_or_create(
        learner_id=plan.learner_id, institution_id=plan.institution_id, replaced_at=None,
        defaults={**held, "holder_name": "Ilze Ozola", "masked_iban": "LV80 **** 5001", "told_at": NOW},
    )[0]  # fmt: skip
    there = Claim.objects.filter(plan=plan, kind=kind, state=state).first()
    return there or Claim.objects.create(
        **held, plan=plan, number=Claim.objects.count() + 900_001, measure_id=uuid4(), kind=kind, period="2026-11",
        service_on=NOW.date(), documented_eur=Decimal("10.00"), way="school", state=state, payee=payee,
        form_key=uuid4(), filed_by_id=plan.author_id, filed_at=NOW, waiting_since=NOW,
    )  # fmt: skip


def proof_of(claim: Claim) -> ClaimProof:
    """The proof of a claim."""
    held = {one: getattr(claim, one) for one in ("learner_id", "institution_id", "partner_id")}
    if there := ClaimProof.objects.filter(claim=claim).first():
        return there
    file = files.keep_scan(
        PDF, about="claim", viewer=job_viewer("test"), now=NOW, learner_id=claim.learner_id,
        institution_id=claim.institution_id,
    )  # fmt: skip
    return ClaimProof.objects.create(claim=claim, file=file, added_at=NOW, **held)


def names_of_learners() -> dict[str, UUID]:
    """Full name -> id of every learner whose name is borne by one only: canaries for the audit test."""
    names: dict[str, UUID] = {}
    double: set[str] = set()
    for given, family, learner_id in Learner.objects.values_list("given_name", "family_name", "id"):
        name = f"{given} {family}"
        if name in names:
            double.add(name)
        names[name] = learner_id
    return {name: learner_id for name, learner_id in names.items() if name not in double}
