"""Work log: head's order, session, one entry for each learner of a session."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account
from pumpurs.programme.plans.models import Plan
from pumpurs.programme.work.models.accounted import ACCOUNTED
from pumpurs.programme.work.models.sheet import Sheet

TIME = Func(F("begins_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class Order(models.Model):
    """A head's order (rīkojums) that allows remote sessions or sessions in holidays, since a day until a day.

    Never changed but by its end: from `ended_on` on it allows nothing more. Its number may then be noted anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    allows = models.CharField(max_length=10)  # work.rules.ORDERS
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    since = models.DateField()
    until = models.DateField()  # exclusive
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    seen = Open(
        "an order of an institution says nothing about a person",
        written_by=Seen(institution="institution_id"),
    )
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "institution", "allows", "number", "signed_on", "since", "until", "ended_on"),
        evidence=("by", "at", "ended_because", "ended_by", "ended_at"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="order_ends_after_start"),
            models.UniqueConstraint(
                fields=["institution", "number", "allows"],
                condition=Q(ended_on=None),
                name="one_order_in_force_per_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_at=None, ended_because="")
                | (
                    Q(ended_on__gte=F("since"), ended_on__lt=F("until"), ended_at__isnull=False)
                    & Q(ended_by__isnull=False)
                    & ~Q(ended_because="")
                ),
                name="order_ends_within_its_days_with_a_reason",
            ),
        ]


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
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="+"
    )  # that allowed its form
    holiday_order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    topic = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", account="provider_id", account_writes=True)
    privacy = Privacy(
        purpose=ACCOUNTED,
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id", "sheet", "provider", "institution_id", "kind", "day", "begins_at", "ends_at", "form", "order",
            "holiday_order",
        ),
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
    paid_minutes = models.PositiveSmallIntegerField(default=0)  # its share of the provider's time
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
        money=("minutes", "paid_minutes"),
        evidence=("taken_out_at",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attended=True, minutes__gt=0) | Q(attended=False, minutes=0),
                name="who_did_not_come_got_no_minutes",
            ),
            models.CheckConstraint(
                condition=Q(paid_minutes__lte=F("minutes")), name="no_more_paid_than_the_learner_got"
            ),
            models.UniqueConstraint(fields=["session", "learner"], name="one_entry_per_learner_and_session"),
            ExclusionConstraint(
                name="learner_in_one_session_at_a_time",
                expressions=[("learner", RangeOperators.EQUAL), (TIME, RangeOperators.OVERLAPS)],
                condition=Q(taken_out_at=None, attended=True),
            ),
        ]
        indexes = [models.Index(fields=["plan", "measure_id"], name="entry_by_measure")]
