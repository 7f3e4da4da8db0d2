"""A proof carries the hash of its file, so that the same photo at another claim is noticed."""

from __future__ import annotations

from django.db import migrations, models

# safe: no version that writes these tables was ever given out, so they hold no row and nobody reads them


class Migration(migrations.Migration):
    """One column and its index."""

    dependencies = [("compensations", "0005_written_by_the_acts")]
    operations = [
        migrations.AddField(
            "claimproof", "sha256", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddIndex("claimproof", models.Index(fields=["sha256"], name="claim_proof_by_content")),
    ]
