"""The life of a cooperation agreement (sadarbības līgums): prepared, in force, ended."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import UNBORN, Step, life
from pumpurs.programme.partners.permissions import programme_manager
from pumpurs.programme.partners.preconditions import (
    ends_after_it_begins,
    no_other_in_force,
    number_is_free,
    numbered_like_the_register,
    partner_exists_on_that_day,
    signed_by_both,
)


class AgreementState(StrEnum):
    """Where an agreement is in its life."""

    PREPARED = "prepared"  # sagatavots
    IN_FORCE = "in_force"  # spēkā
    ENDED = "ended"  # beidzies


S = AgreementState
STANDS = (numbered_like_the_register, number_is_free, partner_exists_on_that_day, ends_after_it_begins)

AGREEMENT_LIFE = life(
    "agreement",
    first=S.PREPARED,
    steps=[
        Step("prepare", frozenset({UNBORN}), S.PREPARED, programme_manager, STANDS),
        Step(
            "sign",
            frozenset({S.PREPARED}),
            S.IN_FORCE,
            programme_manager,
            (*STANDS, signed_by_both, no_other_in_force),
        ),
        Step("amend", frozenset({S.IN_FORCE}), S.IN_FORCE, programme_manager, (ends_after_it_begins,)),
        Step("end", frozenset({S.IN_FORCE}), S.ENDED, programme_manager, (ends_after_it_begins,)),
    ],
)
