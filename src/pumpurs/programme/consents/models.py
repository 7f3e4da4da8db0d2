"""Tables of the room: consent, semester application, family link, code for coming back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Guardian, Learner, Moving
from pumpurs.programme.people.models import Account
from pumpurs.rulebook import calendar

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
    expected_name = models.CharField(
        max_length=170, blank=True
    )  # whom staff expected, if another name was signed
    handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
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
    ended_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # of the staff, who noted a refusal or withdrawal; empty: the family itself
    ender_name = models.CharField(max_length=170, blank=True)  # who of the family refused or withdrew itself
    ending_handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=1000, blank=True)
    reply = models.CharField(max_length=1000, blank=True)

    class Meta:
        abstract = True

    @property
    def asks_for_a_look(self) -> bool:
        """Something about the signature should be read by a person: another name, a link that staff handed over, a name
        typed at school."""
        return bool(self.expected_name or self.handed_by_id or self.way == "in_person")


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
    "handed_by",
    "sent_at",
    "opened_at",
    "answered_at",
    "reminded_at",
    "ended_at",
    "ended_by",
    "ending_handed_by",
)
IDENTITY = ("signer_name", "signer_relation", "expected_name", "ender_name")


class Consent(Answerable):
    """Consent to take part (piekrišana): once for the learner's time in the programme, withdrawable at any time."""

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(lambda today: Q(state__in=LIVE))
    privacy = Privacy(
        purpose="consent to take part",
        retention="consents",
        on_erasure="keep",
        technical=TECHNICAL,
        identity=IDENTITY,
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


def _of_this_semester(today: date) -> Q:
    """Applications of semesters that are over stay where they were made."""
    return Q(state__in=LIVE, semester__gte=str(calendar.current_semester(today)))


class Application(Answerable):
    """Application for one semester (iesniegums): which support is asked for and under what circumstances."""

    semester = models.CharField(max_length=6)  # 2026/1
    wanted = ArrayField(models.CharField(max_length=40), default=list)
    circumstances = ArrayField(models.CharField(max_length=40), default=list)

    seen = Seen(institution="institution_id", learner="learner_id", kept=True)
    moving = Moving(_of_this_semester)
    privacy = Privacy(
        purpose="application for support",
        retention="consents",
        on_erasure="keep",
        technical=(*TECHNICAL, "semester"),
        identity=IDENTITY,
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
    """A link to the family's page, opened with a code given another way. Only hashes open it; wrong codes count.

    It goes by mail to `sealed_address`; without one it is `handed_by` a member of staff. `made_by` is empty for a visit
    that began with a return code; then `began_by` is who of the staff had the link in hand that gave that code.
    """

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
    sealed_address = models.CharField(max_length=600, blank=True)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    began_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id", link="token_hash", kept=True)
    moving = Moving(lambda today: Q(closed_at=None), ends="closed_at")
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
            "handed_by",
            "began_by",
            "made_at",
            "expires_at",
            "opened_at",
            "closed_at",
        ),
        contact=("sealed_address",),
    )
    objects = VisibleQuerySet.as_manager()

    @property
    def in_hand_of_id(self) -> UUID | None:
        """Who of the staff handed the link over, or made it and knows its code; of a visit, of the link before it."""
        return self.handed_by_id or self.made_by_id or self.began_by_id


class ReturnKey(models.Model):
    """The code with which a family comes back, and where the link for it is mailed. Staff never learn either.

    The mailed link (`visit_hash`) opens once, until `visit_until`; keys of one address share it, and the code tells
    whose key is meant. `handed_by`: the visit in which the code was given began with a link that staff had handed over;
    `began_by`: who of the staff handed that link over or made it, however many visits lie between.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="return_keys")
    institution_id = models.UUIDField()
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    began_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    address_index = models.CharField(max_length=64)
    sealed_address = models.CharField(max_length=600)
    code_index = models.CharField(max_length=64)  # keyed hash of the row's id and the code
    language = models.CharField(max_length=5, default="lv")
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    visit_hash = models.CharField(max_length=64, blank=True)
    visit_until = models.DateTimeField(null=True)

    seen = Seen(learner="learner_id", link="visit_hash")
    moving = Moving(lambda today: Q(closed_at=None))
    privacy = Privacy(
        purpose="coming back without an account",
        retention="consents",
        on_erasure="erase",
        technical=(
            "id",
            "learner",
            "institution_id",
            "guardian",
            "handed_by",
            "began_by",
            "address_index",
            "code_index",
            "language",
            "wrong_codes",
            "made_at",
            "closed_at",
            "visit_hash",
            "visit_until",
        ),
        contact=("sealed_address",),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "guardian"],
                condition=Q(closed_at=None),
                nulls_distinct=False,
                name="one_return_key_per_guardian",
            ),
        ]
        indexes = [
            models.Index(fields=["address_index"], name="return_key_by_address"),
            models.Index(fields=["visit_hash"], name="return_key_by_visit"),
        ]
