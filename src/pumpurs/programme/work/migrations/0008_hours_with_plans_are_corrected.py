"""Hours with a plan are corrected by a signed line on a later sheet; nothing else of such a line ever changes."""

# safe: the columns are empty, the type of minutes stays, and lines with plans are few

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What a correction needs, what must hold of it, and the right to change nothing but that a line is taken out."""

    dependencies = [
        ("work", "0007_orders_can_be_ended"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("preparation", "preparation_takes_time"),
        migrations.AddField(
            "preparation",
            "by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "preparation",
            "corrects",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="work.preparation",
            ),
        ),
        migrations.AddField(
            "preparation", "reason", models.CharField(blank=True, default="", max_length=500), False
        ),
        migrations.AlterField("preparation", "minutes", models.SmallIntegerField()),
        migrations.AddConstraint(
            "preparation",
            models.CheckConstraint(
                condition=Q(corrects=None, minutes__gt=0, reason="", by=None)
                | Q(corrects__isnull=False, by__isnull=False, taken_out_at=None)
                & ~Q(minutes=0)
                & ~Q(reason=""),
                name="preparation_takes_time_or_corrects_some",
            ),
        ),
        migrations.RunSQL(
            "REVOKE UPDATE ON work_preparation FROM pumpurs_web;"
            "GRANT UPDATE (taken_out_at) ON work_preparation TO pumpurs_web;",
            "GRANT UPDATE ON work_preparation TO pumpurs_web;",
        ),
    ]
