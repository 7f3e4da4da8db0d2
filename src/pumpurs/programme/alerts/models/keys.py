"""Keys of the store of figures: under which number a learner, an institution, a subject is known there.

The store holds no identity. These tables are the only way from a number back to a person; only jobs read them.
"""

from __future__ import annotations

from django.db import models

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.learners.models import Learner
from pumpurs.programme.partners.models import Institution


class LearnerKey(models.Model):
    """A learner's number in the store. Erasing the learner erases the key: the rows then belong to nobody."""

    key = models.BigAutoField(primary_key=True)
    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="+")

    seen = Seen(learner="learner_id")
    privacy = Privacy(
        purpose="that figures hold no identity",
        retention="raw_attendance_and_marks",
        on_erasure="erase",
        technical=("key", "learner"),
    )
    objects = VisibleQuerySet.as_manager()


class InstitutionKey(models.Model):
    """An institution's number in the store."""

    key = models.AutoField(primary_key=True)
    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="+")

    seen = Open("a number for a school says nothing about a person", written_by="nation")
    privacy = Privacy(
        purpose="that figures hold no identity",
        retention="raw_attendance_and_marks",
        on_erasure="keep",
        technical=("key", "institution"),
    )
    objects = VisibleQuerySet.as_manager()


class SubjectKey(models.Model):
    """A subject's number in the store; `name` as journals write it, without capital letters."""

    key = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=120, unique=True)

    seen = Open("the name of a subject says nothing about a person", written_by="nation")
    privacy = Privacy(
        purpose="that figures tell their subject",
        retention="raw_attendance_and_marks",
        on_erasure="keep",
        technical=("key", "name"),
    )
    objects = VisibleQuerySet.as_manager()
