"""The second wall of every table of this room; what is frozen or history is only ever added to."""

from __future__ import annotations

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

OF_PARTNER = Seen(partner="partner_id")
OF_NATION = Seen()


class Migration(migrations.Migration):
    """Row-level security, forced; only what a returned package took may be given free again."""

    dependencies = [("reporting", "0001_tables")]
    operations = [
        BuildWall("reporting_package", OF_PARTNER),
        BuildWall("reporting_packageversion", OF_PARTNER),
        BuildWall("reporting_packagestep", OF_PARTNER),
        BuildWall("reporting_packagecomment", OF_PARTNER),
        BuildWall("reporting_taken", OF_PARTNER),
        BuildWall("reporting_statement", OF_PARTNER),
        BuildWall("reporting_budgetline", OF_PARTNER),
        BuildWall("reporting_budgetwarning", OF_PARTNER),
        BuildWall("reporting_paymentclaim", OF_NATION),
        BuildWall("reporting_sample", OF_NATION),
        BuildWall("reporting_sampleitem", OF_NATION),
        BuildWall("reporting_sampleevidence", OF_NATION),
        BuildWall("reporting_reconciliation", OF_NATION),
        migrations.RunSQL(
            "REVOKE DELETE ON reporting_package, reporting_packageversion, reporting_packagestep,"
            " reporting_packagecomment, reporting_statement, reporting_budgetline, reporting_budgetwarning,"
            " reporting_paymentclaim, reporting_sample, reporting_sampleitem, reporting_sampleevidence,"
            " reporting_reconciliation FROM pumpurs_web;"
            "REVOKE UPDATE ON reporting_packageversion, reporting_packagestep, reporting_taken,"
            " reporting_budgetline, reporting_budgetwarning, reporting_sample, reporting_sampleevidence,"
            " reporting_reconciliation FROM pumpurs_web;"
            "CREATE SEQUENCE reporting_claim_number START 1;"
            "GRANT USAGE ON SEQUENCE reporting_claim_number TO pumpurs_web;",
            "DROP SEQUENCE reporting_claim_number;",
        ),
    ]
