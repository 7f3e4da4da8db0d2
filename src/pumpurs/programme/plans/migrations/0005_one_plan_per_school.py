from django.db import migrations, models


class Migration(migrations.Migration):
    """A learner who moves in mid-semester gets a plan of the new school's own; the old school's stays with it."""

    # safe: the open plans of a country are checked in under a second, and the new rule is weaker than the old one

    dependencies = [
        ("plans", "0004_answers_to_comments"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="plan", name="one_plan_per_learner_and_semester"),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "inactive"), _negated=True),
                fields=("learner", "semester", "institution"),
                name="one_plan_per_learner_semester_and_school",
            ),
        ),
    ]
