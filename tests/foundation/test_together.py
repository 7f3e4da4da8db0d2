"""Several small reads are asked in one statement, and each answer is what its own query would say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Count, Value
from django.test.utils import CaptureQueriesContext

from pumpurs.foundation.together import Question, Rows, Statement, asked, asked_together, day_of, moment
from pumpurs.programme.partners.models import Partner
from tests.database import as_owner
from tests.programme.people_and_places import make_partner

pytestmark = pytest.mark.django_db


def as_read(rows: Rows) -> list[tuple[object, ...]]:
    return [tuple(row) for row in rows]


def test_many_questions_are_one_statement_and_each_has_its_own_answer() -> None:
    with as_owner():
        make_partner("Ādažu novads")
        make_partner("100% %s 'Cēsis'", code="LV-011")
        names = Question(Partner.objects.order_by("name").values_list("name"), as_read)
        count = Partner.objects.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
        odd = Question(Partner.objects.filter(name="100% %s 'Cēsis'").values_list("name"), as_read)

        with CaptureQueriesContext(connection) as queries:
            found = asked_together(
                {"names": names, "count": Question(count.values_list("n"), as_read), "odd": odd, "none": None}
            )

    assert len(queries) == 1
    assert found["names"] == [("100% %s 'Cēsis'",), ("Ādažu novads",)]
    assert found["count"] == [(2,)]
    assert found["odd"] == [("100% %s 'Cēsis'",)]
    assert found["none"] is None


def test_what_can_find_nothing_is_not_asked_for() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert asked(Question(Partner.objects.filter(pk__in=[]).values_list("name"), as_read)) == []

    assert len(queries) == 0


def test_amounts_moments_and_days_keep_what_they_are() -> None:
    sql = "SELECT %(eur)s::numeric AS eur, %(at)s::timestamptz AS at, %(on)s::date AS day, NULL AS nothing"
    at, on = datetime(2026, 10, 28, 15, 0, 0, 123456, tzinfo=UTC), date(2026, 10, 28)
    eur = Decimal("123456789012.10")

    [row] = asked(Question(Statement(sql, {"eur": eur, "at": at, "on": on}), as_read))

    assert row[0] == eur
    assert isinstance(row[0], Decimal)
    assert (moment(str(row[1])), day_of(str(row[2])), row[3]) == (at, on, None)
