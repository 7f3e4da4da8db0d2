"""Who of the staff had the link in hand by which a family's return code was given, kept through every visit."""

# safe: before the first release no installation has rows in these tables

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column of the link and of the key."""

    dependencies = [
        ("consents", "0006_who_refused_or_withdrew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name=name,
            name="began_by",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        )
        for name in ("familylink", "returnkey")
    ]
