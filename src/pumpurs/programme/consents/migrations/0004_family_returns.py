# safe: before the first release no installation has rows in these tables

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0003_replies_and_reminders'),
        ('learners', '0003_roster'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='expected_name',
            field=models.CharField(blank=True, max_length=170),
        ),
        migrations.AddField(
            model_name='application',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consent',
            name='expected_name',
            field=models.CharField(blank=True, max_length=170),
        ),
        migrations.AddField(
            model_name='consent',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='familylink',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='familylink',
            name='sealed_address',
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AlterField(
            model_name='familylink',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='ReturnKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('institution_id', models.UUIDField()),
                ('address_index', models.CharField(max_length=64)),
                ('sealed_address', models.CharField(max_length=600)),
                ('code_index', models.CharField(max_length=64)),
                ('language', models.CharField(default='lv', max_length=5)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('visit_hash', models.CharField(blank=True, max_length=64)),
                ('visit_until', models.DateTimeField(null=True)),
                ('guardian', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.guardian')),
                ('handed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_keys', to='learners.learner')),
            ],
            options={
                'indexes': [models.Index(fields=['address_index'], name='return_key_by_address'), models.Index(fields=['visit_hash'], name='return_key_by_visit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('learner', 'guardian'), name='one_return_key_per_guardian', nulls_distinct=False)],
            },
        ),
        BuildWall("consents_returnkey", Seen(learner="learner_id", link="visit_hash")),
    ]
