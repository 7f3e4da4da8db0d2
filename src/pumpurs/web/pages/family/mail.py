"""The e-mail address that a family writes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pumpurs.values.reasons import Reason, Refused
from pumpurs.web.doors import HouseRequest


def mail_address(request: HouseRequest) -> str:
    """The address as written; Refused if it is none."""
    address = request.POST.get("email", "").strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(Reason("family.mail.no_address", place="email")) from None
    return address
