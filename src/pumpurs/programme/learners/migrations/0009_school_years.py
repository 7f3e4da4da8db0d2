"""An enrolment is a school year of a learner at an institution, and no learner has two on one day.

Rows that stand take the year of their class; without a class, the latest one the institution has classes of, or that of
their last day (a list of September still closed the year before). Days that two rows of a learner share go to the one
that a roster had confirmed: whoever still learns somewhere came there when the rows before had ended.
"""

# safe: before the first release no installation has rows in this table

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

FILL = """
SELECT set_config('pumpurs.national', 'yes', true);
UPDATE learners_enrollment e SET school_year = coalesce(
    (SELECT s.school_year FROM learners_schoolclass s WHERE s.id = e.school_class_id),
    (SELECT max(s.school_year) FROM learners_schoolclass s WHERE s.institution_id = e.institution_id AND e.until IS NULL),
    (SELECT y.begun || '/' || y.begun + 1 FROM (SELECT extract(year FROM d.day)::int
        - (d.day < make_date(extract(year FROM d.day)::int, 9, 1)
            OR (extract(month FROM d.day) = 9 AND e.until IS NOT NULL
                AND e.since < make_date(extract(year FROM d.day)::int, 9, 1)))::int AS begun
        FROM (SELECT greatest(e.since, coalesce(e.until - 1, e.since)) AS day) d) y));
UPDATE learners_enrollment e SET since = n.ended
FROM (SELECT learner_id, max(until) AS ended FROM learners_enrollment GROUP BY learner_id) n
WHERE n.learner_id = e.learner_id AND e.until IS NULL AND n.ended > e.since;
UPDATE learners_enrollment e SET until = greatest(e.since, n.next)
FROM (SELECT id, lead(since) OVER (PARTITION BY learner_id ORDER BY since, until NULLS LAST, id) AS next
    FROM learners_enrollment WHERE until IS NULL OR until > since) n
WHERE n.id = e.id AND n.next < coalesce(e.until, 'infinity');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("learners", "0008_no_codes_of_sources")]

    operations = [
        migrations.AddField(
            "enrollment", "school_year", models.CharField(default="", max_length=9), preserve_default=False
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint("enrollment", "one_open_enrollment_per_institution"),
        migrations.AddConstraint(
            "enrollment",
            django.contrib.postgres.constraints.ExclusionConstraint(
                name="one_enrollment_at_a_time",
                expressions=[
                    ("learner", "="),
                    (
                        models.Func(
                            models.F("since"),
                            models.F("until"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
            ),
        ),
    ]
