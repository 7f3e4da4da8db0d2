"""Tables of the room: partner, agreement and its amendments, institution, participation, strategic partner."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from pumpurs.foundation.privacy import Privacy
from pumpurs.foundation.texts import SearchKey, SortKey
from pumpurs.foundation.visibility import Open, Seen, VisibleQuerySet


class Partner(models.Model):
    """A municipality or a state vocational school that can join. `municipality_code` is the rulebook's."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(
        max_length=30
    )  # municipality | state_vocational_school (rulebook: approval_chains)
    name = models.CharField(max_length=200)
    registration_number = models.CharField(max_length=11, unique=True, null=True)
    municipality_code = models.CharField(max_length=20)
    sort_key = models.GeneratedField(
        expression=SortKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    seen = Open("joined municipalities and schools are public record", written_by="nation")
    privacy = Privacy(
        purpose="who takes part",
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "kind", "name", "registration_number", "municipality_code", "sort_key"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sort_key"], name="partner_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=Q(kind="municipality"),
                name="one_partner_per_municipality",
            ),
        ]


class Agreement(models.Model):
    """Cooperation agreement (sadarbības līgums), e.g. P6-13/134-2019. Life-cycle: prepared, in_force, ended."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    state = models.CharField(max_length=20, default="prepared")
    number = models.CharField(max_length=40, unique=True)
    signed_on = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    partner_signatory = models.CharField(max_length=120)
    programme_signatory = models.CharField(max_length=120)

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose="cooperation",
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "partner", "state", "number", "signed_on", "since", "until"),
        identity=("partner_signatory", "programme_signatory"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="agreement_ends_after_start"
            ),
        ]


class Amendment(models.Model):
    """A change to an agreement (grozījumi): number, date and what changes in one sentence."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="amendments")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    subject = models.CharField(max_length=300)

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose="cooperation",
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "agreement", "partner", "number", "signed_on", "subject"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_amendment_per_number")
        ]


class Institution(models.Model):
    """An educational institution (izglītības iestāde). `source_code` is its code in rosters."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="institutions")
    kind = models.CharField(max_length=30)  # rulebook: institution_kinds
    name = models.CharField(max_length=200)
    registration_number = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=64, unique=True)
    vocational = models.BooleanField(default=False)
    sort_key = models.GeneratedField(
        expression=SortKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    search_key = models.GeneratedField(
        expression=SearchKey("name"), output_field=models.TextField(), db_persist=True
    )

    seen = Open("the register of educational institutions is public")
    privacy = Privacy(
        purpose="who takes part",
        retention="money_evidence",
        on_erasure="keep",
        technical=(
            "id",
            "partner",
            "kind",
            "name",
            "registration_number",
            "source_code",
            "vocational",
            "sort_key",
            "search_key",
        ),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["partner", "sort_key"], name="institution_by_partner")]


class Participation(models.Model):
    """An institution takes part under an agreement since a day (gradually), until a day (exclusive) or open."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="participations")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="participations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    seen = Open("which institutions take part is public", written_by="nation")
    privacy = Privacy(
        purpose="who takes part",
        retention="money_evidence",
        on_erasure="keep",
        technical=("id", "institution", "agreement", "partner", "since", "until"),
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_participation_at_a_time",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="participation_ends_after_start"
            ),
        ]


class StrategicPartner(models.Model):
    """A social service, orphans' court or education board that a partner works with (stratēģiskais partneris)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="strategic_partners")
    kind = models.CharField(max_length=30)  # rulebook: strategic_partner_kinds
    name = models.CharField(max_length=200)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)

    seen = Seen(partner="partner_id")
    privacy = Privacy(
        purpose="cooperation",
        retention="money_evidence",
        on_erasure="erase",
        technical=("id", "partner", "kind", "name"),
        identity=("contact_name",),
        contact=("contact_email",),
    )
    objects = VisibleQuerySet.as_manager()
