"""Who of the family refused or withdrew, who of the staff noted it, who handed over the link for it."""

# safe: before the first release no installation has rows in these tables

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three columns for both papers."""

    dependencies = [
        ("consents", "0005_papers_stay_with_their_school"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="application",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="application", name="ender_name", field=models.CharField(blank=True, max_length=170)
        ),
        migrations.AddField(
            model_name="application",
            name="ending_handed_by",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consent", name="ender_name", field=models.CharField(blank=True, max_length=170)
        ),
        migrations.AddField(
            model_name="consent",
            name="ending_handed_by",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
