"""Tables of the foundation: audit lines, their seals, stored files."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet


class AuditLine(models.Model):
    """Who did or saw what, when, in which role, about which learners. Append-only by database rights."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    xid = models.BigIntegerField(
        help_text="transaction number: seals cover ranges of it, so that a late commit is never missed"
    )
    account_id = models.UUIDField(null=True)
    role = models.CharField(max_length=30)
    appointment_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    institution_id = models.UUIDField(null=True)
    learners = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=40)
    details = models.JSONField(default=dict)

    seen = Seen(institution="institution_id", learners="learners", account="account_id", added_by_anyone=True)
    privacy = Privacy(
        purpose="proof of lawful handling",
        retention="audit_trail",
        on_erasure="keep",
        technical=("id", "at", "xid", "request_id", "object_type", "object_id", "institution_id", "learners"),
        evidence=("account_id", "role", "appointment_id", "action", "outcome", "purpose", "details"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["learners"], name="audit_by_learner"),
            models.Index(fields=["request_id"], name="audit_by_request"),
            models.Index(fields=["xid", "id"], name="audit_by_xid"),
        ]


class AuditSeal(models.Model):
    """One closed block of the trail: all lines whose transaction number is in [from_xid, upto_xid)."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    from_xid = models.BigIntegerField()
    upto_xid = models.BigIntegerField()
    lines = models.BigIntegerField()
    block_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)

    seen = Open("hashes and counts only, nothing about a person")
    privacy = Privacy(
        purpose="proof that the trail is unbroken",
        retention="audit_trail",
        on_erasure="keep",
        technical=(
            "number",
            "sealed_at",
            "from_xid",
            "upto_xid",
            "lines",
            "block_hash",
            "previous_hash",
            "chain_hash",
        ),
    )
    objects = VisibleQuerySet.as_manager()


class StoredFile(models.Model):
    """A file kept outside the web root under its hash, sealed; `about` says what for (consent, roster, staff list)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    about = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    institution_id = models.UUIDField(null=True)
    learner_id = models.UUIDField(null=True)
    stored_by_id = models.UUIDField()
    stored_at = models.DateTimeField()

    seen = Seen(institution="institution_id", learner="learner_id")
    privacy = Privacy(
        purpose="evidence and imports",
        retention="imported_files",
        on_erasure="erase",
        technical=("id", "about", "content_type", "sha256", "size_bytes", "institution_id", "learner_id"),
        identity=("name",),
        evidence=("stored_by_id", "stored_at"),
    )
    objects = VisibleQuerySet.as_manager()
    known_by: str = (
        ""  # not stored: of a file just kept, the hash of what is seen in it, however it was packed
    )
