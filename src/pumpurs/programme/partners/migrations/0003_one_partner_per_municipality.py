# safe: before the first release no installation has rows in these tables

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_walls'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'municipality')), fields=('municipality_code',), name='one_partner_per_municipality'),
        ),
    ]
