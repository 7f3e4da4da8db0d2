"""One claim: the proof, the account, what is left under the cap, its history, what this reader can do next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
from pumpurs.programme.compensations.models import (
    Allowance,
    Claim,
    ClaimProof,
    ClaimStep,
    OtherFunding,
    Payee,
)
from pumpurs.programme.compensations.preconditions.claims import (
    basis_of,
    given_back_before,
    given_back_by_the_bank,
)
from pumpurs.programme.compensations.preconditions.own_money import OWN_FAMILY, told_by_another
from pumpurs.programme.compensations.preconditions.photos import claims_with_its_photos
from pumpurs.programme.compensations.queries.claims import (
    BY_NUMBER,
    ClaimRow,
    purpose_of,
    row_of,
    with_names,
)
from pumpurs.programme.compensations.rules.claims import (
    against_claim,
    claim_code,
    left_eur,
    whole_or_left,
)
from pumpurs.programme.compensations.rules.history import one_after_another
from pumpurs.rulebook import compensation_kinds
from pumpurs.values.periods import Span
from pumpurs.values.reasons import Reason
from pumpurs.values.roles import FAMILY_ROLES

MOST_OTHERS = 5
DECISIONS = ("check", "ask", "grant", "refuse", "reverse")
STEPS = ("check", "ask", "grant", "refuse", "answer", "withdraw", "reverse")
TELLS = frozenset({"change_account", "check_anew"})


@dataclass(frozen=True)
class AccountCard:
    """Where the money goes. `learners`: to how many other learners it goes, too; `earlier`: how many others came
    before it.

    `gave_back_on`: the bank gave money of it back that day, for the reason `return_code`; if it was `told_again`, this
    was before the same number was written down once more. `told_by` is empty where the family told it; `holder` where
    the viewer reads by number.
    """

    id: UUID
    holder: str
    masked: str
    told_at: datetime
    told_by: str
    earlier: int
    learners: int
    gave_back_on: date | None
    return_code: str
    told_again: bool


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
class OtherClaim:
    """Another claim that whoever decides should look at, too; of one out of reach the number alone."""

    id: UUID
    code: str
    state: str
    kind: str
    period: str
    in_reach: bool


@dataclass(frozen=True)
class PayerNote:
    """Somebody else who pays the same kind; `ended_by` said until when, and why, where that freed days."""

    payer: str
    since: date
    last: date | None
    told_by: str
    ended_by: str
    ended_why: str


@dataclass(frozen=True)
class ClaimPage:
    """One claim as its page shows it. `against`: why it could not be paid as things stand today.

    `own_money`: why the viewer leaves check and grant to a colleague. `same_photo`: claims anywhere in the nation at
    which one of the photos stands, too; `same_month`: others of the learner, kind and period that wait; `payers`: who
    else pays or paid this kind.
    """

    row: ClaimRow
    plan_id: UUID
    account: AccountCard | None
    cap: CapCard
    proofs: tuple[ProofLine, ...]
    steps: tuple[StepLine, ...]
    open_steps: tuple[str, ...]
    tells_the_account: bool
    against: tuple[Reason, ...]
    own_money: tuple[Reason, ...]
    same_photo: tuple[OtherClaim, ...]
    same_month: tuple[OtherClaim, ...]
    payers: tuple[PayerNote, ...]
    by_number: bool

    @property
    def waits_above_its_cap(self) -> bool:
        """Nothing is granted yet, and not all of it can be."""
        return self.row.state in OPEN and self.cap.grantable_eur < self.row.documented_eur

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
    rows = with_names(Claim.objects.visible_to(viewer), viewer).select_related("payee__told_by")
    claim = rows.annotate(steps=ArraySubquery(_steps()), proofs=ArraySubquery(_proofs())).get(pk=claim_id)
    audit.shown(viewer, "claim.read", learners=[claim.learner_id], purpose=purpose_of(viewer))
    told: dict[str, Any] = vars(claim)
    with open_eyes(viewer, "claim"):
        figures = _figures(claim)
        against = _against(claim, today) if claim.state in OPEN else ()
    all_open = CLAIM_LIFE.open_steps(claim, viewer)
    open_steps = [step for step in all_open if step in STEPS]
    own_money = _own_money(claim, open_steps, viewer)
    barred = {reason.code.split(".")[1] for reason in own_money}
    by_number = viewer.role in BY_NUMBER
    return ClaimPage(
        row=row_of(claim, viewer),
        plan_id=claim.plan_id,
        account=_account(claim.payee, figures, by_number) if claim.payee else None,
        cap=_cap(claim, figures["taken"] or Decimal("0.00")),
        proofs=tuple(
            ProofLine(UUID(one["id"]), datetime.fromisoformat(one["at"]))
            for one in told["proofs"]
            if not by_number
        ),
        steps=tuple(_step(one, by_number, viewer) for one in one_after_another(told["steps"])),
        open_steps=tuple(step for step in open_steps if step not in barred),
        tells_the_account=claim.state in OPEN and not TELLS.isdisjoint(all_open),
        against=against,
        own_money=own_money,
        same_photo=tuple(_other(one, viewer) for one in figures["photos"]),
        same_month=tuple(_other(one, viewer) for one in figures["beside"] if claim.state in OPEN),
        payers=tuple(_payer(one) for one in figures["payers"] if _decides(viewer)),
        by_number=by_number,
    )


def proof_to_read(*, viewer: Viewer, claim_id: UUID, proof_id: UUID) -> Proof:
    """A proof of a claim in reach, whoever stored it. ClaimProof.DoesNotExist for any other, and by number."""
    if viewer.role in BY_NUMBER:
        raise ClaimProof.DoesNotExist
    proof = ClaimProof.objects.visible_to(viewer).get(pk=proof_id, claim_id=claim_id)
    audit.shown(viewer, "claim.proof", learners=[proof.learner_id], purpose=purpose_of(viewer))
    with open_eyes(viewer, "claim_proof"):
        file = StoredFile.objects.get(pk=proof.file_id)
    return Proof(file.name, file.content_type, files.content_of(file))


def _steps() -> QuerySet[ClaimStep, Any]:
    told = ("step", "role", "at", "from_state", "to_state", "reason_code", "note")
    said = JSONObject(by="by__name", **{name: name for name in told})
    return ClaimStep.objects.filter(claim=OuterRef("pk")).order_by("at", "id").values(data=said)


def _proofs() -> QuerySet[ClaimProof, Any]:
    rows = ClaimProof.objects.filter(claim=OuterRef("pk")).order_by("added_at", "id")
    return rows.values(data=JSONObject(id="id", at="added_at"))


def _step(told: Mapping[str, str | None], by_number: bool, viewer: Viewer) -> StepLine:
    text = {name: value or "" for name, value in told.items()}
    among_colleagues = text["step"] in ("check", "grant") and viewer.role in FAMILY_ROLES
    if by_number or among_colleagues:
        text["note"] = ""
    at = datetime.fromisoformat(text.pop("at"))
    del text["from_state"], text["to_state"]
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
    if payee:
        before = before.exclude(index=payee.index, holder_name=payee.holder_name)
    again = given_back_before(payee) if payee else back.none()
    same = claims_with_its_photos(claim)
    month = Claim.objects.filter(learner_id=claim.learner_id, kind=claim.kind, period=claim.period)
    beside = month.filter(partner_id=claim.partner_id, state__in=OPEN).exclude(pk=claim.pk)
    card = JSONObject(
        id="id", number="number", state="state", kind="kind", period="period", partner="partner_id",
        institution="institution_id", learner="learner_id",
    )  # fmt: skip
    notes = OtherFunding.objects.filter(learner_id=claim.learner_id, kind=claim.kind).order_by("since", "id")
    note = JSONObject(
        payer="payer", since="since", until="until", told_by="told_by__name", ended_by="ended_by__name",
        ended_why="ended_why",
    )  # fmt: skip
    rows = Claim.objects.filter(pk=claim.pk).annotate(
        payers=ArraySubquery(notes.values(data=note)[:MOST_OTHERS]),
        photos=ArraySubquery(same.order_by("number").values(data=card)[:MOST_OTHERS]),
        beside=ArraySubquery(beside.order_by("number").values(data=card)[:MOST_OTHERS]),
        taken=Subquery(allowance[:1]),
        earlier=ArraySubquery(before.values("id")),
        shared=ArraySubquery(others.order_by().values("learner_id").distinct()),
        back_on=Subquery(back.values("returned_on")[:1]),
        back_code=Subquery(back.values("return_code")[:1]),
        again_on=Subquery(again.values("returned_on")[:1]),
        again_code=Subquery(again.values("return_code")[:1]),
    )
    columns = (
        "payers",
        "photos",
        "beside",
        "taken",
        "earlier",
        "shared",
        "back_on",
        "back_code",
        "again_on",
        "again_code",
    )
    figures: Mapping[str, Any] = rows.values(*columns).get()
    return figures


def _other(told: Mapping[str, Any], viewer: Viewer) -> OtherClaim:
    """A link only where the viewer reaches it; the number is enough to ask."""
    near = viewer.reach.holds(UUID(told["institution"]), UUID(told["learner"]))
    near = near or UUID(told["partner"]) in viewer.reach.partners
    code = claim_code(told["number"])
    if not near:
        return OtherClaim(UUID(told["id"]), code, "", "", "", False)
    return OtherClaim(UUID(told["id"]), code, told["state"], told["kind"], told["period"], True)


def _decides(viewer: Viewer) -> bool:
    return viewer.role not in FAMILY_ROLES and viewer.role not in BY_NUMBER


def _payer(told: Mapping[str, str | None]) -> PayerNote:
    since, until = date.fromisoformat(told["since"] or ""), told["until"]
    last = Span(since, date.fromisoformat(until)).last if until else None
    names = (told[name] or "" for name in ("told_by", "ended_by", "ended_why"))
    return PayerNote(told["payer"] or "", since, last, *names)


def _own_money(claim: Claim, open_steps: Collection[str], viewer: Viewer) -> tuple[Reason, ...]:
    """Why the viewer leaves a step that is open to the role to a colleague: the own money, or the own hand before."""
    family = vars(claim)["own_family"] and viewer.role not in FAMILY_ROLES
    own = (Reason(f"claim.{step}.{OWN_FAMILY}") for step in DECISIONS if step in open_steps and family)
    told = (told_by_another(claim, step, viewer) for step in ("check", "grant") if step in open_steps)
    bars = (reason for step in ("check", "grant") for reason in CLAIM_LIFE.bars_against(step, claim, viewer))
    return (*own, *bars, *(reason for reason in told if reason))


def _cap(claim: Claim, taken: Decimal) -> CapCard:
    cap = compensation_kinds.cap_on(claim.kind, claim.service_on).eur
    left = left_eur(cap_eur=cap, granted_eur=taken)
    return CapCard(cap, taken, left, whole_or_left(documented_eur=claim.documented_eur, left=left))


def _account(payee: Payee, figures: Mapping[str, Any], by_number: bool) -> AccountCard:
    again = figures["back_on"] is None and figures["again_on"] is not None
    which = "again" if again else "back"
    return AccountCard(
        id=payee.id,
        holder="" if by_number else payee.holder_name,
        masked=payee.masked_iban,
        told_at=payee.told_at,
        told_by=payee.told_by.name if payee.told_by else "",
        earlier=len(figures["earlier"]),
        learners=len(figures["shared"]),
        gave_back_on=figures[f"{which}_on"],
        return_code=figures[f"{which}_code"] or "",
        told_again=again,
    )


def _against(claim: Claim, today: date) -> tuple[Reason, ...]:
    basis, _measure = basis_of(plan_id=claim.plan_id, kind=claim.kind, service_on=claim.service_on)
    return against_claim(basis, today=today)
