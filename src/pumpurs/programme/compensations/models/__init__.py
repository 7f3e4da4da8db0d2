"""Tables of the room, one file per kind."""

from __future__ import annotations

from pumpurs.programme.compensations.models.allowance import Allowance, LedgerLine, OtherFunding
from pumpurs.programme.compensations.models.bank import BankLine, BankStatement, PartnerAccount
from pumpurs.programme.compensations.models.claim import Claim, ClaimProof, ClaimStep, Payee
from pumpurs.programme.compensations.models.payment import Batch, Payment, Recovery

__all__ = [
    "Allowance",
    "BankLine",
    "BankStatement",
    "Batch",
    "Claim",
    "ClaimProof",
    "ClaimStep",
    "LedgerLine",
    "OtherFunding",
    "PartnerAccount",
    "Payee",
    "Payment",
    "Recovery",
]
