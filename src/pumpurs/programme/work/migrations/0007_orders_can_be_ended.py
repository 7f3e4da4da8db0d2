"""An order of the head can be ended from a day on, with a reason; nothing else of it ever changes."""

# safe: orders are few; the columns are empty, and the constraint of numbers only becomes narrower

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

ENDED = ("ended_on", "ended_because", "ended_by_id", "ended_at")


class Migration(migrations.Migration):
    """Columns of the end, what must hold of them, and the right to write them alone."""

    dependencies = [
        ("work", "0006_closed_sheets_keep_their_sums"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("order", "ended_on", models.DateField(null=True)),
        migrations.AddField("order", "ended_because", models.CharField(blank=True, default="", max_length=500), False),
        migrations.AddField(
            "order",
            "ended_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("order", "ended_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("order", "one_order_per_number"),
        migrations.AddConstraint(
            "order",
            models.UniqueConstraint(
                fields=["institution", "number", "allows"],
                condition=Q(ended_on=None),
                name="one_order_in_force_per_number",
            ),
        ),
        migrations.AddConstraint(
            "order",
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_at=None, ended_because="")
                | (
                    Q(ended_on__gte=F("since"), ended_on__lt=F("until"), ended_at__isnull=False)
                    & Q(ended_by__isnull=False)
                    & ~Q(ended_because="")
                ),
                name="order_ends_within_its_days_with_a_reason",
            ),
        ),
        migrations.RunSQL(
            f"GRANT UPDATE ({', '.join(ENDED)}) ON work_order TO pumpurs_web",
            f"REVOKE UPDATE ({', '.join(ENDED)}) ON work_order FROM pumpurs_web",
        ),
    ]
