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
from pumpurs.programme.work.preconditions import number_is_taken, order_ends, order_stands
from pumpurs.programme.work.rules import ORDERS
from pumpurs.values.reasons import Refused

LONGEST_REASON = 500


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


@transaction.atomic
def end(*, order_id: UUID, from_day: date, because: str, viewer: Viewer, now: datetime) -> None:
    """An order of the viewer's institution allows nothing more from a day on; what was recorded under it stays.

    Order.DoesNotExist for another institution's; Refused with every reason.
    """
    refuse_if(not_yours("work.order", heads_this_institution, viewer))
    mine = Order.objects.visible_to(viewer).filter(institution_id__in=viewer.reach.institutions)
    order = mine.select_for_update(of=("self",)).get(pk=order_id)
    said = " ".join(because.split())[:LONGEST_REASON]
    refuse_if(order_ends(order, from_day, said))
    order.ended_on, order.ended_because, order.ended_by_id, order.ended_at = (
        from_day,
        said,
        viewer.account_id,
        now,
    )
    order.save(update_fields=["ended_on", "ended_because", "ended_by", "ended_at"])
    audit.changed(viewer, "work.order_end", order, details={"from": from_day.isoformat()})
