"""Filing a claim (pieprasījuma iesniegšana), by the family or by the school: filed, answered, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from pumpurs.foundation.files import keep_scan
from pumpurs.foundation.lifecycle import UNBORN, refuse_if
from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.actions.steps import (
    asked_by,
    hold_proofs,
    in_hand_of,
    keys_of,
    locked,
    on_its_basis,
    person_of,
    took,
    writing,
)
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE
from pumpurs.programme.compensations.models import Claim, ClaimProof, Payee
from pumpurs.programme.compensations.preconditions.claims import (
    answers_something,
    proof_of_no_other,
    some_proof,
    the_same_form,
)
from pumpurs.programme.compensations.rules.claims import kind_paid_on, period_of
from pumpurs.programme.learners.models import Guardian
from pumpurs.programme.plans.models import Plan
from pumpurs.values.money import eur
from pumpurs.values.roles import FAMILY_ROLES


@dataclass(frozen=True)
class Expense:
    """What is asked back: of which plan and kind, on which day the service was, how much the proof documents."""

    plan_id: UUID
    kind: str
    service_on: date
    documented_eur: Decimal


def file_claim(
    *,
    expense: Expense,
    proofs: Sequence[bytes],
    form_key: UUID,
    viewer: Viewer,
    now: datetime,
    note: str = "",
) -> UUID:
    """File a claim with its proof; its id. The same form sent twice is one claim; what it asks else is refused.

    Refused with every reason; Plan.DoesNotExist out of reach.
    """
    try:
        return _file(expense, proofs, form_key, viewer, now, note)
    except IntegrityError:  # the same form, sent twice in the same moment
        if (there := _sent_before(expense, form_key, viewer)) is None:
            raise
        return there


def _sent_before(expense: Expense, form_key: UUID, viewer: Viewer) -> UUID | None:
    """The claim that this form became already, if any. Refused where it asked something else, or another sent it."""
    with open_eyes(viewer, "claim_form"):
        there = Claim.objects.filter(form_key=form_key).first()
    if there is None:
        return None
    same = Expense(there.plan_id, there.kind, there.service_on, there.documented_eur)
    asked = replace(expense, documented_eur=eur(expense.documented_eur))
    hand = (person_of(viewer), viewer.role in FAMILY_ROLES)
    refuse_if(the_same_form(same=(same, there.filed_by_id, there.way == "family") == (asked, *hand)))
    return there.id


@transaction.atomic
def _file(
    expense: Expense, proofs: Sequence[bytes], form_key: UUID, viewer: Viewer, now: datetime, note: str
) -> UUID:
    if (there := _sent_before(expense, form_key, viewer)) is not None:
        return there
    plan = Plan.objects.visible_to(viewer).select_related("partner").get(pk=expense.plan_id)
    refuse_if(kind_paid_on(expense.kind, expense.service_on))
    claim = Claim(
        number=_number(),
        learner_id=plan.learner_id,
        plan=plan,
        institution_id=plan.institution_id,
        partner=plan.partner,
        kind=expense.kind,
        period=period_of(expense.kind, expense.service_on),
        service_on=expense.service_on,
        documented_eur=eur(expense.documented_eur),
        granted_eur=Decimal("0.00"),
        way="family" if viewer.role in FAMILY_ROLES else "school",
        state=UNBORN,
        payee=_payee(plan, viewer),
        form_key=form_key,
        filed_by_id=person_of(viewer),
        in_hand_of_id=in_hand_of(viewer),
        filed_guardian=_guardian(plan, viewer),
        filed_at=now,
    )
    measure_id = on_its_basis(claim, asked_by(now, note=note), viewer)
    refuse_if(CLAIM_LIFE.reasons_against("file", claim, viewer), some_proof(len(proofs)))
    hold_proofs(claim.learner_id, claim.kind)
    # whoever sent the same form in this very moment had the lock before: its proof is this one's, and no other's
    if (there := _sent_before(expense, form_key, viewer)) is not None:
        return there
    files = _stored(claim, proofs, viewer, now)
    claim.measure_id = measure_id or plan.id
    took("file", claim, viewer, now)
    _keep(claim, files, viewer, now)
    return claim.id


@transaction.atomic
def answer(
    *,
    claim_id: UUID,
    documented_eur: Decimal,
    proofs: Sequence[bytes],
    viewer: Viewer,
    now: datetime,
    note: str = "",
) -> None:
    """Answer what was asked: another amount, one more proof, some words. It is checked anew.

    Refused with every reason, and where nothing of it is new.
    """
    claim = locked(claim_id, viewer)
    before_eur, claim.documented_eur = claim.documented_eur, eur(documented_eur)
    on_its_basis(claim, asked_by(now, note=note), viewer)
    refuse_if(CLAIM_LIFE.reasons_against("answer", claim, viewer))
    files = _stored(claim, proofs, viewer, now)
    refuse_if(answers_something(claim, before_eur=before_eur, note=note, files=files))
    took("answer", claim, viewer, now, changed={"documented_eur": claim.documented_eur})
    _keep(claim, files, viewer, now)


@transaction.atomic
def withdraw(*, claim_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take back a claim that was not granted yet: the family its own, the school its own. Refused with every reason."""
    claim = locked(claim_id, viewer)
    claim.asked = asked_by(now)
    took("withdraw", claim, viewer, now)


def _stored(claim: Claim, proofs: Sequence[bytes], viewer: Viewer, now: datetime) -> list[StoredFile]:
    """The photos, kept. Refused where one of them proves another claim of this learner, kind and period."""
    where = {"learner_id": claim.learner_id, "institution_id": claim.institution_id}
    files = [keep_scan(content, about="claim", viewer=viewer, now=now, **where) for content in proofs]
    with open_eyes(viewer, "claim_proofs"):
        hold_proofs(claim.learner_id, claim.kind)
        refuse_if(proof_of_no_other(claim, files, family=viewer.role in FAMILY_ROLES))
    return files


def _keep(claim: Claim, files: Sequence[StoredFile], viewer: Viewer, now: datetime) -> None:
    for file in files:
        proof = ClaimProof(**keys_of(claim), file=file, sha256=file.known_by, added_at=now)
        with writing(viewer):
            proof.save(force_insert=True)


def _number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('compensations_claim_number')")
        number: int = cursor.fetchone()[0]
    return number


def _payee(plan: Plan, viewer: Viewer) -> Payee | None:
    mine = Payee.objects.visible_to(viewer).filter(
        learner_id=plan.learner_id, institution_id=plan.institution_id, replaced_at=None
    )
    return mine.first()


def _guardian(plan: Plan, viewer: Viewer) -> Guardian | None:
    """The guardian with an own account who files it; a link tells no account."""
    if viewer.role not in FAMILY_ROLES or viewer.link:
        return None
    own = Guardian.objects.visible_to(viewer).filter(learner_id=plan.learner_id, account_id=viewer.account_id)
    return own.first()
