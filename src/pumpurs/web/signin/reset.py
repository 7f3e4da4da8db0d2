"""A lost second step: who appoints a person takes it away; the person is told, and signs in anew to set up another."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import override

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.people.actions.second_step import release_second_step
from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.signin.sessions import end_others

LETTER = "account/email/second_step_reset"


def reset_second_step(*, appointment_id: UUID, why: str, known: str, viewer: Viewer, today: date) -> None:
    """Apps, passkeys and recovery codes go, every session ends, a letter tells it. Refused if there is none."""
    told = release_second_step(
        appointment_id=appointment_id, why=why, known=known, viewer=viewer, today=today
    )
    if not Authenticator.objects.filter(user_id=told.account_id).delete()[0]:
        raise Refused(Reason("people.second_step.none"))
    end_others(told.account_id)
    with override(told.language):
        get_adapter().send_mail(LETTER, told.email, {"link": f"{settings.PUBLIC_URL}{settings.LOGIN_URL}"})
