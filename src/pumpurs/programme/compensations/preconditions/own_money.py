"""Nobody decides about the own money (interešu konflikts): of the own family, or to an account that was told herself.

Asked in the acts, after the reasons of the step itself, and never for the rows of a list.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Batch, Claim, Payment, Recovery
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.values.reasons import Reason

OWN_FAMILY, OWN_ACCOUNT = "of_the_own_family", "told_the_account_herself"
OWN_LINK = "had_the_familys_link"


def own_family(viewer: Viewer, learner: OuterRef) -> Q:
    """The learner is the viewer or the viewer's child, past guardianships too; everybody sees the own ties."""
    return _family_of(viewer.account_id, learner)


def relatives(account: str, learner_id: UUID) -> Q:
    """For rows of people: the learner or of the family; `account` names their column. Needs the nation's eyes."""
    return _family_of(OuterRef(account), learner_id)


def _family_of(account: UUID | OuterRef, learner: UUID | OuterRef) -> Q:
    child = Guardian.objects.filter(learner_id=learner, account_id=account)
    return Q(Exists(child)) | Q(Exists(Learner.objects.filter(pk=learner, account_id=account)))


def own_money_of(batch: Batch, account: str) -> Q:
    """For rows of people: a payment of the own family, or which they told or filed themselves, is in the batch.

    `account` names the column of the person. Read it with the nation's eyes: others' ties are seen by nobody else.
    """
    rows = batch.payments.exclude(state="dropped")
    told = rows.filter(Q(payee__told_by_id=OuterRef(account)) | through_a_link_of(OuterRef(account)))
    own = rows.filter(_family_of(OuterRef(OuterRef(account)), OuterRef("learner_id")))
    return Q(Exists(told)) | Q(Exists(own))


def through_a_link_of(account: UUID | OuterRef) -> Q:
    """For rows of payments: the account was told, or the claim filed, through a family's link in this person's hand."""
    return Q(payee__in_hand_of_id=account) | Q(claim__in_hand_of_id=account)


def nobodys_own_child(claim: Claim, step: str, viewer: Viewer) -> Reason | None:
    """Whoever decides about a claim is not the learner's family."""
    return _of_own_child(Claim.objects.filter(pk=claim.pk), f"claim.{step}", viewer)


def no_own_childs_debt(recovery: Recovery, step: str, viewer: Viewer) -> Reason | None:
    """Whoever asks money back, notes that it came or lets it go is not the learner's family."""
    return _of_own_child(Claim.objects.filter(pk=recovery.claim_id), f"recovery.{step}", viewer)


def no_own_childs_payment(payments: Collection[Payment], step: str, viewer: Viewer) -> Reason | None:
    """Whoever says by hand what became of a payment is not the family, and had no hand in account or claim."""
    claims = Claim.objects.filter(pk__in=[one.claim_id for one in payments])
    if found := _of_own_child(claims, step, viewer):
        return found
    rows = Payment.objects.filter(pk__in=[one.pk for one in payments])
    told, link = Q(payee__told_by_id=viewer.account_id), through_a_link_of(viewer.account_id)
    hands = rows.aggregate(told=Count("pk", filter=told), link=Count("pk", filter=link))
    if hands["told"]:
        return Reason(f"{step}.{OWN_ACCOUNT}")
    return Reason(f"{step}.{OWN_LINK}") if hands["link"] else None


def _of_own_child(claims: QuerySet[Claim], step: str, viewer: Viewer) -> Reason | None:
    found = claims.filter(own_family(viewer, OuterRef("learner_id"))).exists()
    return Reason(f"{step}.{OWN_FAMILY}") if found else None


def told_by_another(claim: Claim, step: str, viewer: Viewer) -> Reason | None:
    """Whoever says that money may go to an account told neither it nor, by a family's link in hand, the claim."""
    payee, me = claim.payee, viewer.account_id
    if payee is not None and payee.told_by_id == me:
        return Reason(f"claim.{step}.{OWN_ACCOUNT}", place="account")
    had_it = claim.in_hand_of_id == me or (payee is not None and payee.in_hand_of_id == me)
    return Reason(f"claim.{step}.{OWN_LINK}", place="account") if had_it else None


def nobodys_own_money(batch: Batch, viewer: Viewer) -> tuple[Reason, ...]:
    """Whoever signs a batch has no child in it, told none of its accounts, had no family's link behind it in hand."""
    rows = batch.payments.exclude(state="dropped")
    told = rows.filter(payee__told_by_id=viewer.account_id).order_by("reference")
    own = rows.filter(own_family(viewer, OuterRef("learner_id"))).order_by("reference")
    link = rows.filter(through_a_link_of(viewer.account_id)).order_by("reference")
    found = (
        (OWN_FAMILY, _references(own)),
        (OWN_ACCOUNT, _references(told)),
        (OWN_LINK, _references(link)),
    )
    return tuple(
        Reason(f"batch.sign.{name}", {"payments": ", ".join(references)})
        for name, references in found
        if references
    )


def _references(rows: QuerySet[Payment]) -> Collection[str]:
    return list(rows.values_list("reference", flat=True))
