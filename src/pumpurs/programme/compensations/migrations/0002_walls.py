"""The second wall of every table of this room; the ledger and the history are only ever added to."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

OF_CLAIM = Seen(partner="partner_id", institution="institution_id", learner="learner_id", kept=True)
OF_PARTNER = Seen(partner="partner_id")


class Migration(migrations.Migration):
    """Row-level security, forced; no row of money is deleted, and what is history is not changed."""

    dependencies = [("compensations", "0001_tables")]
    operations = [
        BuildWall("compensations_payee", OF_CLAIM),
        BuildWall("compensations_claim", OF_CLAIM),
        BuildWall("compensations_claimproof", OF_CLAIM),
        BuildWall("compensations_claimstep", OF_CLAIM),
        BuildWall("compensations_ledgerline", OF_CLAIM),
        BuildWall("compensations_payment", OF_CLAIM),
        BuildWall("compensations_recovery", OF_CLAIM),
        BuildWall("compensations_batch", OF_PARTNER),
        BuildWall("compensations_partneraccount", OF_PARTNER),
        BuildWall("compensations_bankstatement", OF_PARTNER),
        BuildWall("compensations_bankline", OF_PARTNER),
        BuildWall("compensations_allowance", Seen(learner="learner_id")),
        BuildWall("compensations_otherfunding", Seen(institution="institution_id", learner="learner_id")),
        migrations.RunSQL(
            "REVOKE DELETE ON compensations_payee, compensations_claim, compensations_claimproof,"
            " compensations_claimstep, compensations_ledgerline, compensations_payment, compensations_recovery,"
            " compensations_batch, compensations_partneraccount, compensations_bankstatement,"
            " compensations_bankline, compensations_allowance, compensations_otherfunding FROM pumpurs_web;"
            "REVOKE UPDATE ON compensations_claimproof, compensations_claimstep, compensations_ledgerline,"
            " compensations_bankstatement FROM pumpurs_web;"
            "CREATE SEQUENCE compensations_claim_number START 100001;"
            "CREATE SEQUENCE compensations_batch_number START 1001;"
            "GRANT USAGE ON SEQUENCE compensations_claim_number, compensations_batch_number TO pumpurs_web;",
            "DROP SEQUENCE compensations_claim_number; DROP SEQUENCE compensations_batch_number;",
        ),
    ]
