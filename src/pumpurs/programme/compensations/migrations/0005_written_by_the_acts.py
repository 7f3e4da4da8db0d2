"""Who reaches only the learner reads the money and writes none of it; what a claim was filed with never changes."""

from __future__ import annotations

from dataclasses import replace

from django.db import migrations

from pumpurs.foundation.visibility import Seen
from pumpurs.foundation.walls import BuildWall

READ = Seen(partner="partner_id", institution="institution_id", learner="learner_id", kept=True)
OF_CLAIM = replace(READ, written_by=Seen(partner="partner_id", institution="institution_id"))
OF_MONEY = replace(READ, written_by=Seen(partner="partner_id"))
BY_SCHOOL = Seen(institution="institution_id")


class Migration(migrations.Migration):
    """Walls built anew, and rights on columns: of an account only its end, of a claim only what its steps change."""

    dependencies = [("compensations", "0004_account_by_school")]
    operations = [
        *(BuildWall(f"compensations_{one}", OF_CLAIM) for one in ("payee", "claim", "claimproof", "claimstep")),
        *(BuildWall(f"compensations_{one}", OF_MONEY) for one in ("ledgerline", "payment", "recovery")),
        BuildWall("compensations_allowance", Seen(learner="learner_id", written_by=Seen())),
        BuildWall("compensations_otherfunding", replace(BY_SCHOOL, learner="learner_id", written_by=BY_SCHOOL)),
        migrations.RunSQL(
            "REVOKE UPDATE ON compensations_claim, compensations_payee, compensations_allowance FROM pumpurs_web;"
            "GRANT UPDATE (replaced_at) ON compensations_payee TO pumpurs_web;"
            "GRANT UPDATE (cap_eur, granted_eur) ON compensations_allowance TO pumpurs_web;"
            "GRANT UPDATE (state, documented_eur, granted_eur, payee_id, checked_by_id, checked_at, granted_by_id,"
            " granted_at, waiting_since) ON compensations_claim TO pumpurs_web;",
            "GRANT UPDATE ON compensations_claim, compensations_payee, compensations_allowance TO pumpurs_web;",
        ),
    ]
