"""Tables of the room: consent, semester application, family link."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.programme.people.models import Account

LIVE = ("sent", "opened", "asked", "signed")


class Answerable(models.Model):
    """What the family is asked and how it answered: shared shape of consent and application."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="%(class)ss")
    institution_id = models.UUIDField()
    state = models.CharField(max_length=20, default="draft")
    way = models.CharField(max_length=20)  # paper | in_person | link
    text_version = models.CharField(max_length=20)  # rulebook: consent_texts
    language = models.CharField(max_length=5, default="lv")
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signer_relation = models.CharField(max_length=20, blank=True)
    asked_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)  # withdrawn: no longer in force from this day on
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    ending_scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # withdrawn or expired
    question = models.CharField(max_length=1000, blank=True)
    reply = models.CharField(max_length=1000, blank=True)

    class Meta:
        abstract = True


TECHNICAL = (
    "id",
    "learner",
    "institution_id",
    "state",
    "way",
    "text_version",
    "language",
    "guardian",
    "scan",
    "ending_scan",
)
EVIDENCE = (
    "asked_on",
    "signed_on",
    "ended_on",
    "asked_by",
    "sent_at",
    "opened_at",
    "answered_at",
    "reminded_at",
    "ended_at",
)


class Consent(Answerable):
    """Consent to take part (piekrišana): once for the learner's time in the programme, withdrawable at any time."""

    seen = Seen(institution="institution_id", learner="learner_id")
    privacy = Privacy(
        purpose="consent to take part",
        retention="consents",
        on_erasure="keep",
        technical=TECHNICAL,
        identity=("signer_name", "signer_relation"),
        contact=("question", "reply"),
        evidence=EVIDENCE,
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state__in=LIVE), name="one_live_consent_per_learner"
            ),
        ]
        indexes = [models.Index(fields=["institution_id", "state"], name="consent_by_institution")]


class Application(Answerable):
    """Application for one semester (iesniegums): which support is asked for and under what circumstances."""

    semester = models.CharField(max_length=6)  # 2026/1
    wanted = ArrayField(models.CharField(max_length=40), default=list)
    circumstances = ArrayField(models.CharField(max_length=40), default=list)

    seen = Seen(institution="institution_id", learner="learner_id")
    privacy = Privacy(
        purpose="application for support",
        retention="consents",
        on_erasure="keep",
        technical=(*TECHNICAL, "semester"),
        identity=("signer_name", "signer_relation"),
        contact=("question", "reply"),
        special=("wanted", "circumstances"),
        evidence=EVIDENCE,
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "semester"],
                condition=Q(state__in=LIVE),
                name="one_live_application_per_semester",
            ),
        ]
        indexes = [
            models.Index(fields=["institution_id", "semester", "state"], name="application_by_institution")
        ]


class FamilyLink(models.Model):
    """A link to the family's page, opened with a code given another way. Only hashes open it; wrong codes count."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="family_links")
    institution_id = models.UUIDField()
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="links")
    application = models.ForeignKey(Application, null=True, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_token = models.CharField(max_length=200)
    code_index = models.CharField(max_length=64, default="")  # keyed hash of token hash and code
    language = models.CharField(max_length=5, default="lv")
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", link="token_hash")
    privacy = Privacy(
        purpose="consent and application by link",
        retention="consents",
        on_erasure="erase",
        technical=(
            "id",
            "learner",
            "institution_id",
            "guardian",
            "consent",
            "application",
            "token_hash",
            "sealed_token",
            "code_index",
            "language",
            "wrong_codes",
            "made_by",
            "made_at",
            "expires_at",
            "opened_at",
            "closed_at",
        ),
    )
    objects = VisibleQuerySet.as_manager()
