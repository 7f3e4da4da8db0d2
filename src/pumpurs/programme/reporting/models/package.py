"""The monthly package (mēneša dokumenti): what a partner sends of one month, its versions, comments and history."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.models.statement import ACCOUNTED, Statement
from pumpurs.programme.reporting.rules.asked import Asked

OF_PARTNER = Seen(partner="partner_id")


class Package(models.Model):
    """One partner's month: of a municipality, or of a state vocational school."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="packages")
    month = models.CharField(max_length=7)  # 2026-10
    state = models.CharField(max_length=20, default="open")
    version = models.PositiveSmallIntegerField(default=0)  # how often it was sent
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    statement = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="packages")

    seen = OF_PARTNER
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "partner",
            "month",
            "state",
            "version",
            "due_on",
            "reminded_on",
            "statement",
        ),
        evidence=("opened_at", "sent_at", "checked_by", "accepted_at"),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()  # not stored: what comes along with the step that is being taken

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "month"], name="one_package_per_partner_and_month")
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="package_desk")]


class OfPackage(models.Model):
    """A row of a package; carries its reach so that its wall needs no look-up."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="%(class)ss")
    partner_id = models.UUIDField()

    class Meta:
        abstract = True


KEYS = ("id", "package", "partner_id")


class PackageVersion(OfPackage):
    """What stood in the package when it was sent: frozen with its sums and the rulebook it was worked out by."""

    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    rulebook = models.CharField(max_length=16)
    minutes = models.IntegerField()
    hours_eur = models.DecimalField(max_digits=12, decimal_places=2)
    granted_eur = models.DecimalField(max_digits=12, decimal_places=2)
    paid_eur = models.DecimalField(max_digits=12, decimal_places=2)
    frozen_at = models.DateTimeField()

    seen = OF_PARTNER
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "number", "rulebook"),
        money=("content", "minutes", "hours_eur", "granted_eur", "paid_eur"),
        evidence=("frozen_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="one_version_per_package_and_number")
        ]


class Taken(OfPackage):
    """A sheet or a ledger line that a package accounts for: each is accounted for once, whatever happens."""

    what = models.CharField(max_length=10)  # sheet | line
    record_id = models.UUIDField()

    seen = OF_PARTNER
    privacy = Privacy(
        purpose="that nothing is accounted for twice",
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "what", "record_id"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "record_id"], name="each_record_in_one_package")
        ]


class PackageStep(OfPackage):
    """One step of a package's life: who, in which role, when, with which words. Never changed."""

    step = models.CharField(max_length=20)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")  # empty: a job
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)

    seen = OF_PARTNER
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=KEYS,
        evidence=("step", "by", "role", "at", "from_state", "to_state", "note"),
    )
    objects = VisibleQuerySet.as_manager()


class PackageComment(OfPackage):
    """A comment of the programme on one line: `line` is whole, sheet:<id>, hours:<institution> or kind:<kind>.

    The partner settles it: it is done, or answered in words.
    """

    line = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)

    seen = OF_PARTNER
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(*KEYS, "line"),
        evidence=("text", "by", "role", "at", "settled_at", "settled_by", "answer"),
    )
    objects = VisibleQuerySet.as_manager()
