"""The head's orders (rīkojumi) that allow remote sessions or sessions in holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from pumpurs.foundation import audit
from pumpurs.foundation.lifecycle import not_yours, refuse_if
from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.work.models import Order
from pumpurs.programme.work.permissions import heads_this_institution
from pumpurs.programme.work.preconditions import number_is_taken, order_stands
from pumpurs.programme.work.rules import ORDERS
from pumpurs.values.reasons import Refused


@transaction.atomic
def sign(
    *, allows: str, number: str, signed_on: date, since: date, last: date, viewer: Viewer, now: datetime
) -> UUID:
    """Note an order of the viewer's institution; its id. `last` is its last day. Refused with every reason."""
    refuse_if(not_yours("work.order", heads_this_institution, viewer))
    (institution_id,) = viewer.reach.institutions
    order = Order(
        institution_id=institution_id,
        allows=allows,
        number=" ".join(number.split()),
        signed_on=signed_on,
        since=since,
        until=last + timedelta(days=1),
        by_id=viewer.account_id,
        at=now,
    )
    refuse_if(order_stands(order, ORDERS))
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(number_is_taken(order)) from fault
    audit.changed(viewer, "work.order", order, details={"allows": allows})
    return order.id
