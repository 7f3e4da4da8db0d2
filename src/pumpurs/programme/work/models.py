"""Tables of the room: head's order, monthly sheet, session, one entry for each learner of a session."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution, Partner
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.rules import Asked

ACCOUNTED = "support is accounted for to the European Social Fund"
TIME = Func(F("begins_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class Order(models.Model):
    """A head's order (rīkojums) that allows remote sessions or sessions in holidays, since a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    allows = models.CharField(max_length=10)  # work.rules.ORDERS
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    since = models.DateField()
    until = models.DateField()  # exclusive
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    seen = Open(
        "an order of an institution says nothing about a person",
        written_by=Seen(institution="institution_id"),
    )
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "institution", "allows", "number", "signed_on", "since", "until"),
        evidence=("by", "at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="order_ends_after_start"),
            models.UniqueConstraint(fields=["institution", "number", "allows"], name="one_order_per_number"),
        ]


class Sheet(models.Model):
    """One provider's month at one institution (DLUV). It fills itself from sessions.

    `position` is what the head confirms; sessions are paid by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    provider = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sheets")
    appointment_id = models.UUIDField()
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)  # 2026-10
    position = models.CharField(max_length=40)  # rulebook: positions
    own_of_head = models.BooleanField(
        default=False
    )  # the provider heads the institution: approved one level up
    state = models.CharField(max_length=20, default="open")
    opened_at = models.DateTimeField()

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "provider",
            "appointment_id",
            "institution",
            "partner",
            "month",
            "own_of_head",
            "state",
        ),
        money=("position",),
        evidence=("opened_at",),
    )
    objects = VisibleQuerySet.as_manager()
    asked: Asked = Asked()  # not stored: what comes along with the step that is being taken

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "institution", "month"],
                name="one_sheet_per_provider_institution_and_month",
            ),
        ]
        indexes = [models.Index(fields=["partner", "month", "state"], name="sheet_by_partner_month")]


class SheetDecision(models.Model):
    """One step of a sheet's life: who, in which role, when, with which words. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="decisions")
    institution_id = models.UUIDField()
    provider_id = models.UUIDField()
    step = models.CharField(max_length=20)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "sheet", "institution_id", "provider_id"),
        evidence=("step", "by", "role", "at", "from_state", "to_state", "note"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sheet", "at"], name="sheet_decision_by_sheet")]


class Session(models.Model):
    """One session that was given (nodarbība), to one learner or a group. Taken out, it counts for nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="sessions")
    provider = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    kind = models.CharField(max_length=40)  # rulebook: support_measures
    day = models.DateField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    form = models.CharField(max_length=10)  # work.rules.FORMS
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    topic = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "sheet", "provider", "institution_id", "kind", "day", "begins_at", "ends_at", "form", "order"),
        education=("topic",),
        evidence=("confirmed_on", "recorded_at", "taken_out_at"),
    )  # fmt: skip
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="session_ends_after_start"),
            ExclusionConstraint(
                name="provider_in_one_session_at_a_time",
                expressions=[("provider", RangeOperators.EQUAL), (TIME, RangeOperators.OVERLAPS)],
                condition=Q(taken_out_at=None),
            ),
        ]
        indexes = [models.Index(fields=["provider", "day"], name="session_by_provider_and_day")]


class Entry(models.Model):
    """What one learner got of a session (darba uzskaites ieraksts): minutes, or that the learner did not come.

    Carries times, provider and institution of its session, so that its wall and its constraints need no look-up.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="entries")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="entries")
    measure_id = models.UUIDField()  # of the version in force; a later one may hold it no more
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    provider_id = models.UUIDField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    attended = models.BooleanField()
    minutes = models.PositiveSmallIntegerField()
    outcome = models.TextField(blank=True)
    taken_out_at = models.DateTimeField(null=True)

    seen = Seen(
        institution="institution_id",
        learner="learner_id",
        account="provider_id",
        kept=True,
        account_writes=True,
    )
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "session", "plan", "measure_id", "learner", "institution_id", "provider_id"),
        education=("begins_at", "ends_at", "attended"),
        special=("outcome",),
        money=("minutes",),
        evidence=("taken_out_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attended=True, minutes__gt=0) | Q(attended=False, minutes=0),
                name="who_did_not_come_got_no_minutes",
            ),
            models.UniqueConstraint(fields=["session", "learner"], name="one_entry_per_learner_and_session"),
            ExclusionConstraint(
                name="learner_in_one_session_at_a_time",
                expressions=[("learner", RangeOperators.EQUAL), (TIME, RangeOperators.OVERLAPS)],
                condition=Q(taken_out_at=None, attended=True),
            ),
        ]
        indexes = [models.Index(fields=["plan", "measure_id"], name="entry_by_measure")]
