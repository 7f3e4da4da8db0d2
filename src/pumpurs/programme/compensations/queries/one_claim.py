"""One claim: the proof, the account, what is left under the cap, its history, what this reader can do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pumpurs.foundation import audit, files
from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.programme.compensations.lifecycle.claim import CLAIM_LIFE, OPEN
from pumpurs.programme.compensations.models import Allowance, Claim, ClaimProof, ClaimStep, Payee
from pumpurs.programme.compensations.preconditions.claims import basis_of, given_back_by_the_bank
from pumpurs.programme.compensations.queries.claims import ClaimRow, purpose_of, row_of, with_names
from pumpurs.programme.compensations.rules.claims import against_claim, left_eur, whole_or_left
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.reasons import Reason

STEPS = ("check", "ask", "grant", "refuse", "answer", "withdraw", "reverse")


@dataclass(frozen=True)
class AccountCard:
    """Where the money goes. `learners`: to how many other learners it goes, too; `earlier`: how many came before it.

    `gave_back_on`: the bank gave money of it back that day, for the reason `return_code`.
    """

    id: UUID
    holder: str
    masked: str
    told_at: datetime
    earlier: int
    learners: int
    gave_back_on: date | None
    return_code: str


@dataclass(frozen=True)
class CapCard:
    """The allowance of the learner's period, wherever in the country it was used. `cap_eur` None: there is no cap."""

    cap_eur: Decimal | None
    taken_eur: Decimal
    left_eur: Decimal | None
    grantable_eur: Decimal


@dataclass(frozen=True)
class ProofLine:
    """One photo or PDF."""

    id: UUID
    added_at: datetime


@dataclass(frozen=True)
class StepLine:
    """One step of the history. `by` is empty where a family came by a link."""

    step: str
    by: str
    role: str
    at: datetime
    reason_code: str
    note: str


@dataclass(frozen=True)
class ClaimPage:
    """One claim as its page shows it. `against`: why it could not be paid as things stand today."""

    row: ClaimRow
    plan_id: UUID
    account: AccountCard | None
    cap: CapCard
    proofs: tuple[ProofLine, ...]
    steps: tuple[StepLine, ...]
    open_steps: tuple[str, ...]
    against: tuple[Reason, ...]

    @property
    def asked(self) -> str:
        """What was asked last; empty if nothing was."""
        return next((step.note for step in reversed(self.steps) if step.step == "ask"), "")


@dataclass(frozen=True)
class Proof:
    """The content of a proof, to be given out as an attachment."""

    name: str
    content_type: str
    content: bytes


def one_claim(*, viewer: Viewer, claim_id: UUID, today: date) -> ClaimPage:
    """The whole claim. Claim.DoesNotExist out of reach."""
    rows = with_names(Claim.objects.visible_to(viewer)).select_related("partner", "institution", "payee")
    claim = rows.annotate(steps=ArraySubquery(_steps()), proofs=ArraySubquery(_proofs())).get(pk=claim_id)
    audit.shown(viewer, "claim.read", learners=[claim.learner_id], purpose=purpose_of(viewer))
    told: dict[str, Any] = vars(claim)
    with open_eyes(viewer, "claim"):
        figures = _figures(claim)
        against = _against(claim, today) if claim.state in OPEN else ()
    open_steps = tuple(step for step in CLAIM_LIFE.open_steps(claim, viewer) if step in STEPS)
    return ClaimPage(
        row=row_of(claim, viewer),
        plan_id=claim.plan_id,
        account=_account(claim.payee, figures) if claim.payee else None,
        cap=_cap(claim, figures["taken"] or Decimal("0.00")),
        proofs=tuple(ProofLine(UUID(one["id"]), datetime.fromisoformat(one["at"])) for one in told["proofs"]),
        steps=tuple(_step(one) for one in told["steps"]),
        open_steps=open_steps,
        against=against,
    )


def proof_to_read(*, viewer: Viewer, claim_id: UUID, proof_id: UUID) -> Proof:
    """A proof of a claim in reach, whoever stored it. ClaimProof.DoesNotExist for any other."""
    proof = ClaimProof.objects.visible_to(viewer).get(pk=proof_id, claim_id=claim_id)
    audit.shown(viewer, "claim.proof", learners=[proof.learner_id], purpose=purpose_of(viewer))
    with open_eyes(viewer, "claim_proof"):
        file = StoredFile.objects.get(pk=proof.file_id)
    return Proof(file.name, file.content_type, files.content_of(file))


def _steps() -> QuerySet[ClaimStep, Any]:
    said = JSONObject(
        step="step", by="by__name", role="role", at="at", reason_code="reason_code", note="note"
    )
    return ClaimStep.objects.filter(claim=OuterRef("pk")).order_by("at", "id").values(data=said)


def _proofs() -> QuerySet[ClaimProof, Any]:
    rows = ClaimProof.objects.filter(claim=OuterRef("pk")).order_by("added_at", "id")
    return rows.values(data=JSONObject(id="id", at="added_at"))


def _step(told: Mapping[str, str | None]) -> StepLine:
    text = {name: value or "" for name, value in told.items()}
    at = datetime.fromisoformat(text.pop("at"))
    return StepLine(at=at, **text)


def _figures(claim: Claim) -> Mapping[str, Any]:
    """What is granted of the period nationwide, accounts told before this one, other learners with the same one."""
    payee = claim.payee
    allowance = Allowance.objects.filter(
        learner_id=claim.learner_id, kind=claim.kind, period=claim.period
    ).values("granted_eur")
    before = Payee.objects.filter(learner_id=claim.learner_id, institution_id=claim.institution_id)
    others = Payee.objects.filter(replaced_at=None).exclude(learner_id=claim.learner_id)
    back = given_back_by_the_bank(claim.payee_id)
    before, others = before.exclude(replaced_at=None), others.filter(index=payee.index if payee else "")
    rows = Claim.objects.filter(pk=claim.pk).annotate(
        taken=Subquery(allowance[:1]),
        earlier=ArraySubquery(before.values("id")),
        shared=ArraySubquery(others.order_by().values("learner_id").distinct()),
        back_on=Subquery(back.values("returned_on")[:1]),
        back_code=Subquery(back.values("return_code")[:1]),
    )
    return rows.values("taken", "earlier", "shared", "back_on", "back_code").get()


def _cap(claim: Claim, taken: Decimal) -> CapCard:
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    left = left_eur(cap_eur=cap, granted_eur=taken)
    return CapCard(cap, taken, left, whole_or_left(documented_eur=claim.documented_eur, left=left))


def _account(payee: Payee, figures: Mapping[str, Any]) -> AccountCard:
    earlier, shared = len(figures["earlier"]), len(figures["shared"])
    return AccountCard(
        payee.id, payee.holder_name, payee.masked_iban, payee.told_at, earlier, shared, figures["back_on"],
        figures["back_code"] or "",
    )  # fmt: skip


def _against(claim: Claim, today: date) -> tuple[Reason, ...]:
    basis, _measure = basis_of(plan_id=claim.plan_id, kind=claim.kind, service_on=claim.service_on)
    return against_claim(basis, today=today)
