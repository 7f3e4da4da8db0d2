"""Roster imports: batches, what they change, rejected rows, remembered columns."""

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from pumpurs.foundation.visibility import Open, Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):

    dependencies = [
        ('learners', '0002_walls'),
        ('partners', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('institution_id', models.UUIDField(null=True)),
                ('shape', models.CharField(max_length=32)),
                ('columns', models.JSONField()),
                ('remembered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partner_id', 'institution_id', 'shape'), name='one_mapping_per_place_and_shape', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('state', models.CharField(default='received', max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('source', models.CharField(blank=True, max_length=40)),
                ('whole', models.BooleanField(default=False)),
                ('school_year', models.CharField(blank=True, max_length=9)),
                ('reasons', models.JSONField(default=list)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('leaving', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('outside', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('received_at', models.DateTimeField()),
                ('received_by_id', models.UUIDField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_id', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.UUIDField(null=True)),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roster_imports', to='partners.institution')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='RosterChange',
            fields=[
                ('id', models.UUIDField(db_default=models.Func(function='gen_random_uuid', output_field=models.UUIDField()), default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('institution_id', models.UUIDField()),
                ('what', models.CharField(max_length=12)),
                ('record_id', models.UUIDField()),
                ('file', models.CharField(max_length=40)),
                ('row', models.PositiveIntegerField(default=0)),
                ('given_name', models.CharField(db_default='', default='', max_length=80)),
                ('family_name', models.CharField(db_default='', default='', max_length=80)),
                ('birth_date', models.DateField(null=True)),
                ('source_id', models.CharField(db_default='', default='', max_length=64)),
                ('code_sealed', models.CharField(db_default='', default='', max_length=200)),
                ('code_index', models.CharField(db_default='', default='', max_length=64)),
                ('code_masked', models.CharField(db_default='', default='', max_length=20)),
                ('class_name', models.CharField(db_default='', default='', max_length=60)),
                ('class_source_id', models.CharField(db_default='', default='', max_length=64)),
                ('grade', models.PositiveSmallIntegerField(null=True)),
                ('vocational', models.BooleanField(db_default=False, default=False)),
                ('since', models.DateField(null=True)),
                ('enrollment_id', models.UUIDField(null=True)),
                ('before', models.JSONField(null=True)),
                ('mark', models.CharField(db_default='', default='', max_length=32)),
                ('mark_after', models.CharField(db_default='', default='', max_length=32)),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='learners.rosterimport')),
            ],
        ),
        migrations.CreateModel(
            name='RosterOrg',
            fields=[
                ('id', models.UUIDField(db_default=models.Func(function='gen_random_uuid', output_field=models.UUIDField()), default=uuid.uuid4, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=40)),
                ('source_id', models.CharField(max_length=64)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.institution')),
            ],
        ),
        migrations.CreateModel(
            name='RosterRejection',
            fields=[
                ('id', models.UUIDField(db_default=models.Func(function='gen_random_uuid', output_field=models.UUIDField()), default=uuid.uuid4, primary_key=True, serialize=False)),
                ('partner_id', models.UUIDField(null=True)),
                ('institution_id', models.UUIDField(null=True)),
                ('file', models.CharField(max_length=40)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=120)),
                ('value', models.CharField(max_length=80)),
                ('reason_code', models.CharField(max_length=60)),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejections', to='learners.rosterimport')),
            ],
        ),
        migrations.AddIndex(
            model_name='rosterimport',
            index=models.Index(fields=['institution', '-received_at'], name='roster_by_institution'),
        ),
        migrations.AddIndex(
            model_name='rosterimport',
            index=models.Index(fields=['partner', '-received_at'], name='roster_by_partner'),
        ),
        migrations.AddIndex(
            model_name='rosterchange',
            index=models.Index(fields=['roster', 'what', 'institution_id', 'class_name'], name='roster_changes_in_order'),
        ),
        migrations.AddConstraint(
            model_name='rosterorg',
            constraint=models.UniqueConstraint(condition=models.Q(('source_id', ''), _negated=True), fields=('source', 'source_id'), name='one_institution_per_source_id'),
        ),
        migrations.AddIndex(
            model_name='rosterrejection',
            index=models.Index(fields=['roster', 'file', 'row'], name='rejections_in_order'),
        ),
        BuildWall("learners_rosterimport", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("learners_rosterchange", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("learners_rosterrejection", Seen(partner="partner_id", institution="institution_id")),
        BuildWall("learners_columnmapping", Seen(partner="partner_id", institution="institution_id")),
        BuildWall(
            "learners_rosterorg",
            Open("which code a source uses for a school says nothing about a person", written_by="nation"),
        ),
    ]
