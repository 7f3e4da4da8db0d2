"""Doors of payments: batches, the bank's statements, money that came back or should, the partner's account."""

from __future__ import annotations

from pumpurs.values.roles import Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.payments.account import page as account
from pumpurs.web.pages.payments.file import page as file
from pumpurs.web.pages.payments.home import page as home
from pumpurs.web.pages.payments.new import page as new
from pumpurs.web.pages.payments.one import page as one
from pumpurs.web.pages.payments.payment import page as payment
from pumpurs.web.pages.payments.recoveries import page as recoveries
from pumpurs.web.pages.payments.recovery import page as recovery
from pumpurs.web.pages.payments.returned import page as returned
from pumpurs.web.pages.payments.sign import page as sign
from pumpurs.web.pages.payments.statement import page as statement
from pumpurs.web.pages.payments.statements import page as statements

KEEPERS = frozenset({Role.ACCOUNTANT, Role.MUNICIPAL_COORDINATOR})
OF_PARTNER = KEEPERS | {
    Role.HEAD
}  # a head: of a state school that is a partner itself; others find nothing here
READERS = OF_PARTNER | {Role.PROGRAMME_MANAGER}
B = "payments/<uuid:list_id>/"

DOORS = (
    Door("payments/", "payments/home", home, thing="batch", action="list", roles=READERS),
    Door("payments/new/", "payments/new", new, thing="batch", action="draft", roles=OF_PARTNER),
    Door("payments/account/", "payments/account", account, thing="partner_account", action="tell", roles=OF_PARTNER),
    Door("payments/returned/", "payments/returned", returned, thing="payment", action="list", roles=READERS),
    Door("payments/recoveries/", "payments/recoveries", recoveries, thing="recovery", action="list", roles=READERS),
    Door("payments/statements/", "payments/statements", statements, thing="statement", action="bring", roles=KEEPERS),
    Door(
        "payments/statements/<uuid:upload_id>/", "payments/statement", statement, thing="statement", action="take",
        roles=KEEPERS,
    ),
    Door(
        "payments/recoveries/<uuid:recovery_id>/", "payments/recovery", recovery, thing="recovery",
        action="receive", roles=READERS,
    ),
    Door(
        "payments/payment/<uuid:payment_id>/", "payments/payment", payment, thing="payment", action="confirm",
        roles=READERS,
    ),
    Door(B, "payments/one", one, thing="batch", action="read", roles=READERS),
    Door(B + "sign/", "payments/sign", sign, thing="batch", action="sign", roles=KEEPERS),
    Door(B + "file/", "payments/file", file, thing="batch", action="download", roles=KEEPERS),
)  # fmt: skip
