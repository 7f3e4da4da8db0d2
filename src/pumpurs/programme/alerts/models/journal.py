"""Journal files (žurnālu datnes): batches, the months they hold, rows that were not taken, tokens."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Appointment

RANDOM_ID = models.Func(function="gen_random_uuid", output_field=models.UUIDField())
RIGHT = "that figures rest on journals that are right and can be undone"


class JournalToken(models.Model):
    """The right of a school's journal to push its files. Only a hash is kept; the token is shown once.

    It holds as long as the appointment in which somebody made it. Its id is the account of the journal that pushes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)
    used_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", account="id", account_writes=True)
    privacy = Privacy(
        purpose="that journals can be sent by machines", retention="imported_files", on_erasure="keep",
        technical=("id", "institution", "appointment", "name", "token_hash", "used_at"),
        evidence=("made_at", "made_by_id", "revoked_at", "revoked_by_id"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()


class JournalBatch(models.Model):
    """One journal file taken in for an institution, a partner, or the nation where neither is named.

    The file itself is not kept, only its fingerprint. `what`: attendance, marks, notes or timetable; `way`: page,
    command, push or folder. `header` and `examples` are kept only until somebody has said what the columns mean.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    state = models.CharField(max_length=20, default="received")
    what = models.CharField(max_length=12)
    way = models.CharField(max_length=10)
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey(JournalToken, null=True, on_delete=models.PROTECT, related_name="+")
    push_key = models.CharField(
        max_length=64, blank=True
    )  # the sender's own, so that a repeat is the same batch
    push_print = models.CharField(max_length=64, blank=True)  # of what was sent under that key
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=20, blank=True)  # csv, workbook, parquet, json_lines, oneroster_1.1 …
    header = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # field -> column, as read
    reasons = models.JSONField(default=list)  # why it was refused or waits for a person: [code, values]
    read_rows = models.PositiveIntegerField(default=0)  # so far, while it is read
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    same = models.BooleanField(default=False)  # everything is already as the file says
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_by_id = models.UUIDField()
    checked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # undone or refused
    ended_by_id = models.UUIDField(null=True)

    seen = Seen(
        partner="partner_id", institution="institution_id", account="token_id", account_writes=True
    )  # fmt: skip
    privacy = Privacy(
        purpose=RIGHT, retention="imported_files", on_erasure="keep",
        technical=(
            "id", "state", "what", "way", "partner", "institution", "token", "push_key", "push_print", "file_name",
            "fingerprint", "kind", "header", "columns", "reasons", "read_rows", "rows", "accepted", "rejected", "same",
            "first_day", "last_day",
        ),
        identity=("examples",),
        evidence=(
            "received_at", "received_by_id", "checked_at", "confirmed_at", "confirmed_by_id", "taken_at", "ended_at",
            "ended_by_id",
        ),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["institution", "-received_at"], name="journal_by_institution"),
            models.Index(fields=["partner", "-received_at"], name="journal_by_partner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "push_key"], condition=~Q(push_key=""), name="one_batch_per_push_key"
            ),
            models.CheckConstraint(
                condition=Q(rows=F("accepted") + F("rejected")), name="every_row_accepted_or_rejected"
            ),
        ]


class JournalPart(models.Model):
    """What one batch holds of one institution and month: it replaces that month whole.

    `current`: it is what the store holds now. `replaced` is the part that was current before, for the way back.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    batch = models.ForeignKey(JournalBatch, on_delete=models.CASCADE, related_name="parts")
    partner_id = models.UUIDField(null=True)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=12)
    month = models.DateField()  # its first day
    rows = models.PositiveIntegerField()
    rows_before = models.PositiveIntegerField(default=0)
    first_day = models.DateField(null=True)  # with a row; None where the month is empty
    last_day = models.DateField(null=True)  # with a row; None where the month is empty
    mark = models.CharField(
        max_length=64, blank=True
    )  # fingerprint of the rows: the same again changes nothing
    current = models.BooleanField(default=False)
    replaced = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    seen = Open(
        "which months of a school its journal has brought says nothing about a person",
        written_by=Seen(partner="partner_id", institution="institution_id"),
    )
    privacy = Privacy(
        purpose=RIGHT, retention="imported_files", on_erasure="keep",
        technical=(
            "id", "batch", "partner_id", "institution", "what", "month", "rows", "rows_before", "first_day", "last_day",
            "mark", "current", "replaced",
        ),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "what", "month"],
                condition=Q(current=True),
                name="one_current_part_per_month",
            ),
            models.UniqueConstraint(
                fields=["batch", "institution", "month"], name="one_part_per_batch_and_month"
            ),
        ]


def held_since(parts: models.QuerySet[JournalPart], day: date) -> models.QuerySet[JournalPart]:
    """Of these, what tells of lessons from the month of a day on."""
    return parts.filter(rows__gt=0, month__gte=day.replace(day=1))


def first_days(institution_id: UUID, *, since: date, what: str = "attendance") -> dict[date, date]:
    """The months with rows that the store holds of an institution now, with the first day of their rows."""
    parts = JournalPart.objects.filter(institution_id=institution_id, what=what, current=True)
    found = held_since(parts, since).values_list("month", "first_day")
    return {month: first_day or month for month, first_day in found}


class JournalRejection(models.Model):
    """A row that was not taken: where it stands, what stands there (codes masked) and why."""

    id = models.UUIDField(primary_key=True, default=uuid4, db_default=RANDOM_ID)
    batch = models.ForeignKey(JournalBatch, on_delete=models.CASCADE, related_name="rejections")
    partner_id = models.UUIDField(null=True)
    institution_id = models.UUIDField(null=True)
    token_id = models.UUIDField(null=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120)
    value = models.CharField(max_length=80)
    reason_code = models.CharField(max_length=60)

    seen = Seen(partner="partner_id", institution="institution_id", account="token_id")
    privacy = Privacy(
        purpose=RIGHT, retention="imported_files", on_erasure="erase",
        technical=("id", "batch", "partner_id", "institution_id", "token_id", "row", "column", "reason_code"),
        identity=("value",),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "row"], name="journal_rejections_in_order")]


class JournalColumns(models.Model):
    """Which column of a journal file means what, remembered per place, kind of file and shape of the header."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner_id = models.UUIDField(null=True)
    institution_id = models.UUIDField(null=True)
    what = models.CharField(max_length=12)
    shape = models.CharField(max_length=32)
    columns = models.JSONField()  # field -> column
    remembered_at = models.DateTimeField(db_default=Now())

    seen = Seen(partner="partner_id", institution="institution_id")
    privacy = Privacy(
        purpose="that the same file need not be explained twice", retention="imported_files", on_erasure="keep",
        technical=("id", "partner_id", "institution_id", "what", "shape", "columns", "remembered_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner_id", "institution_id", "what", "shape"], name="one_journal_mapping_per_shape",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
