"""Cases referred to strategic partners; what a roster moved along with a learner; changes to look at twice."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    dependencies = [
        ("learners", "0003_roster"),
        ("partners", "0003_one_partner_per_municipality"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rosterchange",
            name="look",
            field=models.CharField(db_default="", default="", max_length=40),
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("institution_id", models.UUIDField()),
                ("reason", models.CharField(max_length=500)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referrals",
                        to="learners.learner",
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategic_partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="partners.strategicpartner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["strategic_partner", "until"], name="referral_by_strategic")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="referral_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterMove",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("institution_id", models.UUIDField()),
                ("table", models.CharField(max_length=63)),
                ("record_id", models.UUIDField()),
                ("what", models.CharField(max_length=10)),
                ("was", models.CharField(max_length=40, null=True)),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="learners.rosterimport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["roster", "table"], name="roster_moves_by_table")],
            },
        ),
        BuildWall("learners_referral", Seen(institution="institution_id", learner="learner_id")),
        BuildWall("learners_rostermove", Seen(institution="institution_id")),
    ]
