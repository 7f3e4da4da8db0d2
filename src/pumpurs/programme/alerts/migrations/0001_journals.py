"""Journal files: batches, their months, rejected rows, remembered columns, tokens; keys of the store of figures."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learners', '0003_roster'),
        ('partners', '0003_one_partner_per_municipality'),
    ]

    operations = [
        migrations.CreateModel(
            name='SubjectKey',
            fields=[
                ('key', models.SmallAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='InstitutionKey',
            fields=[
                ('key', models.AutoField(primary_key=True, serialize=False)),
                ('institution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.institution')),
            ],
        ),
        migrations.CreateModel(
            name='JournalColumns',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('institution_id', models.UUIDField(null=True)),
                ('what', models.CharField(max_length=12)),
                ('shape', models.CharField(max_length=32)),
                ('columns', models.JSONField()),
                ('remembered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partner_id', 'institution_id', 'what', 'shape'), name='one_journal_mapping_per_shape', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='JournalToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by_id', models.UUIDField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.institution')),
            ],
        ),
        migrations.CreateModel(
            name='JournalBatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('state', models.CharField(default='received', max_length=20)),
                ('what', models.CharField(max_length=12)),
                ('way', models.CharField(max_length=10)),
                ('push_key', models.CharField(blank=True, max_length=64)),
                ('file_name', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('header', models.JSONField(default=list)),
                ('examples', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('reasons', models.JSONField(default=list)),
                ('read_rows', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('accepted', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('same', models.BooleanField(default=False)),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('received_at', models.DateTimeField()),
                ('received_by_id', models.UUIDField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_id', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.UUIDField(null=True)),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.institution')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('token', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.journaltoken')),
            ],
        ),
        migrations.CreateModel(
            name='LearnerKey',
            fields=[
                ('key', models.BigAutoField(primary_key=True, serialize=False)),
                ('learner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learners.learner')),
            ],
        ),
        migrations.CreateModel(
            name='JournalPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('what', models.CharField(max_length=12)),
                ('month', models.DateField()),
                ('rows', models.PositiveIntegerField()),
                ('rows_before', models.PositiveIntegerField(default=0)),
                ('last_day', models.DateField(null=True)),
                ('mark', models.CharField(blank=True, max_length=64)),
                ('current', models.BooleanField(default=False)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='alerts.journalbatch')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.institution')),
                ('replaced', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='alerts.journalpart')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('institution', 'what', 'month'), name='one_current_part_per_month'), models.UniqueConstraint(fields=('batch', 'institution', 'month'), name='one_part_per_batch_and_month')],
            },
        ),
        migrations.CreateModel(
            name='JournalRejection',
            fields=[
                ('id', models.UUIDField(db_default=models.Func(function='gen_random_uuid', output_field=models.UUIDField()), default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('institution_id', models.UUIDField(null=True)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=120)),
                ('value', models.CharField(max_length=80)),
                ('reason_code', models.CharField(max_length=60)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejections', to='alerts.journalbatch')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'row'], name='journal_rejections_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='journalbatch',
            index=models.Index(fields=['institution', '-received_at'], name='journal_by_institution'),
        ),
        migrations.AddIndex(
            model_name='journalbatch',
            index=models.Index(fields=['partner', '-received_at'], name='journal_by_partner'),
        ),
        migrations.AddConstraint(
            model_name='journalbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('push_key', ''), _negated=True), fields=('token', 'push_key'), name='one_batch_per_push_key'),
        ),
        migrations.AddConstraint(
            model_name='journalbatch',
            constraint=models.CheckConstraint(condition=models.Q(('rows', django.db.models.expressions.CombinedExpression(models.F('accepted'), '+', models.F('rejected')))), name='every_row_accepted_or_rejected'),
        ),
        BuildWall("alerts_journalbatch", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("alerts_journalpart", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("alerts_journalrejection", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("alerts_journalcolumns", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("alerts_journaltoken", Seen(institution="institution_id")),
        BuildWall("alerts_learnerkey", Seen(learner="learner_id")),
        BuildWall(
            "alerts_institutionkey",
            Open("a number for a school says nothing about a person", written_by="nation"),
        ),
        BuildWall(
            "alerts_subjectkey",
            Open("the name of a subject says nothing about a person", written_by="nation"),
        ),
    ]
