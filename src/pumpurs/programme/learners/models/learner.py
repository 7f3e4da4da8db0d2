"""Learner, identifiers through time, class, enrolment."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.texts import SearchKey, SortKey
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution
from pumpurs.programme.people.models import Account

NATION = UUID(int=0)  # numbers of sources that are imported for no single institution or partner


class SchoolClass(models.Model):
    """A class or a vocational group (klase, grupa) of one school year."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="classes")
    school_year = models.CharField(max_length=9)  # 2026/2027
    name = models.CharField(max_length=60)
    grade = models.PositiveSmallIntegerField()  # grade 1-12 or vocational year 1-4
    source_id = models.CharField(max_length=64, blank=True)

    seen = Open(
        "the name of a class says nothing about a person", written_by=Seen(institution="institution_id")
    )
    privacy = Privacy(
        purpose="where a learner learns",
        retention="plans",
        on_erasure="keep",
        technical=("id", "institution", "school_year", "name", "grade", "source_id"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "school_year", "name"], name="one_class_per_name_and_year"
            ),
        ]


FULL_NAME = Concat(F("family_name"), Value(" "), F("given_name"))


class Learner(models.Model):
    """A child or young person. The id is random and is the only reference in URLs and in the audit trail."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    birth_date = models.DateField(null=True)
    institution = models.ForeignKey(Institution, null=True, on_delete=models.PROTECT, related_name="learners")
    school_class = models.ForeignKey(
        SchoolClass, null=True, on_delete=models.PROTECT, related_name="learners"
    )
    grade = models.PositiveSmallIntegerField(null=True)
    vocational = models.BooleanField(default=False)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="own_learner_records"
    )
    source_place_id = models.UUIDField(default=NATION, db_default=NATION)  # for which place it was imported
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    sort_key = models.GeneratedField(
        expression=SortKey(FULL_NAME), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    search_key = models.GeneratedField(
        expression=SearchKey(Concat(FULL_NAME, Value(" "), F("given_name"))),
        output_field=models.TextField(),
        db_persist=True,
    )

    seen = Seen(institution="institution_id", learner="id", account="account_id")
    privacy = Privacy(
        purpose="support against early leaving",
        retention="learners_never_supported",
        on_erasure="erase",
        technical=("id", "institution", "account", "source_place_id", "source", "source_id"),
        identity=("given_name", "family_name", "birth_date", "sort_key", "search_key"),
        education=("school_class", "grade", "vocational"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["institution", "sort_key"], name="learner_by_institution"),
            models.Index(fields=["sort_key"], name="learner_by_name"),
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="learner_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_place_id", "source", "source_id"],
                condition=~Q(source_id=""),
                name="one_learner_per_place_and_source_id",
            ),
        ]

    @property
    def full_name(self) -> str:
        """Given name and family name: the one order in which pages, lists and papers show a learner."""
        return f"{self.given_name} {self.family_name}"


class LearnerIdentifier(models.Model):
    """A personal code or other identifier of a learner, sealed, through time: a person may change once, old to new."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="identifiers")
    institution_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)  # personal_code | foreign_id
    sealed = models.CharField(max_length=200)
    index = models.CharField(max_length=64, unique=True)
    masked = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id")
    privacy = Privacy(
        purpose="that a learner is counted once",
        retention="learners_never_supported",
        on_erasure="erase",
        technical=("id", "learner", "institution_id", "kind", "since", "until"),
        identity=("sealed", "index", "masked"),
    )
    objects = VisibleQuerySet.as_manager()


class Enrollment(models.Model):
    """A learner's school year at an institution: since a day, until a day (exclusive) or still (uzņemšana).

    A learner who stays has a row a year, each from the edge of the school year; `since` of the first one may lie in
    earlier years that nobody told. A correction within the year changes its row; who left and came back has two.
    `kept_name` is the learner's name on the day of leaving: who holds a plan must be able to say whose it is, when the
    learner's record has gone along to another institution and out of sight. `taken_on`: the day on which it went.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrollments")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="enrollments")
    school_class = models.ForeignKey(
        SchoolClass, null=True, on_delete=models.PROTECT, related_name="enrollments"
    )
    school_year = models.CharField(max_length=9)  # 2026/2027
    grade = models.PositiveSmallIntegerField()
    vocational = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    source_id = models.CharField(max_length=64, blank=True)
    kept_name = models.CharField(max_length=161, blank=True, default="", db_default="")
    taken_on = models.DateField(null=True)

    seen = Seen(institution="institution_id", learner="learner_id")
    privacy = Privacy(
        purpose="where a learner learns",
        retention="learners_never_supported",
        on_erasure="erase",
        technical=("id", "learner", "institution", "since", "until", "taken_on", "source_id"),
        identity=("kept_name",),
        education=("school_year", "school_class", "grade", "vocational"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_enrollment_at_a_time",
                expressions=[
                    ("learner", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["institution", "until"], name="enrollment_by_institution")]
