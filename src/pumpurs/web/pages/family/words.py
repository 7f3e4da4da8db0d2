"""Words for families: roles, states and purposes as a parent would say them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pumpurs.rulebook.reading import Names
from pumpurs.values.roles import Role

ROLES: Mapping[str, object] = {
    Role.PROGRAMME_MANAGER: _("Manager of the programme"),
    Role.NATIONAL_EXPERT: _("Expert of the state education service"),
    Role.MUNICIPAL_COORDINATOR: _("Coordinator of the municipality"),
    Role.HEAD: _("Head of the school"),
    Role.INSTITUTION_COORDINATOR: _("Coordinator at the school"),
    Role.PLAN_AUTHOR: _("Teacher or psychologist who writes the plan"),
    Role.PROVIDER: _("Person who gives the support"),
    Role.ACCOUNTANT: _("Accountant of the municipality"),
    Role.STRATEGIC_PARTNER: _("Helping service, such as the social service"),
    Role.GUARDIAN: _("You or another parent"),
    Role.ADULT_LEARNER: _("You yourself"),
    Role.SUPPORT: _("Technical support"),
    Role.VISITOR: _("Somebody without a role"),
    Role.JOURNAL: _("The school's journal"),
    Role.JOB: _("The system by itself"),
}
ROLES_FOR_ADULTS: Mapping[str, object] = {Role.GUARDIAN: _("Your parent or guardian")}
STATES: Mapping[str, object] = {
    "draft": _("being prepared"),
    "sent": _("waits for your answer"),
    "opened": _("waits for your answer"),
    "asked": _("the school will answer your question"),
    "signed": _("signed"),
    "refused": _("you said no"),
    "withdrawn": _("withdrawn"),
    "expired": _("not answered in time"),
}
TONES = {"signed": "ok", "sent": "wait", "opened": "wait", "asked": "info"}
ICONS = {
    "signed": "check",
    "sent": "clock",
    "opened": "clock",
    "asked": "help",
    "refused": "cross",
    "withdrawn": "undo",
}
PURPOSES: Mapping[str, object] = {
    "support": _("to give support"),
    "consent": _("to ask for consent and application"),
    "approval": _("to approve the plan"),
    "oversight": _("to check that the programme works as it should"),
    "own data": _("to see the own data"),
    "own_record": _("to see the own data"),
    "staff": _("to give support"),
    "compensations": _("to pay back what the plan pays"),
    "roster": _("to keep the school's list up to date"),
    "money_evidence": _("to account for the support given"),
    "duty": _("to do the duty to tell of missed lessons"),
    "cooperation": _("to arrange who works together in the programme"),
}

CLAIM_STATES: Mapping[str, object] = {
    "filed": _("The school is looking at it."),
    "asked": _("Something is missing. Please mend it."),
    "checked": _("The school has looked at it. Now it is decided how much is paid."),
    "granted": _("It is agreed. The money will be sent soon."),
    "in_batch": _("It is agreed. The money is on its way to the bank."),
    "paid": _("The money was sent to your account."),
    "refused": _("It cannot be paid. You see the reason below."),
    "withdrawn": _("You took it back."),
}
AWAITS_ACCOUNT = _("The bank gave the money back. We are waiting for your account.")
GAVE_BACK: Mapping[str, object] = {
    "": "",
    **dict.fromkeys(("AC01", "AC03"), _("The account number is wrong.")),
    "AC04": _("The account is closed."),
    "AC06": _("The account is blocked."),
}
CLAIM_STEPS: Mapping[str, object] = {
    "file": _("The school sent it"),
    "file_by_family": _("Your family sent it"),
    "answer": _("It was mended and sent again"),
    "check": _("The school looked at the proof"),
    "ask": _("The school asked for something"),
    "grant": _("The money was agreed"),
    "refuse": _("It was refused"),
    "withdraw": _("It was taken back"),
    "reverse": _("The decision was taken back; it is looked at again"),
    "change_account": _("The bank account was told"),
    "check_anew": _("The bank account was changed; it is looked at again"),
    "put_in_batch": _("The payment is being prepared"),
    "take_out_of_batch": _("The payment was put off"),
    "pay": _("The money was sent"),
    "bounce": _("The bank sent the money back"),
    "stand": _("The money was sent"),
    "recover": _("Money was asked back"),
}


def said(names: Names | None) -> str:
    """A name of the rulebook in the reader's language."""
    return names.in_language(get_language() or "lv") if names else ""


def word(words: Mapping[str, object], code: str) -> str:
    """The word for a code; the code itself if there is none."""
    return str(words.get(code, code))
