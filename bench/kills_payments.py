"""Payments for `bench.kills`: claims go into a batch, are signed, given to a bank and confirmed; killed anywhere.

The bank is a folder: a file given twice is the same file and is paid once, as banks know a message by its number. It
gives every third payment back.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from lxml import etree

from pumpurs.foundation.sealed import blind_index, seal
from pumpurs.foundation.visibility import Reach, Viewer, job_viewer, looking_as
from pumpurs.programme.compensations.actions import batches, partner_accounts, statements
from pumpurs.programme.compensations.models import Allowance, Batch, Claim, LedgerLine, Payee, Payment
from pumpurs.programme.compensations.queries.batches import batch_to_sign, payment_file
from pumpurs.programme.compensations.queries.proof import differences
from pumpurs.programme.compensations.rules import bank_statement
from pumpurs.programme.compensations.rules.payment_file import ABOUT_PAYEE, USUAL_VERSION, masked
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.values.roles import Role

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)
CLAIMS, GIVES_BACK = 9, 3
OUR_IBAN, PAYEE_IBAN = "LV80BANK0000435195001", "LV97HABA0012345678910"
PLACES = (
    "batch.drafted",
    "batch.signing",
    "batch.signed",
    "batch.sending",
    "payment.booked",
    "payment.booked_back",
    "statement.booked",
    "statement.taken",
)
PROOF = job_viewer("kills")


@dataclass(frozen=True)
class Desk:
    """Who pays at one partner, and the folder that is the bank."""

    partner_id: UUID
    keeper_id: UUID
    signer_id: UUID
    bank: Path

    def viewer(self, account_id: UUID) -> Viewer:
        """One of the two accountants."""
        return Viewer(account_id, Role.ACCOUNTANT, Reach(partners=frozenset({self.partner_id})))

    def pay_everything(self) -> None:
        """Go on from wherever the last try was stopped, until nothing waits."""
        while self._goes_on():
            pass

    def _goes_on(self) -> bool:
        keeper, signer = self.viewer(self.keeper_id), self.viewer(self.signer_id)
        with looking_as(keeper):
            open_ones = Batch.objects.filter(
                partner_id=self.partner_id, state__in=("drafted", "signed", "sent")
            )
            found = dict(open_ones.values_list("id", "state"))
            ready = Claim.objects.filter(partner_id=self.partner_id, state="granted").exists()
        if not found and ready:
            with looking_as(keeper):
                batches.draft(form_key=uuid4(), claim_ids=None, pays_on=DAY, viewer=keeper, now=NOW)
            return True
        for batch_id, state in found.items():
            if state == "drafted":
                with looking_as(signer):
                    seen = batch_to_sign(viewer=signer, batch_id=batch_id).seen
                with looking_as(signer):
                    batches.sign(batch_id=batch_id, seen=seen, viewer=signer, now=NOW)
            elif state == "signed":
                with looking_as(keeper):
                    file = payment_file(viewer=keeper, batch_id=batch_id, version=USUAL_VERSION, header=())
                self.give(file[1])
                with looking_as(keeper):
                    batches.mark_sent(batch_id=batch_id, viewer=keeper, now=NOW)
            else:
                self._take_statements(keeper)
        return bool(found)

    def give(self, content: bytes) -> None:
        """The bank gets a file: written aside first, so that half a file is none."""
        self.bank.mkdir(parents=True, exist_ok=True)
        path = self.bank / f"{hashlib.sha256(content).hexdigest()}.xml"
        draft = path.with_suffix(".part")
        draft.write_bytes(content)
        draft.rename(path)

    def paid_by_bank(self) -> dict[str, Decimal]:
        """Every payment that the bank was told to make, by its reference. ValueError if it was told one twice."""
        told: dict[str, Decimal] = {}
        for path in sorted(self.bank.glob("*.xml")):
            for one in etree.parse(path).iterfind(".//{*}CdtTrfTxInf"):
                reference, amount = one.findtext(".//{*}EndToEndId"), one.findtext(".//{*}InstdAmt")
                if reference in told:
                    raise ValueError(f"{reference} stands in two files")
                told[str(reference)] = Decimal(str(amount))
        return told

    def _take_statements(self, keeper: Viewer) -> None:
        content = _statement(self.paid_by_bank())
        with looking_as(keeper):
            statements.take(read=bank_statement.read(content), viewer=keeper, now=NOW)

    def wrong(self) -> list[str]:
        """Everything that is not as it must be, whenever the work was stopped."""
        with looking_as(PROOF):
            found = [str(one) for one in differences(viewer=PROOF)]
            claims = dict(Payment.objects.values_list("reference", "claim_id"))
            sums = dict(Payment.objects.exclude(confirmed_on=None).values_list("reference", "amount_eur"))
            unsigned = Payment.objects.filter(batch__signed_at=None).values_list("reference", flat=True)
            told = self.paid_by_bank()
            found += [f"{one} was given to the bank unsigned" for one in told if one in set(unsigned)]
        twice = Counter(claims.get(one) for one in told)
        found += [f"claim {claim} was paid {count} times" for claim, count in twice.items() if count > 1]
        found += [
            f"{one}: booked {eur}, bank {told.get(one)}" for one, eur in sums.items() if told.get(one) != eur
        ]
        return found

    def is_done(self) -> bool:
        """Every claim is paid, or its money came back."""
        with looking_as(PROOF):
            states = set(Claim.objects.filter(partner_id=self.partner_id).values_list("state", flat=True))
        return states <= {"paid", "filed"}


def _statement(paid: dict[str, Decimal]) -> bytes:
    rows = []
    for reference, amount in sorted(paid.items()):
        back = int(reference.rsplit("N", 1)[1]) % GIVES_BACK == 0
        rows.append(_row(reference, amount, "DBIT", ""))
        rows += [_row(reference, amount, "CRDT", "AC04")] if back else []
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>'
        f"<Acct><Id><IBAN>{OUR_IBAN}</IBAN></Id></Acct>{''.join(rows)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _row(reference: str, amount: Decimal, way: str, code: str) -> str:
    why = f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>" if code else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{DAY}</Dt></BookgDt><AcctSvcrRef>{way}-{reference}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>{reference}</EndToEndId></Refs>{why}</TxDtls></NtryDtls></Ntry>"
    )


class Payments:
    """A state school that pays: its desk, and new granted claims for each turn."""

    def __init__(self, folder: Path) -> None:
        partner = Partner.objects.create(
            kind="state_vocational_school", name="Maksātāju skola", municipality_code="LV-022"
        )
        self.school = Institution.objects.create(
            partner=partner, kind="vocational_school", name="Maksātāju skola", source_code="90000000555"
        )
        self.author, keeper, signer = (
            Account.objects.create(email=f"{name}@skola.example", name="Anna Zvirbule")
            for name in ("author", "keeper", "signer")
        )
        self.desk = Desk(partner.id, keeper.id, signer.id, folder / "bank")
        holder, number = "Maksātāju skola", OUR_IBAN
        first, second = self.desk.viewer(keeper.id), self.desk.viewer(signer.id)
        with looking_as(first):
            told = partner_accounts.tell(holder_name=holder, iban=number, viewer=first, now=NOW)
        with looking_as(second):
            partner_accounts.sign(account_id=told, viewer=second, now=NOW)

    def prepare(self, turn: int) -> None:
        """New granted claims."""
        for line in range(CLAIMS):
            grant(self.school, self.author, Decimal(turn % 40 + line + 1) / 4)

    def do(self, turn: int) -> None:
        """All of it."""
        self.desk.pay_everything()

    def state(self, turn: int) -> str:
        """Old: some claims still wait, and all books agree; new: all were paid; else mixed."""
        if self.desk.wrong():
            return "mixed"
        return "new" if self.desk.is_done() else "old"


def grant(school: Institution, author: Account, amount_eur: Decimal) -> Claim:
    """A granted claim of a new learner with its account, allowance and ledger line. As the owner."""
    number = uuid4().int % 10**15
    learner = Learner.objects.create(given_name="Marta", family_name="Egle", institution=school, grade=7)
    where = {"institution_id": school.id, "partner_id": school.partner_id}
    plan = Plan.objects.create(
        number=number, learner=learner, institution=school, partner_id=school.partner_id, semester="2026/1",
        grade=7, author=author, since=date(2026, 9, 1), until=date(2026, 12, 19), created_at=NOW, state="approved",
    )  # fmt: skip
    payee = Payee.objects.create(
        learner=learner, holder_name="Ieva Egle", sealed_iban=seal(PAYEE_IBAN, about=ABOUT_PAYEE),
        masked_iban=masked(PAYEE_IBAN), index=blind_index(PAYEE_IBAN, about=ABOUT_PAYEE), told_at=NOW, **where,
    )  # fmt: skip
    claim = Claim.objects.create(
        number=number, learner=learner, plan=plan, measure_id=uuid4(), kind="meals", period="2026-10",
        service_on=date(2026, 10, 12), documented_eur=amount_eur, granted_eur=amount_eur, way="school",
        state="granted", payee=payee, form_key=uuid4(), filed_at=NOW, checked_by=author, checked_at=NOW,
        granted_by=author, granted_at=NOW, **where,
    )  # fmt: skip
    Allowance.objects.create(
        learner=learner, kind="meals", period="2026-10", cap_eur=70, granted_eur=amount_eur, opened_at=NOW
    )
    LedgerLine.objects.create(
        claim=claim, learner_id=learner.id, kind="meals", period="2026-10", what="grant",
        granted_eur=amount_eur, paid_eur=Decimal(0), booked_on=DAY, at=NOW, key=f"grant:{claim.id}:0", **where,
    )  # fmt: skip
    return claim
