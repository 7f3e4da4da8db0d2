"""What the bank paid after all is a line of its own; money that moved beside the books is settled by two people."""

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them
from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compensations', '0008_whose_hand_had_the_link'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ledgerline',
            name='each_line_says_what_it_does',
        ),
        migrations.AddField(
            model_name='bankline',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bankline',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bankline',
            name='settled_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddConstraint(
            model_name='ledgerline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('granted_eur__gt', 0), ('paid_eur', 0), ('what', 'grant')), models.Q(('granted_eur__lt', 0), ('paid_eur', 0), ('what', 'reverse')), models.Q(('granted_eur', 0), ('paid_eur__gt', 0), ('what', 'pay')), models.Q(('granted_eur__gt', 0), ('paid_eur', models.F('granted_eur')), ('what', 'stand')), models.Q(('granted_eur__lt', 0), ('paid_eur', models.F('granted_eur')), ('what__in', ('return', 'recover'))), _connector='OR'), name='each_line_says_what_it_does'),
        ),
    ]
