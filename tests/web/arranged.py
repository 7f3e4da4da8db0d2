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
from pumpurs.programme.consents.models import Consent, FamilyLink
from pumpurs.programme.learners.models import Learner, RosterImport
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account, Appointment
from pumpurs.values.roles import Role
from tests.web.country import NOW, PDF, ids_of

Ids = dict[str, Any]
ROSTER = "Vārds;Uzvārds;Klase;Numurs skolā\nZane;Kalniņa;7.a;N1\n".encode()
JOURNAL = "Skolēna numurs;Datums;Stunda;Priekšmets;Statuss\nN1;05.10.2026;1;Sports;n\n".encode()
FILES = {  # what is sent where a page asks for a file: its name and content
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


ARRANGED: dict[str, Callable[[Learner], Ids]] = {
    "consents/reply": _asks,
    "consents/remind": _sent,
    "consents/resend": _sent,
    "family/answer": _sent,
    "journals/columns": _journal_without_columns,
    "journals/revoke": _with_token,
    "learners/roster_columns": _roster_without_columns,
    "partners/join": _with_a_school_to_join,
    "partners/one": _ended_municipality,
    "people/cares": _newly_appointed,
}


def arranged(door: str, learner: Learner) -> Ids:
    """Put there what this door waits for; the ids for its address."""
    make = ARRANGED.get(door)
    return make(learner) if make else {}


SAID: dict[str, dict[str, str]] = {  # what nobody can guess from the form: which column means what
    "learners/roster_columns": {"given_name": "A", "family_name": "B", "class_title": "C", "learner_number": "D"},
    "journals/columns": {
        "learner_number": "Kas", "day": "Kad", "lesson": "Kura", "subject": "Ko", "status": "Kā",
    },
}  # fmt: skip


def staff_list(learner: Learner) -> dict[str, str]:
    """The second of two steps, as the dry run's answer sends it: one colleague for the learner's school."""
    row = f"2,Zane Kalniņa,zane.kalnina@example.lv,IAP sagatavotājs,{_institution(learner).source_code},01.09.2026"
    return {"step": "confirm", "list": f"0,Vārds un uzvārds,E-pasts,Loma,Iestādes kods,No\r\n{row}\r\n"}
