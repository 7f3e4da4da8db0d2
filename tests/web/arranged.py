"""What a door waits for and the demonstration country does not hold: put there as the owner before the page is asked.

Each maker gets the learner whom an allowed person has in hand, and gives the ids that stand in the address instead of
the usual ones. LookupError: with this learner it cannot be arranged.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from pumpurs.foundation.intake import waiting
from pumpurs.foundation.sealed import seal
from pumpurs.programme.compensations.models import Claim
from pumpurs.programme.consents.models import Consent, FamilyLink
from pumpurs.programme.learners.models import Learner, RosterImport
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.programme.plans.models import Measure, Plan, PlanVersion
from pumpurs.programme.work.models import Entry, Sheet
from pumpurs.values.roles import Role
from tests.web import accounts, paid
from tests.web.country import NOW, PDF, asked_of, claim_of, ids_of, session_of

Ids = dict[str, Any]
ROSTER = "Vārds;Uzvārds;Klase;Numurs skolā\nZane;Kalniņa;7.a;N1\n".encode()
JOURNAL = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss\nN1;05.10.2026;1;Sports;n\n".encode()
FILES = {  # what is sent where a page asks for a file: its name and content
    "compensations/new": ("bilete.pdf", PDF),
    "family/claim_new": ("bilete.pdf", PDF),
    "consents/paper": ("piekrisana.pdf", PDF),
    "consents/withdraw": ("atsaukums.pdf", PDF),
    "learners/rosters": ("skoleni.csv", ROSTER),
    "journals/home": ("zurnals.csv", JOURNAL),
}


def _asked(learner: Learner, state: str, **more: Any) -> Ids:
    """The family has not answered yet; its link was mailed and still works."""
    consent = Consent.objects.filter(learner=learner).order_by("id").first()
    if consent is None:
        raise LookupError(learner)
    Consent.objects.filter(pk=consent.pk).update(
        state=state, way="link", sent_at=NOW, signed_on=None, ended_on=None, reminded_at=None, **more
    )
    FamilyLink.objects.filter(learner=learner).update(closed_at=NOW)
    FamilyLink.objects.create(
        learner=learner, institution_id=consent.institution_id, consent=consent, token_hash=uuid4().hex,
        guardian=consent.guardian, sealed_token=seal("token", about="family_link"), made_by=consent.asked_by,
        sealed_address=seal("ilze@example.lv", about="family_address"), made_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )  # fmt: skip
    return {"consent_id": consent.pk}


def _asks(learner: Learner) -> Ids:
    return _asked(learner, "asked", question="Kas tas ir?", opened_at=NOW)


def _sent(learner: Learner) -> Ids:
    return _asked(learner, "sent", opened_at=None)


def _institution(learner: Learner) -> Institution:
    if learner.institution is None:
        raise LookupError(learner)
    return learner.institution


def _with_token(learner: Learner) -> Ids:
    ids_of(learner, {"token_id"})
    return {}


def _journal_without_columns(learner: Learner) -> Ids:
    return ids_of(learner, {"batch_id"}, waits=True)


def _roster_without_columns(learner: Learner) -> Ids:
    roster = RosterImport.objects.create(
        institution=_institution(learner), file_name="saraksts.csv", kind="csv", received_at=NOW,
        received_by_id=UUID(int=1),
    )  # fmt: skip
    put_roster(roster.id)
    return {"roster_id": roster.id}


def put_roster(roster_id: UUID) -> None:
    """The file lies there again: reading it takes it away."""
    waiting.drop(roster_id)
    waiting.put(roster_id, [b"A;B;C;D\nZane;Kalnina;7.a;N1\n"], name="saraksts.csv")


def _with_a_school_to_join(learner: Learner) -> Ids:
    school = _institution(learner)
    Institution.objects.create(
        partner=school.partner, kind=school.kind, name="Jaunā skola", source_code="jauna"
    )
    return {}


def _ended_municipality(learner: Learner) -> Ids:
    partner = Partner.objects.create(kind="municipality", name="Amatas novads", municipality_code="LV-008")
    Institution.objects.create(
        partner=partner, kind=_institution(learner).kind, name="Nītaures skola", source_code="nitaure"
    )
    return {"partner_id": partner.id}


def _newly_appointed(learner: Learner) -> Ids:
    account = Account.objects.create(email="jauna@example.lv", name="Zane Jaunā")
    appointment = Appointment.objects.create(
        account=account, role=Role.PLAN_AUTHOR, institution=_institution(learner), since=NOW.date()
    )
    return {"appointment_id": appointment.id}


def _running_plan(learner: Learner) -> Plan:
    plan = Plan.objects.filter(learner=learner, state="approved", until__gt=NOW.date()).first()
    if plan is None:
        raise LookupError(learner)
    return plan


def _own_session(learner: Learner) -> Ids:
    plan = _running_plan(learner)
    return {"session_id": session_of(plan, plan.author_id).id}


def _used_up(learner: Learner) -> Ids:
    plan = _running_plan(learner)
    session_of(plan, plan.author_id)
    for measure in Measure.objects.filter(plan=plan, hours_planned__isnull=False):
        planned = int((measure.hours_planned or 0) * 60)
        Entry.objects.filter(plan=plan, measure_id=measure.id).update(minutes=planned, paid_minutes=0)
    return {}


def _hours_asked(learner: Learner) -> Ids:
    return {"asked_id": asked_of(_running_plan(learner)).id}


def _plan_that_pays(learner: Learner) -> Plan:
    """The version in force pays overnight stays, and whoever approved it approved that."""
    plan = _running_plan(learner)
    versions = PlanVersion.objects.filter(plan=plan)
    for version in versions:
        lines = version.content["measures"]
        dates = {"since": plan.since.isoformat(), "until": plan.until.isoformat()}
        lines.append({**lines[0], **dates, "id": str(uuid4()), "kind": "overnight", "hours_planned": None})
        version.save(update_fields=["content"])
    return plan


def _pays(learner: Learner) -> Ids:
    return {"plan_id": _plan_that_pays(learner).id}


def _claimed(learner: Learner) -> Ids:
    return {"claim_id": claim_of(_plan_that_pays(learner)).id}


def _claimed_by_family(learner: Learner) -> Ids:
    ids = _claimed(learner)
    Claim.objects.filter(pk=ids["claim_id"]).update(way="family")
    return ids


def _claim_checked(learner: Learner) -> Ids:
    return {"claim_id": claim_of(_plan_that_pays(learner), state="checked").id}


def _own_sheet(learner: Learner) -> Ids:
    plan = _running_plan(learner)
    return {"sheet_id": session_of(plan, plan.author_id).sheet_id}


def _sheet_at_head(learner: Learner) -> Ids:
    Sheet.objects.filter(pk=_own_sheet(learner)["sheet_id"]).update(state="at_head", sums=[])
    return {}


def _granted(learner: Learner) -> Ids:
    paid.ready(claim_of(_running_plan(learner), state="granted"))
    return {}


def _drafted(learner: Learner) -> Ids:
    payment = paid.payment_of(claim_of(_running_plan(learner), state="granted"))
    return {"list_id": payment.batch_id, "payment_id": payment.id}


def _demanded(learner: Learner) -> Ids:
    return {"recovery_id": paid.demand_of(claim_of(_running_plan(learner), state="granted")).id}


def _uploaded(learner: Learner) -> Ids:
    return {"upload_id": paid.upload_at(_institution(learner).partner_id)}


def _paying(learner: Learner) -> Ids:
    paid.account_of(_institution(learner).partner_id)
    FILES["payments/statements"] = ("izraksts.xml", paid.statement_of(_institution(learner).partner_id))
    paid.question_at(_institution(learner).partner_id)
    return {}


ARRANGED: dict[str, Callable[[Learner], Ids]] = {
    "compensations/account": _pays,
    "compensations/grant_many": _claim_checked,
    "compensations/new": _pays,
    "compensations/one": _claimed,
    "consents/reply": _asks,
    "consents/remind": _sent,
    "consents/resend": _sent,
    "family/answer": _sent,
    "family/claim": _claimed_by_family,
    "family/claim_account": _pays,
    "family/claim_new": _pays,
    "journals/columns": _journal_without_columns,
    "journals/revoke": _with_token,
    "learners/roster_columns": _roster_without_columns,
    "payments/new": _granted,
    "payments/one": _drafted,
    "payments/payment": _drafted,
    "payments/recovery": _demanded,
    "payments/sign": _drafted,
    "payments/statement": _uploaded,
    "payments/statements": _paying,
    "partners/join": _with_a_school_to_join,
    "partners/one": _ended_municipality,
    "people/cares": _newly_appointed,
    "samples/home": accounts.something_to_draw,
    "statements/home": accounts.accepted_package,
    "work/answer": _hours_asked,
    "work/ask": _used_up,
    "work/one": _own_session,
    "work/sheet": _own_sheet,
    "work/sheets": _sheet_at_head,
}


def arranged(door: str, learner: Learner) -> Ids:
    """Put there what this door waits for; the ids for its address."""
    make = ARRANGED.get(door)
    return make(learner) if make else {}


IBAN = "LV80BANK0000435195001"
SAID: dict[str, dict[str, str]] = {  # what nobody can guess from the form: which column means what, an account, a sum
    "compensations/account": {"iban": IBAN},
    "compensations/new": {"documented_eur": "10,00"},
    "family/claim_account": {"iban": IBAN},
    "family/claim_new": {"documented_eur": "10,00"},
    "learners/roster_columns": {"given_name": "A", "family_name": "B", "class_title": "C", "learner_number": "D"},
    "payments/account": {"iban": IBAN},
    "payments/statements": {"words": "Maksāts no vecās sistēmas."},
    "budgets/one": {"amount_eur": "100,00", "in_force_on": "2026-11-01", "document": "P6-13/1-2026"},
    "samples/home": {"size": "1"},
    "work/record": {"day": "2026-11-20", "begins": "06:00", "ends": "06:40", "remote": ""},  # no Sunday
    "work/preparation": {"day": "2026-11-20", "minutes": "10"},
    "journals/columns": {
        "learner_number": "Kas", "day": "Kad", "lesson": "Kura", "subject": "Ko", "status": "Kā",
    },
}  # fmt: skip


def staff_list(learner: Learner) -> dict[str, str]:
    """The second of two steps, as the dry run's answer sends it: one colleague for the learner's school."""
    row = f"2,Zane Kalniņa,zane.kalnina@example.lv,IAP sagatavotājs,{_institution(learner).source_code},01.09.2026"
    return {"step": "confirm", "list": f"0,Vārds un uzvārds,E-pasts,Loma,Iestādes kods,No\r\n{row}\r\n"}
