"""Whether less was taken back of a finding than is ineligible, because whoever followed it up said so."""

# safe: an installation has a handful of scans of samples so far; the rewrite takes a moment

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Findings that were followed up before say nothing: where less was taken back, the nightly proof names them.

    Scans of samples hang on no institution any more, those of a claim on its learner.
    """

    dependencies = [
        ("reporting", "0002_walls"),
        ("foundation", "0004_scans_by_record"),
        ("compensations", "0006_proofs_known_by_content"),
    ]
    operations = [
        migrations.AddField(
            model_name="sampleitem",
            name="left_as_is",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(
            "SELECT set_config('pumpurs.national', 'yes', true);"
            "UPDATE foundation_storedfile SET institution_id = NULL, learner_id = claim.learner_id"
            " FROM reporting_sampleevidence evidence JOIN reporting_sampleitem item ON item.id = evidence.item_id"
            " LEFT JOIN compensations_claim claim ON claim.id = item.record_id AND item.kind = 'claim'"
            " WHERE foundation_storedfile.id = evidence.file_id;",
            migrations.RunSQL.noop,
        ),
    ]
