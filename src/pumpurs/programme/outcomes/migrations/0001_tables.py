"""Evaluations of plans, opinions of learner and family, follow-ups."""

from __future__ import annotations

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('plans', '0006_plans_stay_with_their_school'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('learner_id', models.UUIDField()),
                ('recommendation', models.CharField(blank=True, max_length=40)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('comment', models.TextField(blank=True)),
                ('figures', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('written_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evaluation', to='plans.plan')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('learner_id', models.UUIDField()),
                ('days', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('found', models.CharField(blank=True, max_length=20)),
                ('source', models.CharField(blank=True, max_length=10)),
                ('found_on', models.DateField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'indexes': [models.Index(fields=['found', 'due_on'], name='follow_up_that_is_due')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'days'), name='each_follow_up_once')],
            },
        ),
        migrations.CreateModel(
            name='MeasureVerdict',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('learner_id', models.UUIDField()),
                ('measure_id', models.UUIDField()),
                ('verdict', models.CharField(max_length=40)),
                ('unused_reason', models.CharField(blank=True, max_length=40)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'measure_id'), name='each_measure_judged_once'), models.CheckConstraint(condition=models.Q(('verdict', 'not_used'), ('unused_reason', ''), _connector='OR'), name='a_reason_only_for_what_was_not_used')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('learner_id', models.UUIDField()),
                ('who', models.CharField(max_length=10)),
                ('helped', models.CharField(max_length=20)),
                ('next_step', models.CharField(max_length=20)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('way', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'who'), name='one_opinion_each')],
            },
        ),
        migrations.CreateModel(
            name='RiskOutcome',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('learner_id', models.UUIDField()),
                ('factor', models.CharField(max_length=40)),
                ('level_before', models.PositiveSmallIntegerField()),
                ('level_after', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(max_length=40)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='plans.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'factor'), name='each_risk_evaluated_once')],
            },
        ),
    ]
