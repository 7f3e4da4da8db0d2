"""Labels for coded values: roles and states."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pumpurs.values.roles import Role

ROLES: Mapping[str, object] = {
    Role.PROGRAMME_MANAGER: _("Programme manager"),
    Role.NATIONAL_EXPERT: _("National expert"),
    Role.MUNICIPAL_COORDINATOR: _("Municipal coordinator"),
    Role.HEAD: _("Head of institution"),
    Role.INSTITUTION_COORDINATOR: _("Institution coordinator"),
    Role.PLAN_AUTHOR: _("Plan author"),
    Role.PROVIDER: _("Provider of support"),
    Role.ACCOUNTANT: _("Accountant"),
    Role.STRATEGIC_PARTNER: _("Strategic partner"),
    Role.GUARDIAN: _("Parent or guardian"),
    Role.ADULT_LEARNER: _("Adult learner"),
    Role.SUPPORT: _("System support"),
    Role.VISITOR: _("Visitor"),
    Role.JOURNAL: _("School's journal"),
    Role.JOB: _("Automatic job"),
}

PLAN = {
    "draft": _("Draft"),
    "at_head": _("With the head"),
    "at_municipality": _("With the municipality"),
    "at_agency": _("With the programme"),
    "approved": _("Approved"),
    "evaluated": _("Evaluated"),
    "closed": _("Closed"),
    "under_revision": _("Under revision"),
    "suspended": _("Suspended"),
    "inactive": _("Removed"),
}
SHEET = {
    "open": pgettext_lazy("sheet", "Open"),
    "at_head": _("With the head"),
    "at_municipality": _("With the municipality"),
    "at_agency": _("With the programme"),
    "approved": pgettext_lazy("sheet", "Approved"),
    "sent": pgettext_lazy("sheet", "Sent"),
}
SHEET_STEP = {
    "submit": _("Closed the month"),
    "recall": _("Took the sheet back"),
    "set_position": pgettext_lazy("sheet step", "Set the position"),
    "approve": pgettext_lazy("sheet step", "Approved"),
    "send_back": _("Sent back"),
    "take_back": _("Took the approval back"),
    "send": _("Sent with the month's package"),
    "give_back": _("The package came back"),
    "ask_correction": _("Asked for a correction"),
}
SHEET_LINE = {
    "session": _("Sessions"),
    "correction": _("Corrections of earlier months"),
    "preparation": _("Work with plans"),
}
PREPARATION = {
    "prepare": _("Preparing the plan"),
    "follow": _("Following the plan"),
    "evaluate": _("Evaluating the plan"),
}
CLAIM = {
    "filed": pgettext_lazy("claim", "Filed"),
    "asked": pgettext_lazy("claim", "To be corrected"),
    "checked": pgettext_lazy("claim", "Checked"),
    "granted": pgettext_lazy("claim", "Granted"),
    "in_batch": pgettext_lazy("claim", "In a batch"),
    "paid": pgettext_lazy("claim", "Paid"),
    "refused": pgettext_lazy("claim", "Refused"),
    "withdrawn": pgettext_lazy("claim", "Withdrawn"),
}
CLAIM_STEP = {
    "file": pgettext_lazy("claim step", "Filed"),
    "answer": pgettext_lazy("claim step", "Mended and filed again"),
    "check": pgettext_lazy("claim step", "Checked"),
    "ask": pgettext_lazy("claim step", "Sent back to be mended"),
    "grant": pgettext_lazy("claim step", "Granted"),
    "refuse": pgettext_lazy("claim step", "Refused"),
    "withdraw": pgettext_lazy("claim step", "Withdrawn"),
    "reverse": pgettext_lazy("claim step", "Grant taken back"),
    "change_account": pgettext_lazy("claim step", "Bank account told"),
    "check_anew": pgettext_lazy("claim step", "Bank account changed, to be checked anew"),
    "put_in_batch": pgettext_lazy("claim step", "Put into a batch"),
    "take_out_of_batch": pgettext_lazy("claim step", "Taken out of the batch"),
    "pay": pgettext_lazy("claim step", "Paid"),
    "bounce": pgettext_lazy("claim step", "The bank sent it back"),
    "stand": pgettext_lazy("claim step", "The bank paid it after all"),
    "recover": pgettext_lazy("claim step", "Money asked back"),
}
ANSWER = {
    "draft": _("Draft"),
    "sent": _("Sent"),
    "opened": _("Opened"),
    "asked": _("Family asks"),
    "signed": _("Signed"),
    "refused": pgettext_lazy("answer", "Refused"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Expired"),
}
AGREEMENT = {"prepared": _("Being prepared"), "in_force": _("In force"), "ended": _("Ended")}
IMPORT = {
    "received": _("Received"),
    "checked": _("Checked, waits for confirmation"),
    "confirmed": _("Imported"),
    "undone": _("Undone"),
    "refused": _("Refused"),
}
CONSULTED = {
    "class_teacher": _("Class teacher"),
    "subject_teachers": _("Subject teachers"),
    "family": _("Family"),
    "adult_learner": _("The adult learner"),
    "psychologist": _("Psychologist"),
    "social_pedagogue": _("Social pedagogue"),
    "strategic_partner": _("Social service, orphans' court or other partner"),
}
STEP = {
    "submit": _("Submitted"),
    "approve": pgettext_lazy("step", "Approved"),
    "send_back": _("Returned"),
    "take_back": _("Taken back"),
    "refuse": _("Refused"),
    "revise": _("Opened for revision"),
    "discard": _("Revision discarded"),
    "suspend": _("Suspended"),
    "resume": _("Resumed"),
    "remove": _("Removed"),
    "hand_over": _("Handed over"),
    "evaluate": pgettext_lazy("step", "Evaluated"),
    "reopen": _("Evaluation returned"),
    "close": pgettext_lazy("step", "Closed"),
}
LINE = {
    "goal": _("Learner's goal"),
    "consulted": _("Who was consulted"),
    "preparation": _("Preparing, following and evaluating"),
}
RELATION = {
    "mother": _("Mother"),
    "father": _("Father"),
    "guardian": _("Guardian"),
    "foster_family": _("Foster family"),
    "institution": _("Head of a care institution"),
    "self": _("The adult learner"),
}
PURPOSE = {
    "support": _("support"),
    "approval": _("approval"),
    "consent": _("consent and application"),
    "oversight": _("oversight"),
    "own data": _("own data"),
    "own_record": _("own data"),
    "staff": _("support"),
    "roster": _("import of a roster"),
    "compensations": _("compensations"),
    "duty": _("the duty to report absence"),
}
COLUMNS = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "full_name": _("Given name and family name in one column"),
    "personal_code": _("Personal code"),
    "learner_number": _("Number of the learner at the school"),
    "birth_date": _("Date of birth"),
    "class_title": _("Class or group (for example 8.b)"),
    "grade": _("Grade or vocational year as a number (1–12)"),
    "institution": _("Institution"),
    "since": _("Learns since"),
    "until": _("Learns until"),
}
JOURNAL = {
    "received": pgettext_lazy("journal", "Being read"),
    "checked": pgettext_lazy("journal", "Waits for you, nothing written yet"),
    "confirmed": pgettext_lazy("journal", "Being written"),
    "taken": pgettext_lazy("journal", "Taken in"),
    "undoing": pgettext_lazy("journal", "Being undone"),
    "undone": pgettext_lazy("journal", "Undone"),
    "refused": pgettext_lazy("journal", "Not taken"),
}
JOURNAL_KINDS = {
    "attendance": _("Attendance"),
    "marks": _("Marks"),
    "notes": _("Notes"),
    "timetable": _("Lessons held"),
}
JOURNAL_WAYS = {
    "page": _("by hand"),
    "command": _("at the command line"),
    "push": _("by the journal itself"),
    "folder": _("from the watched folder"),
}
JOURNAL_COLUMNS = {
    "learner_number": _("Number of the learner at the school"),
    "personal_code": _("Personal code"),
    "institution": _("Institution"),
    "day": pgettext_lazy("column", "Date"),
    "lesson": _("Number of the lesson"),
    "subject": _("Subject"),
    "status": _("Attendance (present or not)"),
    "excuse": _("Reason of the absence"),
    "mark": _("Mark or pass"),
    "kind": pgettext_lazy("column", "Kind"),
    "lessons": _("Number of lessons held in the week"),
}
CHANGES_OF_ROSTER = {
    "added": _("is added"),
    "changed": _("changes"),
    "returned": _("returns"),
    "leaving": _("leaves"),
    "look": _("to look at twice"),
}
LOOKS_OF_ROSTER = {
    "birth_date": _("the date of birth changes"),
    "of_age": _("this changes whether the learner is of age"),
    "grade": _("the grade falls or leaps"),
}
ALERT = {
    "new": pgettext_lazy("alert", "Nobody has looked"),
    "looked_at": pgettext_lazy("alert", "Looked at"),
    "acted": pgettext_lazy("alert", "Acted on"),
    "set_aside": pgettext_lazy("alert", "Set aside"),
    "closed": pgettext_lazy("alert", "Closed"),
}
ALERT_STEP = {
    "look": pgettext_lazy("alert step", "Looked at"),
    "talk": pgettext_lazy("alert step", "A talk was held"),
    "plan": pgettext_lazy("alert step", "A plan was opened"),
    "draft": pgettext_lazy("alert step", "A plan was opened"),
    "take_back": pgettext_lazy("alert step", "Not set aside any more"),
    "clear": pgettext_lazy("alert step", "No notice is needed"),
    "set_aside": pgettext_lazy("alert step", "Set aside"),
    "disagree": pgettext_lazy("alert step", "Disagreed"),
    "bring_back": pgettext_lazy("alert step", "Came back on its day"),
    "raise_again": pgettext_lazy("alert step", "Came back: it got worse"),
    "escalate": pgettext_lazy("alert step", "The head was told: the deadline has passed"),
    "close": pgettext_lazy("alert step", "Closed"),
    "report": pgettext_lazy("alert step", "The municipality was told"),
}
BROUGHT_IN = {
    "social_service": _("Social service"),
    "police": _("Police"),
    "childrens_rights": _("Children's rights inspectorate"),
}
FIRST_STEP = {
    "inform_municipality": _("Find out the cause; if that fails, tell the municipality"),
    "talk_with_learner": _("Talk with the learner"),
    "call_family": _("Get in touch with the family"),
}
MODEL_KINDS = {
    "ebm": _("Explainable boosting, main effects only"),
    "regression": _("Logistic regression"),
}
PACKAGE = {
    "open": pgettext_lazy("package", "Being filled"),
    "sent": pgettext_lazy("package", "Sent"),
    "checked": pgettext_lazy("package", "Checked"),
    "accepted": pgettext_lazy("package", "Accepted"),
    "returned": pgettext_lazy("package", "Returned for correction"),
}
BATCH = {
    "drafted": pgettext_lazy("batch", "Drafted"),
    "dissolved": pgettext_lazy("batch", "Dissolved"),
    "signed": pgettext_lazy("batch", "Signed"),
    "sent": pgettext_lazy("batch", "Given to the bank"),
    "settled": pgettext_lazy("batch", "Settled"),
}
PAYMENT = {
    "waiting": pgettext_lazy("payment", "Waits"),
    "confirmed": pgettext_lazy("payment", "Paid"),
    "returned": pgettext_lazy("payment", "Came back"),
    "dropped": pgettext_lazy("payment", "Taken out"),
}
RECOVERY = {
    "demanded": pgettext_lazy("recovery", "Still owed"),
    "received": pgettext_lazy("recovery", "Received in full"),
    "dropped": pgettext_lazy("recovery", "Asked for no more"),
}
RETURN_CODE = {
    "AC01": _("the account number is wrong"),
    "AC03": _("the recipient's account number is not valid"),
    "AC04": _("the account is closed"),
    "AC06": _("the account is blocked"),
    "AG01": _("credit transfers are not allowed on this account"),
    "AG02": _("the bank does not do this kind of payment"),
    "AM05": _("the bank took it for a duplicate"),
    "BE04": _("the recipient's address is missing"),
    "CNOR": _("the recipient's bank is not reachable"),
    "FOCR": _("the payer's bank asked for it back"),
    "MD07": _("the account holder has died"),
    "MS02": _("the recipient does not want it"),
    "MS03": _("the bank gave no reason"),
    "RC01": _("the bank's code is wrong"),
    "RR04": _("the law does not allow it"),
}
BANK_WHY = {
    "no_payment": _("No payment has this number."),
    "not_signed": _("The payment was taken out, or its batch is not signed yet."),
    "other_amount": _("The sum is not that of the payment."),
    "paid_twice": _("The money left a second time."),
    "returned_twice": _("The money came back a second time."),
    "given_back_already": _("It came back from the bank, though the family had given back some of it."),
    "paid_though_ended": _("The bank moved money although the payment was noted as not made."),
    "before_signing": _("The bank's day lies before the batch was signed."),
    "before_it_left": _("It came back before the day on which it is known to have left."),
}
SAMPLE_WAY = {
    "weighted": _("By weight of risk"),
    "random": _("At random"),
}
LABELS: Mapping[str, Mapping[str, object]] = {
    "alert": ALERT,
    "alert_step": ALERT_STEP,
    "brought_in": BROUGHT_IN,
    "model_kind": MODEL_KINDS,
    "first_step": FIRST_STEP,
    "role": ROLES,
    "plan": PLAN,
    "claim": CLAIM,
    "claim_step": CLAIM_STEP,
    "consent": ANSWER,
    "application": ANSWER,
    "agreement": AGREEMENT,
    "roster": IMPORT,
    "roster_change": CHANGES_OF_ROSTER,
    "journal": JOURNAL,
    "journal_kind": JOURNAL_KINDS,
    "journal_way": JOURNAL_WAYS,
    "roster_look": LOOKS_OF_ROSTER,
    "consulted": CONSULTED,
    "step": STEP,
    "line": LINE,
    "relation": RELATION,
    "purpose": PURPOSE,
    "package": PACKAGE,
    "sample_way": SAMPLE_WAY,
    "sheet": SHEET,
    "batch": BATCH,
    "payment": PAYMENT,
    "recovery": RECOVERY,
    "return_code": RETURN_CODE,
    "bank_why": BANK_WHY,
    "sheet_step": SHEET_STEP,
    "sheet_line": SHEET_LINE,
    "preparation": PREPARATION,
}


def label(kind: str, value: str) -> str:
    """The label of a coded value; the value itself if it has none."""
    return str(LABELS.get(kind, {}).get(value, value))
