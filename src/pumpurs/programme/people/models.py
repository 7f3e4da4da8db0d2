"""Tables of the room: account (sign-in) and appointment (a role at a place for a time)."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet
from pumpurs.programme.partners.models import Institution, Partner, StrategicPartner


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail, as the sign-in library expects."""


class Account(AbstractBaseUser):
    """A person who can sign in. What they may see comes only from appointments and family links."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="lv")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    second_step_required = models.BooleanField(default=False, db_default=False)  # since one was taken away

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AccountManager] = AccountManager()

    seen = Open("sign-in happens before there is a viewer; an account alone opens nothing")
    privacy = Privacy(
        purpose="sign-in and signature",
        retention="staff_accounts",
        on_erasure="keep",
        technical=(
            "id",
            "password",
            "last_login",
            "language",
            "is_active",
            "is_demo",
            "second_step_required",
        ),
        identity=("name",),
        contact=("email",),
    )

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    @property
    def is_staff(self) -> bool:
        """No one: there is no built-in administration site."""
        return False

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A role at a place since a day, until a day (exclusive) or open. `whole_institution`: sees all its learners."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30)  # values.roles.Role
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="appointments")
    institution = models.ForeignKey(
        Institution, null=True, on_delete=models.PROTECT, related_name="appointments"
    )
    strategic_partner = models.ForeignKey(
        StrategicPartner, null=True, on_delete=models.PROTECT, related_name="appointments"
    )
    profession = models.CharField(max_length=40, blank=True)  # rulebook: who may give a measure
    whole_institution = models.BooleanField(default=False)
    deputy_for = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="deputies")
    since = models.DateField()
    until = models.DateField(null=True)

    seen = Seen(partner="partner_id", institution="institution_id", account="account_id")
    privacy = Privacy(
        purpose="who may do what",
        retention="staff_accounts",
        on_erasure="keep",
        technical=(
            "id",
            "account",
            "role",
            "partner",
            "institution",
            "strategic_partner",
            "profession",
            "whole_institution",
            "deputy_for",
            "since",
            "until",
        ),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="appointment_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["account", "since"], name="appointment_by_account")]
