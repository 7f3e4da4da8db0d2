"""Institutions are found by their codes in the register and by name: the codes of sources were never written down."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """The empty table goes."""

    # safe: nothing was ever written into it; only the check of a roster asked it, a dry run that can be done again
    dependencies = [("learners", "0007_referrals_stay_with_their_school")]
    operations = [migrations.DeleteModel("RosterOrg")]
