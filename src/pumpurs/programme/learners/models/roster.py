"""Roster import (saraksta imports): one batch, what it would change or changed, the rows that were rejected."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution, Partner

RANDOM_ID = models.Func(function="gen_random_uuid", output_field=models.UUIDField())


class RosterImport(models.Model):
    """One roster taken in for an institution, a partner, or the nation where neither is named.

    Life-cycle: received, checked, confirmed, undone, refused. The file itself is not kept, only its fingerprint.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    state = models.CharField(max_length=20, default="received")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        Institution, null=True, on_delete=models.PROTECT, related_name="roster_imports"
    )
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=20, blank=True)  # oneroster_1.1 | oneroster_1.2 | csv | workbook
    source = models.CharField(max_length=40, blank=True)
    whole = models.BooleanField(default=False)  # who is not in it has left
    school_year = models.CharField(max_length=9, blank=True)
    reasons = models.JSONField(default=list)  # why it was refused: [code, values]
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    leaving = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)  # learners without a grade: not of the programme's age
    rejected = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    received_by_id = models.UUIDField()
    checked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)  # undone or refused
    ended_by_id = models.UUIDField(null=True)

    seen = Seen(partner="partner_id", institution="institution_id")
    privacy = Privacy(
        purpose="that rosters are right and can be undone", retention="imported_files", on_erasure="keep",
        technical=(
            "id", "state", "partner", "institution", "file_name", "fingerprint", "kind", "source", "whole",
            "school_year", "reasons", "rows", "added", "changed", "leaving", "unchanged", "outside", "rejected",
        ),
        evidence=(
            "received_at", "received_by_id", "checked_at", "confirmed_at", "confirmed_by_id", "ended_at", "ended_by_id",
        ),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["institution", "-received_at"], name="roster_by_institution"),
            models.Index(fields=["partner", "-received_at"], name="roster_by_partner"),
        ]


class RosterChange(models.Model):
    """What one import does to one learner or class: planned when checked, done when confirmed, and the way back.

    `mark` is a hash of the learner as it was when checked, `mark_after` as the import left it: if the learner no
    longer is so, neither the plan nor the way back fits.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, db_default=RANDOM_ID)
    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="changes")
    partner_id = models.UUIDField(null=True)
    institution_id = models.UUIDField()
    what = models.CharField(max_length=12)  # class | added | changed | returned | leaving
    record_id = models.UUIDField()  # the learner's id; of a class, its own
    file = models.CharField(max_length=40)
    row = models.PositiveIntegerField(default=0)
    given_name = models.CharField(max_length=80, default="", db_default="")
    family_name = models.CharField(max_length=80, default="", db_default="")
    birth_date = models.DateField(null=True)
    source_id = models.CharField(max_length=64, default="", db_default="")
    code_sealed = models.CharField(max_length=200, default="", db_default="")
    code_index = models.CharField(max_length=64, default="", db_default="")
    code_masked = models.CharField(max_length=20, default="", db_default="")
    class_name = models.CharField(max_length=60, default="", db_default="")
    class_source_id = models.CharField(max_length=64, default="", db_default="")
    grade = models.PositiveSmallIntegerField(null=True)
    vocational = models.BooleanField(default=False, db_default=False)
    since = models.DateField(null=True)
    enrollment_id = models.UUIDField(null=True)  # the enrolment that this change opens
    before = models.JSONField(null=True)
    look = models.CharField(
        max_length=40, default="", db_default=""
    )  # what to look at twice: LOOKS, with blanks
    mark = models.CharField(max_length=32, default="", db_default="")
    mark_after = models.CharField(max_length=32, default="", db_default="")

    seen = Seen(partner="partner_id", institution="institution_id")
    privacy = Privacy(
        purpose="that rosters are right and can be undone", retention="imported_files", on_erasure="erase",
        technical=(
            "id", "roster", "partner_id", "institution_id", "what", "record_id", "file", "row", "source_id",
            "class_source_id", "enrollment_id", "mark", "mark_after",
        ),
        identity=(
            "given_name", "family_name", "birth_date", "code_sealed", "code_index", "code_masked", "before", "look",
        ),
        education=("class_name", "grade", "vocational", "since"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["roster", "what", "institution_id", "class_name"], name="roster_changes_in_order"
            )
        ]


class RosterMove(models.Model):
    """A row of any room that belongs to a learner whom an import moved, as it stood: the way back.

    `what`: moved (the row went along or ended; `was` is what stood in its column), there (was at the new institution
    before). What is at the new institution and not listed here came later, and the import can no longer be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="moves")
    institution_id = models.UUIDField()
    table = models.CharField(max_length=63)
    record_id = models.UUIDField()
    what = models.CharField(max_length=10)
    was = models.CharField(max_length=40, null=True)

    seen = Seen(institution="institution_id")
    privacy = Privacy(
        purpose="that rosters are right and can be undone", retention="imported_files", on_erasure="erase",
        technical=("id", "roster", "institution_id", "table", "record_id", "what", "was"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["roster", "table"], name="roster_moves_by_table")]


class RosterRejection(models.Model):
    """A row that was not taken: where it stands, what stands there (codes masked) and why."""

    id = models.UUIDField(primary_key=True, default=uuid4, db_default=RANDOM_ID)
    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="rejections")
    partner_id = models.UUIDField(null=True)
    institution_id = models.UUIDField(null=True)
    file = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120)
    value = models.CharField(max_length=80)
    reason_code = models.CharField(max_length=60)

    seen = Seen(partner="partner_id", institution="institution_id")
    privacy = Privacy(
        purpose="that rosters are right and can be undone", retention="imported_files", on_erasure="erase",
        technical=("id", "roster", "partner_id", "institution_id", "file", "row", "column", "reason_code"),
        identity=("value",),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["roster", "file", "row"], name="rejections_in_order")]


class ColumnMapping(models.Model):
    """Which column of a plain list means what, remembered per place and shape of the header."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner_id = models.UUIDField(null=True)
    institution_id = models.UUIDField(null=True)
    shape = models.CharField(max_length=32)
    columns = models.JSONField()  # field -> column
    remembered_at = models.DateTimeField(db_default=Now())

    seen = Seen(partner="partner_id", institution="institution_id")
    privacy = Privacy(
        purpose="that the same list need not be explained twice", retention="imported_files", on_erasure="keep",
        technical=("id", "partner_id", "institution_id", "shape", "columns", "remembered_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner_id", "institution_id", "shape"], name="one_mapping_per_place_and_shape",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
