"""Sentences for reasons that any room can give, and for the foundation and the values."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "*.wrong_state": _("This step is not possible now: the state is “%(state)s”."),
    "*.not_yours": _(
        "This step belongs to somebody else. Switch to the role that may take it, or ask that person."
    ),
    "*.changed_meanwhile": _(
        "Somebody else changed this meanwhile. Both texts are shown: choose what stays."
    ),
    "file.unknown_kind": _("This file is of another kind. Attach one of: %(allowed)s."),
    "file.broken_picture": _("The picture is broken or cut off. Photograph or scan the paper once more."),
    "file.empty": _("The file is empty. Attach it once more."),
    "file.too_large": _("The file is larger than %(limit_mb)s MB. Scan it in grey or fewer dots per inch."),
    "form.fault": _("%(fault)s"),
    "form.invalid": _("%(field)s: %(fault)s"),
}
