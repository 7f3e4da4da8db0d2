"""Notices to the municipality from the night to the answer; statistical models; records behind alerts; trials of rules.

# safe: no row was ever written into the table of notices that is made anew here
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall

KEPT = Seen(institution="institution_id", learner="learner_id", kept=True)


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0004_keys_of_journals"),
        ("learners", "0007_referrals_stay_with_their_school"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.DeleteModel(
            name='DutyNotice',
        ),
        migrations.CreateModel(
            name='DutyNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('alert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='alerts.alert')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duty_notices', to='learners.learner')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.institution')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('learner_name', models.CharField(max_length=161)),
                ('class_name', models.CharField(blank=True, max_length=40)),
                ('birth_date', models.DateField(null=True)),
                ('semester', models.CharField(max_length=6)),
                ('state', models.CharField(default='prepared', max_length=10)),
                ('lessons', models.PositiveIntegerField()),
                ('limit', models.PositiveIntegerField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('due_on', models.DateField()),
                ('family_told_on', models.DateField(null=True)),
                ('cause', models.TextField(blank=True)),
                ('prepared_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_due_on', models.DateField(null=True)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('social_service', models.BooleanField(default=False)),
                ('police', models.BooleanField(default=False)),
                ('childrens_rights', models.BooleanField(default=False)),
                ('outcome', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['institution', 'state'], name='duty_notice_by_institution')],
                'constraints': [models.UniqueConstraint(fields=('learner', 'institution', 'semester'), name='one_duty_notice_per_semester_and_school'), models.CheckConstraint(condition=models.Q(('state__in', ('prepared', 'not_needed')), models.Q(('family_told_on__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='sent_notice_was_signed')],
            },
        ),
        migrations.CreateModel(
            name='RiskModel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('made_on', models.DateField()),
                ('terms', models.TextField()),
                ('card', models.JSONField()),
                ('may_be_switched_on', models.BooleanField()),
                ('state', models.CharField(default='off', max_length=10)),
                ('loaded_at', models.DateTimeField()),
                ('switched_on_at', models.DateTimeField(null=True)),
                ('switched_on_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('switched_off_at', models.DateTimeField(null=True)),
                ('switched_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('off_because', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'on')), fields=('state',), name='one_model_is_on'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'on'), _negated=True), ('may_be_switched_on', True), _connector='OR'), name='only_a_good_model_is_on')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AlertPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='alerts.alert')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='learners.learner')),
                ('institution_id', models.UUIDField()),
                ('indicator', models.CharField(max_length=40)),
                ('window', models.CharField(blank=True, max_length=12)),
                ('units', models.BigIntegerField()),
                ('num', models.BigIntegerField(null=True)),
                ('den', models.BigIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'indicator', 'window'), name='one_point_per_alert_and_indicator')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AlertRecords',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='alerts.alert')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='learners.learner')),
                ('institution_id', models.UUIDField()),
                ('as_of', models.DateField()),
                ('weeks', models.JSONField(default=list)),
                ('absences', models.JSONField(default=list)),
                ('marks', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('cut', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert',), name='one_set_of_records_per_alert')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RuleTrial',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('semester', models.CharField(max_length=6)),
                ('rules_of', models.DateField()),
                ('rule', models.CharField(blank=True, max_length=40)),
                ('threshold', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(default='asked', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('tried_version', models.CharField(blank=True, max_length=24)),
                ('force_version', models.CharField(blank=True, max_length=24)),
                ('data_version', models.CharField(blank=True, max_length=64)),
                ('result', models.JSONField(default=dict)),
                ('trouble', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-asked_at'], name='rule_trials_newest')],
                'constraints': [],
            },
        ),
        migrations.AddField(
            model_name='alert',
            name='score_units',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='base_units',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='model_version',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        BuildWall("alerts_dutynotice", KEPT),
        BuildWall("alerts_alertpoint", KEPT),
        BuildWall("alerts_alertrecords", KEPT),
        BuildWall("alerts_riskmodel", Open("a model holds sums over many and nothing about a person", written_by="nation")),
        BuildWall("alerts_ruletrial", Open("counts of a trial say nothing about a person", written_by="nation")),
        migrations.RunSQL(  # what a model and its card say is not changed, only whether it is on
            "REVOKE UPDATE, DELETE ON alerts_riskmodel FROM pumpurs_web;"
            "GRANT UPDATE (state, switched_on_at, switched_on_by_id, switched_off_at, switched_off_by_id, off_because)"
            " ON alerts_riskmodel TO pumpurs_web",
            migrations.RunSQL.noop,
        ),
    ]
