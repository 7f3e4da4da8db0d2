"""Who said that another payer ends sooner, and why."""

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them
from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compensations', '0009_what_the_bank_paid_after_all'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='otherfunding',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='otherfunding',
            name='ended_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
    ]
