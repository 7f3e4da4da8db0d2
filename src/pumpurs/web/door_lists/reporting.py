"""Doors of accounting: monthly packages, budgets, statements, payment claims, samples, the proof."""

from __future__ import annotations

from pumpurs.values.roles import NATIONAL_ROLES
from pumpurs.web.doors import Door
from pumpurs.web.pages.budgets.home import page as budgets
from pumpurs.web.pages.budgets.one import page as budget
from pumpurs.web.pages.packages.home import page as packages
from pumpurs.web.pages.packages.one import page as package
from pumpurs.web.pages.samples.drawn import page as drawn
from pumpurs.web.pages.samples.evidence import page as evidence
from pumpurs.web.pages.samples.home import page as samples
from pumpurs.web.pages.samples.one import page as sample
from pumpurs.web.pages.samples.proof import page as proof
from pumpurs.web.pages.statements.claim import page as claim
from pumpurs.web.pages.statements.home import page as statements
from pumpurs.web.pages.statements.one import page as statement
from pumpurs.web.words.accounting import READERS

N = NATIONAL_ROLES
PACKAGE, STATEMENT = "packages/<uuid:package_id>/", "statements/<uuid:statement_id>/"
CLAIM, ITEM = "statements/claims/<uuid:payment_claim_id>/", "samples/records/<uuid:item_id>/"
EVIDENCE = "samples/evidence/<uuid:evidence_id>/"

DOORS = (
    Door("packages/", "packages/home", packages, thing="package", action="open", roles=READERS),
    Door(PACKAGE, "packages/one", package, thing="package", action="decide", roles=READERS),
    Door("budgets/", "budgets/home", budgets, thing="budget", action="list", roles=READERS),
    Door("budgets/<uuid:partner_id>/", "budgets/one", budget, thing="budget", action="add", roles=READERS),
    Door("statements/", "statements/home", statements, thing="statement", action="draft", roles=READERS),
    Door(STATEMENT, "statements/one", statement, thing="statement", action="decide", roles=READERS),
    Door(CLAIM, "statements/claim", claim, thing="payment_claim", action="decide", roles=N),
    Door("samples/", "samples/home", samples, thing="sample", action="draw", roles=N),
    Door("samples/<uuid:sample_id>/", "samples/one", sample, thing="sample", action="read", roles=N),
    Door(ITEM, "samples/drawn", drawn, thing="sample", action="check", roles=N),
    Door(EVIDENCE, "samples/evidence", evidence, thing="sample", action="read", roles=N),
    Door("samples/proof/", "samples/proof", proof, thing="proof", action="read", roles=N),
)
