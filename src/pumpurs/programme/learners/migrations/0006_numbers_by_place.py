"""Numbers of a source hold for the place that imports it; when a learner was taken in; guardians not met yet."""

# safe: before the first release no installation has rows in these tables

from uuid import UUID

from django.db import migrations, models

NATION = UUID(int=0)
FILL = """
SELECT set_config('pumpurs.national', 'yes', true);
UPDATE learners_learner l SET source_place_id = coalesce(r.institution_id, r.partner_id, l.source_place_id)
FROM learners_rosterchange c JOIN learners_rosterimport r ON r.id = c.roster_id
WHERE c.record_id = l.id AND c.source_id = l.source_id AND l.source_id <> '' AND r.source = l.source
    AND r.state = 'confirmed';
UPDATE learners_learner l SET source = '', source_id = '' FROM partners_institution i
WHERE i.id = l.institution_id AND l.source_id <> '' AND l.source_place_id NOT IN
    (i.id, i.partner_id, '00000000-0000-0000-0000-000000000000');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("learners", "0005_kept_name"), ("partners", "0003_one_partner_per_municipality")]

    operations = [
        migrations.AddField("enrollment", "taken_on", models.DateField(null=True)),
        migrations.AddField("guardian", "came_with_id", models.UUIDField(null=True)),
        migrations.AddField("learner", "source_place_id", models.UUIDField(db_default=NATION, default=NATION)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="learner", name="one_learner_per_source_id"),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("source_place_id", "source", "source_id"),
                name="one_learner_per_place_and_source_id",
            ),
        ),
    ]
