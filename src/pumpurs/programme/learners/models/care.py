"""Who cares for a learner: guardians at home, staff appointed for a learner or a class, whom a case was referred to."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.learners.models.learner import Learner, SchoolClass
from pumpurs.programme.learners.models.moving import Moving, still_open
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.programme.people.models import Account, Appointment


class Guardian(models.Model):
    """A legal representative (likumiskais pārstāvis) since a day, until a day; `account` once they have signed in."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="guardians")
    institution_id = models.UUIDField(null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="guardianships")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20)  # mother | father | guardian | foster_family | institution
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="lv")
    since = models.DateField()
    until = models.DateField(null=True)
    came_with_id = models.UUIDField(null=True)  # the import that brought them to a school not met yet

    seen = Seen(institution="institution_id", learner="learner_id", account="account_id")
    moving = Moving(lambda today: Q())
    privacy = Privacy(
        purpose="consent and talk with the family",
        retention="learners_never_supported",
        on_erasure="erase",
        technical=(
            "id",
            "learner",
            "institution_id",
            "account",
            "language",
            "since",
            "until",
            "came_with_id",
        ),
        identity=("name", "relation"),
        contact=("email", "phone"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="guardian_ends_after_start"
            ),
        ]


class Care(models.Model):
    """An appointment covers one learner or one class (norīkojums darbam ar izglītojamo): its holder sees them."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="cares")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    institution_id = models.UUIDField()
    learner = models.ForeignKey(Learner, null=True, on_delete=models.CASCADE, related_name="cares")
    school_class = models.ForeignKey(SchoolClass, null=True, on_delete=models.CASCADE, related_name="cares")
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(
        max_length=30, default="appointed"
    )  # appointed | class_teacher | handover | referral

    seen = Seen(institution="institution_id", learner="learner_id", account="account_id")
    moving = Moving(still_open, ends="until")
    privacy = Privacy(
        purpose="who may see whom",
        retention="learners_never_supported",
        on_erasure="erase",
        technical=(
            "id",
            "appointment",
            "account",
            "institution_id",
            "learner",
            "school_class",
            "since",
            "until",
            "reason",
        ),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(learner=None, school_class__isnull=False)
                | Q(learner__isnull=False, school_class=None),
                name="care_is_for_a_learner_or_a_class",
            ),
        ]
        indexes = [models.Index(fields=["appointment", "until"], name="care_by_appointment")]


class Referral(models.Model):
    """A case referred to a strategic partner (lieta nodota stratēģiskajam partnerim): from a day to a day (exclusive)
    the people who work there see this learner."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="referrals")
    institution_id = models.UUIDField()
    strategic_partner = models.ForeignKey(
        StrategicPartner, on_delete=models.PROTECT, related_name="referrals"
    )
    reason = models.CharField(max_length=500)
    referred_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(still_open, ends="until")
    privacy = Privacy(
        purpose="help by a strategic partner",
        retention="plans",
        on_erasure="erase",
        technical=("id", "learner", "institution_id", "strategic_partner", "since", "until"),
        special=("reason",),
        evidence=("referred_by",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="referral_ends_after_start"),
        ]
        indexes = [models.Index(fields=["strategic_partner", "until"], name="referral_by_strategic")]
