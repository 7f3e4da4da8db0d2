# safe: before the first release no installation has rows in these tables

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0002_walls'),
        ('foundation', '0003_walls'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='familylink',
            name='sealed_code',
        ),
        migrations.AddField(
            model_name='application',
            name='asked_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='ended_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='ending_scan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile'),
        ),
        migrations.AddField(
            model_name='application',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='reply',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='consent',
            name='asked_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='ended_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='ending_scan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile'),
        ),
        migrations.AddField(
            model_name='consent',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='reply',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='familylink',
            name='code_index',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AddField(
            model_name='familylink',
            name='language',
            field=models.CharField(default='lv', max_length=5),
        ),
        migrations.AddField(
            model_name='familylink',
            name='opened_at',
            field=models.DateTimeField(null=True),
        ),
    ]
