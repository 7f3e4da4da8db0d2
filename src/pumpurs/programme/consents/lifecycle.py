"""The lives of consent and application as one table: asked by link, on paper or in person. Source: the programme."""

from __future__ import annotations

from enum import StrEnum

from pumpurs.foundation.lifecycle import STAYS, Life, Need, Step, life
from pumpurs.programme.consents.permissions import (
    family_of_the_learner,
    staff_who_read_the_family,
    staff_with_the_learner_in_reach,
    the_nightly_job,
)
from pumpurs.programme.consents.preconditions import (
    consent_beside,
    institution_takes_part,
    learner_in_target_group,
    not_ahead,
    nothing_else_alive,
    semester_not_over,
    signed_by_name,
    somebody_to_sign,
    support_chosen,
)


class AnswerState(StrEnum):
    """Where a consent or application is on its way. Not opened is not refused."""

    DRAFT = "draft"  # sagatavota
    SENT = "sent"  # nosūtīta
    OPENED = "opened"  # atvērta
    ASKED = "asked"  # ir jautājums
    SIGNED = "signed"  # parakstīta
    REFUSED = "refused"  # atteikta
    WITHDRAWN = "withdrawn"  # atsaukta
    EXPIRED = "expired"  # beidzies termiņš


S = AnswerState
READING = frozenset({S.OPENED, S.ASKED})
WAITING = READING | {S.SENT}


def _life(name: str, to_ask: tuple[Need, ...], to_sign: tuple[Need, ...]) -> Life:
    staff, family = staff_with_the_learner_in_reach, family_of_the_learner
    return life(
        name,
        first=S.DRAFT,
        steps=[
            Step("send", frozenset({S.DRAFT}), S.SENT, staff, to_ask),
            Step("resend", WAITING | {S.EXPIRED}, S.SENT, staff, to_ask),
            Step("remind", WAITING, STAYS, staff),
            Step("call_back", frozenset({S.SIGNED, S.REFUSED, S.WITHDRAWN}), STAYS, staff),
            Step("open", frozenset({S.SENT}), S.OPENED, family),
            Step("ask", READING, S.ASKED, family),
            Step("reply", frozenset({S.ASKED}), S.OPENED, staff_who_read_the_family),
            Step("sign", READING, S.SIGNED, family, to_sign),
            Step("refuse", READING, S.REFUSED, family),
            Step("record", WAITING | {S.DRAFT}, S.SIGNED, staff, to_sign),
            Step("record_refusal", WAITING | {S.DRAFT}, S.REFUSED, staff),
            Step("withdraw", frozenset({S.SIGNED}), S.WITHDRAWN, family),
            Step("record_withdrawal", frozenset({S.SIGNED}), S.WITHDRAWN, staff),
            Step("expire", WAITING, S.EXPIRED, the_nightly_job),
        ],
    )


_TO_ASK: tuple[Need, ...] = (
    learner_in_target_group,
    institution_takes_part,
    somebody_to_sign,
    nothing_else_alive,
)
_TO_SIGN: tuple[Need, ...] = (*_TO_ASK, signed_by_name, not_ahead)

CONSENT_LIFE = _life("consent", _TO_ASK, _TO_SIGN)
APPLICATION_LIFE = _life(
    "application",
    (*_TO_ASK, semester_not_over, consent_beside),
    (*_TO_SIGN, semester_not_over, consent_beside, support_chosen),
)
