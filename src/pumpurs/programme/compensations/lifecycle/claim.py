"""The life of a claim (kompensācijas pieprasījums) as one table. Decision 0016 tells the way of its money."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life
from pumpurs.programme.compensations.permissions.claims import (
    checked_it_herself,
    checker_at_this_partner,
    family_or_school_of_learner,
    filed_it_herself,
    granter_at_this_partner,
    side_that_filed,
    tells_the_account,
    whose_turn_it_is,
)
from pumpurs.programme.compensations.permissions.payments import drafts_for_the_partner, keeps_the_payments
from pumpurs.programme.compensations.preconditions.claims import (
    account_known,
    account_takes_money,
    open_on_the_day,
    reason_of_the_rulebook,
    says_what_to_do,
    says_why,
    some_money,
)


class ClaimState(StrEnum):
    """Where a claim is on its way."""

    FILED = "filed"  # iesniegts
    ASKED = "asked"  # jāprecizē
    CHECKED = "checked"  # pārbaudīts
    GRANTED = "granted"  # piešķirts
    IN_BATCH = "in_batch"  # maksājumu sarakstā
    PAID = "paid"  # izmaksāts
    REFUSED = "refused"  # atteikts
    WITHDRAWN = "withdrawn"  # atsaukts


S = ClaimState
OPEN = frozenset({S.FILED, S.ASKED, S.CHECKED})  # somebody still has to decide about it
AWAY_FROM_THE_BANK = OPEN | {S.GRANTED, S.REFUSED, S.WITHDRAWN}  # no payment of it is under way


CLAIM_LIFE = life(
    "claim",
    first=S.FILED,
    steps=[
        Step(
            "file", frozenset({UNBORN}), S.FILED, family_or_school_of_learner, (some_money, open_on_the_day)
        ),
        Step(
            "answer",
            frozenset({S.ASKED}),
            S.FILED,
            family_or_school_of_learner,
            (some_money, open_on_the_day),
        ),
        Step(
            "check",
            frozenset({S.FILED}),
            S.CHECKED,
            checker_at_this_partner,
            (account_known, account_takes_money, open_on_the_day),
            bars=(filed_it_herself,),
        ),
        Step("ask", frozenset({S.FILED, S.CHECKED}), S.ASKED, whose_turn_it_is, (says_what_to_do,)),
        Step(
            "grant",
            frozenset({S.CHECKED}),
            S.GRANTED,
            granter_at_this_partner,
            (account_known, open_on_the_day),
            bars=(checked_it_herself,),
        ),
        Step("refuse", OPEN, S.REFUSED, whose_turn_it_is, (reason_of_the_rulebook,)),
        Step("withdraw", OPEN, S.WITHDRAWN, side_that_filed),
        Step("reverse", frozenset({S.GRANTED}), S.FILED, granter_at_this_partner, (says_why,)),
        Step("change_account", frozenset({S.FILED, S.ASKED}), STAYS, tells_the_account),
        Step("check_anew", frozenset({S.CHECKED, S.GRANTED}), S.FILED, tells_the_account),
        Step("put_in_batch", frozenset({S.GRANTED}), S.IN_BATCH, drafts_for_the_partner, (account_known,)),
        Step(
            "take_out_of_batch",
            frozenset({S.IN_BATCH}),
            frozenset({S.GRANTED, S.FILED}),  # filed: another account was told meanwhile
            drafts_for_the_partner,
        ),
        Step("pay", frozenset({S.IN_BATCH}), S.PAID, keeps_the_payments),
        Step("bounce", frozenset({S.IN_BATCH, S.PAID}), S.FILED, keeps_the_payments),
        Step(
            "stand", AWAY_FROM_THE_BANK, S.PAID, keeps_the_payments
        ),  # the bank paid what was noted as returned
        Step("recover", frozenset({S.PAID}), STAYS, keeps_the_payments),
    ],
)
