"""The measuring process of bench.pages: one country, one process, the plain web role."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.test import Client  # noqa: E402

from bench.pages import BACKEND, NOW, Cost, asdict, recorded, timed  # noqa: E402
from pumpurs.foundation import paging  # noqa: E402
from pumpurs.foundation.visibility import job_viewer, looking_as  # noqa: E402
from pumpurs.jobs import demo  # noqa: E402
from pumpurs.programme.people.models import Account  # noqa: E402
from pumpurs.programme.plans.models import Plan  # noqa: E402


def _become_web(connection: Any, **_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE pumpurs_web")


def _prepare(country: str) -> None:
    call_command("migrate", verbosity=0)
    if demo.is_empty():
        demo.build(country, now=NOW)
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    connection.close()
    connection_created.connect(_become_web)


def _sql_ms(queries: list[tuple[str, Any]], repeat: int) -> float:
    def again() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in queries:
                if sql.lstrip().upper().startswith(("SELECT", "INSERT INTO FOUNDATION", "\n    INSERT")):
                    cursor.execute(sql, params)
                    if cursor.description:
                        cursor.fetchall()
            transaction.set_rollback(True)

    return timed(again, repeat)[1]


def _cost(client: Client, page: str, role: str, path: str, repeat: int, most_rows: int) -> Cost:
    paging.paged.__kwdefaults__["size"] = max(most_rows, 1)
    with recorded(connection) as queries:
        response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answered {response.status_code}")
    cpu_ms, p50_ms, p95_ms = timed(lambda: client.get(path), repeat)
    counted = [sql for sql, _ in queries if sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE"))]
    kb = len(response.content) / 1024
    rows = sum(body.count(b"<tr") for body in response.content.split(b"<tbody>")[1:])
    return Cost(page, role, cpu_ms, p50_ms, p95_ms, kb, len(counted), _sql_ms(queries, repeat), rows)


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--country", required=True)
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument("--rows", type=json.loads, default={})
    options = parser.parse_args()
    _prepare(options.country)
    costs = []
    for sign_in in demo.SIGN_INS:
        if sign_in.role not in {"plan_author", "head", "municipal_coordinator", "national_expert"}:
            continue
        client = Client()
        client.force_login(Account.objects.get(email=sign_in.email), backend=BACKEND)
        listed = client.get("/plans/").content.decode()
        plan_id = re.search(r"/plans/([0-9a-f-]{36})/", listed)[1]  # type: ignore[index]
        with looking_as(job_viewer("bench")):
            plan = Plan.objects.get(pk=plan_id)
        for page, path in (
            ("desk", "/desk/"),
            ("learner list", "/learners/"),
            ("learner", f"/learners/{plan.learner_id}/"),
            ("plan", f"/plans/{plan.id}/"),
        ):
            most = options.rows.get(f"{sign_in.role} {page}", paging.PAGE_SIZE)
            costs.append(_cost(client, page, str(sign_in.role), path, options.repeat, most))
    print(json.dumps([asdict(cost) for cost in costs]))


main()
