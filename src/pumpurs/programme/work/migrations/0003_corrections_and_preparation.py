"""Corrections of months that were sent, hours with a plan itself, each entry's share of the provider's time."""

# safe: before the first release no installation has rows in these tables

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

LIKE_AN_ENTRY = Seen(
    institution="institution_id", learner="learner_id", account="provider_id", kept=True, account_writes=True
)


class Migration(migrations.Migration):

    dependencies = [
        ('learners', '0009_school_years'),
        ('plans', '0006_plans_stay_with_their_school'),
        ('work', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('measure_id', models.UUIDField()),
                ('institution_id', models.UUIDField()),
                ('provider_id', models.UUIDField()),
                ('minutes_delta', models.SmallIntegerField()),
                ('minutes_after', models.PositiveSmallIntegerField()),
                ('paid_delta', models.SmallIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('provider_id', models.UUIDField()),
                ('day', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('what', models.CharField(max_length=10)),
                ('recorded_at', models.DateTimeField()),
                ('taken_out_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='entry',
            name='paid_minutes',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('paid_minutes__lte', models.F('minutes'))), name='no_more_paid_than_the_learner_got'),
        ),
        migrations.AddField(
            model_name='correction',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='work.entry'),
        ),
        migrations.AddField(
            model_name='correction',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner'),
        ),
        migrations.AddField(
            model_name='correction',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='correction',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='work.sheet'),
        ),
        migrations.AddField(
            model_name='preparation',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner'),
        ),
        migrations.AddField(
            model_name='preparation',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparations', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='preparation',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparations', to='work.sheet'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='corrections_one_after_another'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('minutes_delta', 0), _negated=True), name='correction_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_delta__gte', 0), ('paid_delta__lte', models.F('minutes_delta'))), models.Q(('paid_delta__gte', models.F('minutes_delta')), ('paid_delta__lte', 0)), _connector='OR'), name='pay_changes_no_more_than_minutes'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gt', 0)), name='preparation_takes_time'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(('what__in', ('prepare', 'follow', 'evaluate'))), name='preparation_of_a_known_kind'),
        ),
        BuildWall("work_correction", LIKE_AN_ENTRY),
        BuildWall("work_preparation", LIKE_AN_ENTRY),
        migrations.RunSQL(
            "REVOKE DELETE ON work_correction, work_preparation FROM pumpurs_web;"
            "REVOKE UPDATE ON work_correction FROM pumpurs_web;",
            migrations.RunSQL.noop,
        ),
    ]
