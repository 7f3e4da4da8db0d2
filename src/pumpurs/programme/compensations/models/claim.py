"""The claim (pieprasījums), its proofs, its history, and the account that it is paid to."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.compensations.rules.claims import Asked
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan

ACCOUNTED = "compensations are accounted for to the European Social Fund"
# whoever reaches only the learner (the family, who cares for the learner) reads; what they do is written by the acts
OF_CLAIM = Seen(
    partner="partner_id", institution="institution_id", learner="learner_id", kept=True,
    written_by=Seen(partner="partner_id", institution="institution_id"),
)  # fmt: skip
OF_MONEY = replace(OF_CLAIM, written_by=Seen(partner="partner_id"))  # what is granted: with the nation's eyes


class Payee(models.Model):
    """The bank account that a learner's compensations go to. A new one takes the place of the old; none is changed.

    Each school keeps the one that it was told: who moves tells it anew, and the old school sees nothing of it.
    `index` is the keyed hash of the IBAN: one account behind many learners can be noticed without opening any.
    `in_hand_of`: where a family's link told it, the member of staff who made that link or handed it over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="payees")
    institution_id = models.UUIDField()
    partner_id = models.UUIDField()
    holder_name = models.CharField(max_length=70)
    sealed_iban = models.CharField(max_length=200)
    masked_iban = models.CharField(max_length=34)
    index = models.CharField(max_length=64)
    told_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    in_hand_of = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    seen = OF_CLAIM
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "learner", "institution_id", "partner_id", "index"),
        identity=("holder_name",),
        money=("sealed_iban", "masked_iban"),
        evidence=("told_by", "in_hand_of", "told_at", "replaced_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "institution_id"],
                condition=Q(replaced_at=None),
                name="one_account_at_a_time_per_learner_and_school",
            )
        ]
        indexes = [models.Index(fields=["index"], name="payee_by_account")]


class Claim(models.Model):
    """What a family or a school asks to be paid back for one month or semester of service, with its proof.

    `granted_eur` is what stands of it now: the sum of its ledger lines' `granted_eur`. `in_hand_of`: where a family's
    link filed it, the member of staff who made that link or handed it over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    number = models.BigIntegerField(unique=True)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="claims")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="claims")
    measure_id = models.UUIDField()  # of the version in force; a later one may hold it no more
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # rulebook: compensation_kinds
    period = models.CharField(max_length=7)  # of the service: 2026-10, or 2026/1 for a semester
    service_on = models.DateField()  # the day whose rules hold
    documented_eur = models.DecimalField(max_digits=10, decimal_places=2)
    granted_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    way = models.CharField(max_length=10)  # family | school
    state = models.CharField(max_length=20, default="filed")
    payee = models.ForeignKey(Payee, null=True, on_delete=models.PROTECT, related_name="claims")
    form_key = models.UUIDField(unique=True)  # one form is one claim, however often it is sent
    filed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    filed_guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    in_hand_of = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    checked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)

    seen = OF_CLAIM
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "number",
            "learner",
            "plan",
            "measure_id",
            "institution",
            "partner",
            "period",
            "service_on",
            "way",
            "state",
            "payee",
            "form_key",
            "filed_guardian",
            "waiting_since",
        ),
        money=("kind", "documented_eur", "granted_eur"),
        evidence=(
            "filed_by",
            "in_hand_of",
            "filed_at",
            "checked_by",
            "checked_at",
            "granted_by",
            "granted_at",
        ),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()  # not stored: what comes along with the step that is being taken

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(documented_eur__gt=0), name="claim_documents_some_money"),
            models.CheckConstraint(
                condition=Q(granted_eur__gte=0, granted_eur__lte=F("documented_eur")),
                name="granted_is_at_most_documented",
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "waiting_since"], name="claim_desk_partner"),
            models.Index(fields=["institution", "state", "waiting_since"], name="claim_desk_institution"),
            models.Index(fields=["learner", "kind", "period"], name="claim_by_learner"),
        ]


class OfClaim(models.Model):
    """A row of a claim; carries the claim's reach so that its wall needs no look-up."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="%(class)ss")
    learner_id = models.UUIDField()
    institution_id = models.UUIDField()
    partner_id = models.UUIDField()

    class Meta:
        abstract = True


KEYS = ("id", "claim", "learner_id", "institution_id", "partner_id")


class ClaimProof(OfClaim):
    """A photo or PDF that proves a claim; kept outside the web root under its hash."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(
        max_length=64
    )  # of what is seen in it: the same photo at another claim is noticed
    added_at = models.DateTimeField()

    seen = OF_CLAIM
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "file", "sha256"),
        evidence=("added_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="claim_proof_by_content")]


class ClaimStep(OfClaim):
    """One step of a claim's life: who, in which role, when, with which words. Never changed."""

    step = models.CharField(max_length=20)
    by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: the family
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)

    seen = OF_CLAIM
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=KEYS,
        evidence=("step", "by", "role", "at", "from_state", "to_state", "reason_code", "note"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["claim", "at"], name="claim_step_by_claim")]
