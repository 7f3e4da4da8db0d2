"""How each state of a record looks: tone, icon and words. Colour never speaks alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Look:
    """The look of one state: `tone` is a class of badge.css, `icon` a name of icons.svg."""

    tone: str
    icon: str
    label: Promise | str


PLAN = {
    "draft": Look("neutral", "pencil", _("Draft")),
    "at_head": Look("wait", "clock", _("With the head")),
    "at_municipality": Look("wait", "clock", _("With the municipality")),
    "at_agency": Look("wait", "clock", _("With the programme")),
    "returned": Look("warn", "undo", _("Returned for correction")),
    "approved": Look("ok", "check", _("Approved")),
    "under_revision": Look("plum", "refresh", _("Under revision")),
    "suspended": Look("warn", "pause", _("Suspended")),
    "inactive": Look("faint", "archive", _("Inactive")),
    "evaluated": Look("info", "target", _("Evaluated")),
    "closed": Look("faint", "lock", _("Closed")),
}
CONSENT = {
    "none": Look("faint", "minus", pgettext_lazy("consent", "Not asked yet")),
    "draft": Look("neutral", "file", pgettext_lazy("consent", "Prepared")),
    "sent": Look("info", "send", pgettext_lazy("consent", "Sent")),
    "opened": Look("info", "opened", pgettext_lazy("consent", "Opened")),
    "asked": Look("wait", "help", _("Has a question")),
    "signed": Look("ok", "check", pgettext_lazy("consent", "Signed")),
    "refused": Look("bad", "cross", pgettext_lazy("consent", "Refused")),
    "withdrawn": Look("bad", "undo", pgettext_lazy("consent", "Withdrawn")),
    "expired": Look("warn", "clock", _("Expired")),
}
APPLICATION = {
    **CONSENT,
    "none": Look("faint", "minus", _("Not asked yet")),
    "draft": Look("neutral", "file", _("Prepared")),
    "sent": Look("info", "send", _("Sent")),
    "opened": Look("info", "opened", _("Opened")),
    "signed": Look("ok", "check", _("Signed")),
    "refused": Look("bad", "cross", pgettext_lazy("answer", "Refused")),
    "withdrawn": Look("bad", "undo", _("Withdrawn")),
    "valid": Look("ok", "check", _("Valid")),
}
AGREEMENT = {
    "prepared": Look("neutral", "pencil", _("Being prepared")),
    "draft": Look("neutral", "pencil", _("In preparation")),
    "in_force": Look("ok", "handshake", _("In force")),
    "amended": Look("plum", "refresh", _("Amended")),
    "ended": Look("faint", "archive", _("Ended")),
}
IMPORT = {
    "received": Look("wait", "clock", pgettext_lazy("roster", "Received, not checked yet")),
    "uploaded": Look("neutral", "upload", _("Uploaded")),
    "checked": Look("info", "eye", _("Checked, nothing written yet")),
    "confirmed": Look("ok", "check", _("Imported")),
    "refused": Look("bad", "stop", _("Refused")),
    "undone": Look("faint", "undo", _("Undone")),
}
JOURNAL = {
    "received": Look("wait", "clock", pgettext_lazy("journal", "Being read")),
    "columns": Look("warn", "help", pgettext_lazy("journal", "Waits for the meaning of its columns")),
    "checked": Look("warn", "eye", pgettext_lazy("journal", "Waits for you, nothing written yet")),
    "confirmed": Look("wait", "clock", pgettext_lazy("journal", "Being written")),
    "taken": Look("ok", "check", pgettext_lazy("journal", "Taken in")),
    "undoing": Look("wait", "clock", pgettext_lazy("journal", "Being undone")),
    "undone": Look("faint", "undo", _("Undone")),
    "refused": Look("bad", "stop", pgettext_lazy("journal", "Not taken")),
}
DUTY = {
    "prepared": Look("warn", "sign", _("Waits for the head's signature")),
    "not_needed": Look("faint", "check", _("No notice needed")),
    "sent": Look("wait", "send", pgettext_lazy("duty", "Sent to the municipality")),
    "received": Look("info", "inbox", pgettext_lazy("duty", "Municipality has it")),
    "answered": Look("ok", "check", pgettext_lazy("duty", "Answered")),
}
MODEL = {
    "off": Look("faint", "stop", pgettext_lazy("model", "Off")),
    "on": Look("ok", "check", pgettext_lazy("model", "On")),
}
RUN = {
    "running": Look("wait", "clock", pgettext_lazy("run", "Going on")),
    "finished": Look("ok", "check", pgettext_lazy("run", "Finished")),
    "held": Look("faint", "pause", pgettext_lazy("run", "Alerts of a later evening stay")),
    "undone": Look("faint", "undo", pgettext_lazy("run", "Stopped and undone")),
}
TRIAL = {
    "asked": Look("wait", "clock", pgettext_lazy("trial", "Waits for its turn")),
    "running": Look("wait", "clock", pgettext_lazy("trial", "Going on")),
    "finished": Look("ok", "check", pgettext_lazy("trial", "Finished")),
    "failed": Look("bad", "stop", pgettext_lazy("trial", "Could not be done")),
}
SHEET = {
    "open": Look("neutral", "pencil", pgettext_lazy("sheet", "Open")),
    "at_head": Look("wait", "clock", _("With the head")),
    "at_municipality": Look("wait", "clock", _("With the municipality")),
    "at_agency": Look("wait", "clock", _("With the programme")),
    "approved": Look("ok", "check", pgettext_lazy("sheet", "Approved")),
    "sent": Look("info", "send", pgettext_lazy("sheet", "Sent")),
}
CLAIM = {
    "filed": Look("wait", "clock", pgettext_lazy("claim", "Filed")),
    "asked": Look("warn", "undo", pgettext_lazy("claim", "To be corrected")),
    "checked": Look("info", "eye", pgettext_lazy("claim", "Checked")),
    "granted": Look("ok", "check", pgettext_lazy("claim", "Granted")),
    "in_batch": Look("plum", "send", pgettext_lazy("claim", "In a batch")),
    "paid": Look("ok", "check-all", pgettext_lazy("claim", "Paid")),
    "refused": Look("bad", "cross", pgettext_lazy("claim", "Refused")),
    "withdrawn": Look("faint", "archive", pgettext_lazy("claim", "Withdrawn")),
}
PACKAGE = {
    "open": Look("neutral", "pencil", pgettext_lazy("package", "Being filled")),
    "sent": Look("wait", "send", pgettext_lazy("package", "Sent")),
    "checked": Look("info", "eye", pgettext_lazy("package", "Checked")),
    "accepted": Look("ok", "check-all", pgettext_lazy("package", "Accepted")),
    "returned": Look("warn", "undo", pgettext_lazy("package", "Returned for correction")),
}
STATEMENT = {
    "drafted": Look("neutral", "pencil", pgettext_lazy("statement", "Drafted")),
    "sent": Look("wait", "send", pgettext_lazy("statement", "Sent")),
    "accepted": Look("ok", "check-all", pgettext_lazy("statement", "Accepted")),
    "returned": Look("warn", "undo", pgettext_lazy("statement", "Returned")),
    "dropped": Look("faint", "archive", pgettext_lazy("statement", "Given up")),
}
PAYMENT_CLAIM = {
    "drafted": Look("neutral", "pencil", pgettext_lazy("payment claim", "Drafted")),
    "submitted": Look("wait", "send", pgettext_lazy("payment claim", "Submitted")),
    "settled": Look("ok", "check-all", pgettext_lazy("payment claim", "Paid by the Fund")),
    "dropped": Look("faint", "archive", pgettext_lazy("payment claim", "Given up")),
}
DRAWN = {
    "drawn": Look("wait", "clock", pgettext_lazy("drawn record", "To be checked")),
    "checked": Look("info", "eye", pgettext_lazy("drawn record", "Checked")),
    "followed_up": Look("ok", "check", pgettext_lazy("drawn record", "Followed up")),
}
BATCH = {
    "drafted": Look("warn", "sign", pgettext_lazy("batch", "Waits for a signature")),
    "dissolved": Look("faint", "archive", pgettext_lazy("batch", "Dissolved")),
    "signed": Look("wait", "download", pgettext_lazy("batch", "Signed")),
    "sent": Look("info", "send", pgettext_lazy("batch", "Given to the bank")),
    "settled": Look("ok", "check", pgettext_lazy("batch", "Settled")),
}
PAYMENT = {
    "waiting": Look("wait", "clock", pgettext_lazy("payment", "Waits")),
    "confirmed": Look("ok", "check", pgettext_lazy("payment", "Paid")),
    "returned": Look("warn", "undo", pgettext_lazy("payment", "Came back")),
    "dropped": Look("faint", "minus", pgettext_lazy("payment", "Taken out")),
}
RECOVERY = {
    "demanded": Look("wait", "clock", pgettext_lazy("recovery", "Still owed")),
    "received": Look("ok", "check", pgettext_lazy("recovery", "Received in full")),
    "dropped": Look("faint", "minus", pgettext_lazy("recovery", "Asked for no more")),
}
BANK_LINE = {
    "confirmed": Look("ok", "check", pgettext_lazy("bank line", "Paid")),
    "returned": Look("warn", "undo", pgettext_lazy("bank line", "Came back")),
    "unknown": Look("wait", "help", pgettext_lazy("bank line", "To be answered")),
    "known": Look("faint", "check", pgettext_lazy("bank line", "Known already")),
    "answered": Look("faint", "comment", pgettext_lazy("bank line", "Answered")),
}
LOOKS = {
    "plan": PLAN,
    "claim": CLAIM,
    "consent": CONSENT,
    "application": APPLICATION,
    "agreement": AGREEMENT,
    "import": IMPORT,
    "journal": JOURNAL,
    "duty": DUTY,
    "model": MODEL,
    "run": RUN,
    "trial": TRIAL,
    "sheet": SHEET,
    "batch": BATCH,
    "payment": PAYMENT,
    "recovery": RECOVERY,
    "bank_line": BANK_LINE,
    "package": PACKAGE,
    "statement": STATEMENT,
    "payment_claim": PAYMENT_CLAIM,
    "drawn": DRAWN,
}


def look_of(code: object, kind: str = "plan") -> Look:
    """The look of a state; an unknown code is shown as it is, in a neutral tone."""
    return LOOKS.get(kind, PLAN).get(str(code)) or Look("neutral", "flag", str(code))
