"""The lives of a package, a statement, a payment claim and a drawn record, each as one table."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import STAYS, UNBORN, Step, life
from pumpurs.programme.reporting.permissions import (
    accounts_for_the_partner,
    checked_it_herself,
    drafted_it_herself,
    drafted_or_sent_what_it_adds_up,
    had_a_hand_in_it,
    had_a_hand_in_the_record,
    national,
    national_expert,
    opens_the_month,
    programme_manager,
    sends_the_package,
    sent_it_herself,
)
from pumpurs.programme.reporting.preconditions import (
    adds_statements_up,
    comments_settled,
    earlier_months_sent,
    every_package_accepted,
    line_of_the_package,
    month_has_begun,
    month_is_over,
    months_in_order,
    no_other_of_this_month,
    nothing_lacks_or_sender_knows,
    says_how,
    says_something,
    says_what_to_mend,
    says_what_was_found,
    says_why,
    taken_back_or_said_so,
    within_the_record,
)


class PackageState(StrEnum):
    """Where a month's package is on its way."""

    OPEN = "open"  # gatavošanā
    SENT = "sent"  # nosūtīti
    CHECKED = "checked"  # pārbaudīti
    ACCEPTED = "accepted"  # pieņemti
    RETURNED = "returned"  # atdoti labošanai


class StatementState(StrEnum):
    """Where a partner's statement is on its way."""

    DRAFTED = "drafted"  # sagatavots
    SENT = "sent"  # nosūtīts
    ACCEPTED = "accepted"  # pieņemts
    RETURNED = "returned"  # atdots
    DROPPED = "dropped"  # atmests


class PaymentClaimState(StrEnum):
    """Where the programme's payment claim is on its way."""

    DRAFTED = "drafted"  # sagatavots
    SUBMITTED = "submitted"  # iesniegts
    SETTLED = "settled"  # samaksāts
    DROPPED = "dropped"  # atmests


class DrawnState(StrEnum):
    """Where the check of a drawn record is."""

    DRAWN = "drawn"  # izvēlēts
    CHECKED = "checked"  # pārbaudīts
    FOLLOWED_UP = "followed_up"  # labots


P, T, C, D = PackageState, StatementState, PaymentClaimState, DrawnState
WITH_THE_PARTNER = frozenset({P.OPEN, P.RETURNED})
WITH_THE_PROGRAMME = frozenset({P.SENT, P.CHECKED})
FROZEN = WITH_THE_PROGRAMME | {P.ACCEPTED}  # what stands in it counts as sent

PACKAGE_LIFE = life(
    "package",
    first=P.OPEN,
    steps=[
        Step("open", frozenset({UNBORN}), P.OPEN, opens_the_month, (month_has_begun, no_other_of_this_month)),
        Step("nudge", WITH_THE_PARTNER, STAYS, sends_the_package),
        Step("settle", frozenset({P.RETURNED}), STAYS, sends_the_package),
        Step(
            "send",
            WITH_THE_PARTNER,
            P.SENT,
            sends_the_package,
            (month_is_over, earlier_months_sent, comments_settled, nothing_lacks_or_sender_knows),
        ),
        Step("comment", WITH_THE_PROGRAMME, STAYS, national_expert, (says_something, line_of_the_package)),
        Step("check", frozenset({P.SENT}), P.CHECKED, national_expert, bars=(had_a_hand_in_it,)),
        Step(
            "send_back",
            WITH_THE_PROGRAMME,
            P.RETURNED,
            national_expert,
            (says_what_to_mend,),
            bars=(had_a_hand_in_it,),
        ),
        Step(
            "accept",
            frozenset({P.CHECKED}),
            P.ACCEPTED,
            national,
            bars=(checked_it_herself, had_a_hand_in_it),
        ),
    ],
)

STATEMENT_LIFE = life(
    "statement",
    first=T.DRAFTED,
    steps=[
        Step(
            "draft",
            frozenset({UNBORN}),
            T.DRAFTED,
            accounts_for_the_partner,
            (months_in_order, every_package_accepted),
        ),
        Step("drop", frozenset({T.DRAFTED}), T.DROPPED, accounts_for_the_partner),
        Step("send", frozenset({T.DRAFTED}), T.SENT, accounts_for_the_partner),
        Step(
            "accept",
            frozenset({T.SENT}),
            T.ACCEPTED,
            national,
            bars=(sent_it_herself, drafted_or_sent_what_it_adds_up),
        ),
        Step("send_back", frozenset({T.SENT}), T.RETURNED, national, (says_why,)),
    ],
)

PAYMENT_CLAIM_LIFE = life(
    "payment_claim",
    first=C.DRAFTED,
    steps=[
        Step("draft", frozenset({UNBORN}), C.DRAFTED, national, (adds_statements_up,)),
        Step("submit", frozenset({C.DRAFTED}), C.SUBMITTED, programme_manager, bars=(drafted_it_herself,)),
        Step("settle", frozenset({C.SUBMITTED}), C.SETTLED, programme_manager),
        Step("drop", frozenset({C.DRAFTED, C.SUBMITTED}), C.DROPPED, programme_manager, (says_why,)),
    ],
)

DRAWN_LIFE = life(
    "drawn_record",
    first=D.DRAWN,
    steps=[
        Step("add_evidence", frozenset({D.DRAWN, D.CHECKED}), STAYS, national),
        Step(
            "check",
            frozenset({D.DRAWN}),
            D.CHECKED,
            national,
            (says_what_was_found, within_the_record),
            bars=(had_a_hand_in_the_record,),
        ),
        Step(
            "follow_up",
            frozenset({D.CHECKED}),
            D.FOLLOWED_UP,
            national,
            (says_how, taken_back_or_said_so),
            bars=(had_a_hand_in_the_record,),
        ),
    ],
)
