"""The name under which a learner left, kept for the institution that still holds a plan."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learners', '0004_referrals_and_moves'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrollment',
            name='kept_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=161),
        ),
    ]
