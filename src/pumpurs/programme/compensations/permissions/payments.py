"""Who keeps, signs and confirms payments of a partner; the function's name is the rule."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils.timezone import localdate

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Batch, Claim, PartnerAccount, Payment, Recovery
from pumpurs.programme.partners.models import Partner
from pumpurs.rulebook import payment_duties
from pumpurs.values.roles import Role

KEEPERS = frozenset({Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR})


class OfPartner(Protocol):
    """A record that belongs to a partner."""

    partner_id: UUID


def keeps_the_payments(viewer: Viewer, record: OfPartner) -> bool:
    """The accountant or the coordinator of the partner whose money it is."""
    return viewer.role in KEEPERS and record.partner_id in viewer.reach.partners


def drafts_payments(viewer: Viewer, batch: Batch) -> bool:
    """A role that the rulebook lets draft, by the rules of the day of drafting, at the partner whose money it is."""
    duty = payment_duties.roles("draft", batch.partner.kind, localdate(batch.drafted_at))
    return viewer.role in duty and batch.partner_id in viewer.reach.partners


def drafts_its_batch(viewer: Viewer, payment: Payment) -> bool:
    """Whoever may draft the payment's batch."""
    return drafts_payments(viewer, payment.batch)


def drafts_for_the_partner(viewer: Viewer, claim: Claim) -> bool:
    """A role that the rulebook lets draft payments at the claim's partner, by the rules of the day of the grant."""
    day = localdate(claim.granted_at or claim.filed_at)
    duty = payment_duties.roles("draft", claim.partner.kind, day)
    return viewer.role in duty and claim.partner_id in viewer.reach.partners


def signs_payments(viewer: Viewer, batch: Batch) -> bool:
    """A role that the rulebook lets sign payments of such a partner."""
    duty = payment_duties.roles("sign", batch.partner.kind, batch.pays_on)
    return viewer.role in duty and batch.partner_id in viewer.reach.partners


def asks_money_back(viewer: Viewer, recovery: Recovery) -> bool:
    """A role that the rulebook lets ask money back at such a partner, by the rules of the day of the demand."""
    return may_ask_back(viewer, recovery.claim.partner, localdate(recovery.demanded_at))


def may_ask_back(viewer: Viewer, partner: Partner, day: date) -> bool:
    """The same of a day and a partner, before there is a demand."""
    return (
        viewer.role in payment_duties.roles("demand", partner.kind, day)
        and partner.id in viewer.reach.partners
    )


def signs_accounts(viewer: Viewer, account: PartnerAccount) -> bool:
    """Whoever keeps the partner's payments, or the head of a school that is a partner itself."""
    head = viewer.role is Role.HEAD and account.partner_id in viewer.reach.partners
    return head or keeps_the_payments(viewer, account)


def drafted_it(viewer: Viewer, batch: Batch) -> bool:
    """Four eyes: who drafted a batch does not sign it, in whichever role."""
    return batch.drafted_by_id == viewer.account_id


def checked_or_granted_one_of_them(viewer: Viewer, batch: Batch) -> bool:
    """Three pairs of eyes: whoever checked or granted a claim never signs its payment, in whichever role."""
    claims = batch.payments.exclude(state="dropped").values_list("claim__checked_by", "claim__granted_by")
    return any(viewer.account_id in pair for pair in claims)


def asked_it_back_or_granted_it(viewer: Viewer, recovery: Recovery) -> bool:
    """Four eyes: who asked money back, or granted it, does not note that it came, for that frees the cap."""
    return viewer.account_id in (recovery.demanded_by_id, recovery.claim.granted_by_id)


def asked_it_back(viewer: Viewer, recovery: Recovery) -> bool:
    """Four eyes: who asked money back does not let it go alone."""
    return recovery.demanded_by_id == viewer.account_id
