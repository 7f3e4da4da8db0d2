"""Hours that a provider asks for because those planned are used up."""

from __future__ import annotations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):
    """One table with its wall."""

    dependencies = [
        ('learners', '0009_school_years'),
        ('plans', '0006_plans_stay_with_their_school'),
        ('work', '0003_corrections_and_preparation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HoursAsked',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('measure_id', models.UUIDField()),
                ('kind', models.CharField(max_length=40)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours_asked', to='plans.plan')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gt', 0)), name='hours_asked_are_some'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(('answer__in', ('granted', 'declined')), ('answered_at__isnull', False)), _connector='OR'), name='hours_asked_answered_once'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('measure_id', 'by'), name='hours_asked_once_at_a_time')],
            },
        ),
        BuildWall("work_hoursasked", Seen(institution="institution_id", learner="learner_id", account="by_id", kept=True)),
        migrations.RunSQL("REVOKE DELETE ON work_hoursasked FROM pumpurs_web;", migrations.RunSQL.noop),
    ]
