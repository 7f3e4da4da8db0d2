"""Pages that cannot be shown again after a refusal say why on the page that the reader is sent to."""

from __future__ import annotations

from typing import cast

from django.contrib import messages

from pumpurs.values.reasons import Reason
from pumpurs.web.doors import HouseRequest
from pumpurs.web.words import in_words


def tell_why(request: HouseRequest) -> bool:
    """Whether something was refused; each reason then stands on the next page."""
    for reason in request.reasons:
        messages.error(request, in_words(cast(Reason, reason)))
    return bool(request.reasons)
