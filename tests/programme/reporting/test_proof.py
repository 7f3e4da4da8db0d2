"""Every sum is proven to the cent, and a row that somebody altered is found with its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from pumpurs.foundation.visibility import Viewer, job_viewer, looking_as
from pumpurs.programme.reporting.actions import packages, statements
from pumpurs.programme.reporting.models import PaymentClaim, Statement
from pumpurs.programme.reporting.queries.budgets import (
    budgets_in_sight,
    own_institutions,
    partner_budget,
    used_by_partner,
)
from pumpurs.programme.reporting.queries.proof import prove
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, by, codes, stage
from tests.programme.reporting.month import (
    AFTER,
    OCTOBER,
    accepted,
    accountant,
    opened,
    sent,
    sheet_ready,
    statement_of,
    sums,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()

ALTERED = {
    "the sums that a sheet keeps": (
        "UPDATE work_sheet SET sums = jsonb_set(sums, '{0,minutes}', '61')",
        "sheet",
        "kept sums",
    ),
    "minutes of an entry": ("UPDATE work_entry SET paid_minutes = 59", "package 2026-10", "hours_eur"),
    "a frozen package": (
        "UPDATE reporting_packageversion SET paid_eur = paid_eur + 0.01",
        "package 2026-10",
        "paid_eur",
    ),
    "a line inside a frozen package": (
        "UPDATE reporting_packageversion SET content = jsonb_set(content, '{hours,0,minutes}', '61')"
        " || jsonb_build_object('hours', jsonb_build_array((content->'hours'->0) || '{\"amount_eur\": \"12.20\"}'))",
        "package 2026-10",
        "amount_eur of",
    ),
    "a ledger line": (
        "UPDATE compensations_ledgerline SET paid_eur = paid_eur - 0.01 WHERE what = 'pay'",
        "package 2026-10",
        "paid_eur",
    ),
    "a statement": (
        "UPDATE reporting_statement SET hours_eur = hours_eur + 0.01, total_eur = total_eur + 0.01,"
        " fund_eur = fund_eur + 0.01",
        "statement 2026-10",
        "hours_eur",
    ),
    "the learners of a statement": (
        "UPDATE reporting_statement SET learners = 2",
        "statement 2026-10",
        "learners",
    ),
    "a payment claim": (
        "UPDATE reporting_paymentclaim SET total_eur = total_eur + 1, hours_eur = hours_eur + 1,"
        " state_eur = state_eur + 1",
        "payment claim",
        "total_eur",
    ),
    "the state of a sheet": ("UPDATE work_sheet SET state = 'approved'", "sheet", "state"),
}


@pytest.fixture
def home() -> Stage:
    return stage()


def claimed(home: Stage) -> None:
    """October went its whole way into a payment claim."""
    accepted(home)
    statement_id = statement_of(home)
    statements.accept(statement_id=statement_id, **by(home.manager, days=AFTER + 4))
    statements.draft_claim(first=OCTOBER, last=OCTOBER, **by(home.manager, days=AFTER + 5))


def proven() -> list[tuple[str, str]]:
    with looking_as(job_viewer("proof")) as viewer:
        return [(one.place, one.what) for one in prove(viewer=viewer).differences if one.place[:3] in OURS]


OURS = {"pac", "sta", "she", "pay"}


def test_all_sums_are_one_and_each_altered_row_is_found(home: Stage) -> None:
    claimed(home)
    assert proven() == []

    for altered, (change, place, what) in ALTERED.items():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT altered")
            cursor.execute(change)
            found = proven()
            cursor.execute("ROLLBACK TO SAVEPOINT altered")

        assert any(where.startswith(place) and about.startswith(what) for where, about in found), altered


def test_a_statement_adds_up_and_splits_and_the_claim_adds_statements_up(home: Stage) -> None:
    claimed(home)

    with as_owner():
        statement, claim = Statement.objects.get(), PaymentClaim.objects.get()
    assert sums(statement) == {
        "hours_eur": "12.00", "compensations_eur": "40.00", "coordination_eur": "0.00", "total_eur": "52.00",
        "fund_eur": "44.20", "state_eur": "7.80",
    }  # fmt: skip
    assert sums(claim) == sums(statement)
    assert (statement.learners, statement.minutes) == (1, 60)


def test_a_statement_waits_for_its_packages_and_holds_each_once(home: Stage) -> None:
    package_id = opened(home)
    at: dict[str, Any] = {"partner_id": home.school.partner_id, "first": OCTOBER, "last": OCTOBER}
    with pytest.raises(Refused) as early:
        statements.draft(**at, **by(home.coordinator, days=AFTER))
    packages.send(package_id=package_id, said_so=False, **by(home.coordinator, days=AFTER))
    packages.check(package_id=package_id, **by(home.expert, days=AFTER))
    packages.accept(package_id=package_id, **by(home.manager, days=AFTER))
    first = statements.draft(**at, **by(home.coordinator, days=AFTER))
    with pytest.raises(Refused) as doubled:
        statements.draft(**at, **by(home.coordinator, days=AFTER))
    statements.drop(statement_id=first, **by(home.coordinator, days=AFTER))
    again = statements.draft(**at, **by(accountant(home), days=AFTER))
    statements.send(statement_id=again, **by(home.coordinator, days=AFTER))
    with pytest.raises(Refused) as wordless:
        statements.send_back(statement_id=again, note=" ", **by(home.expert, days=AFTER))

    assert codes(early) == ["statement.draft.not_accepted"]
    assert codes(doubled) == ["statement.draft.in_another"]
    assert codes(wordless) == ["statement.send_back.no_words"]


def test_a_budget_has_spent_what_packages_froze_to_the_cent_until_they_come_back(home: Stage) -> None:
    sheet_ready(home)
    package_id = opened(home)
    sent(home, package_id)
    with as_owner(), connection.cursor() as cursor:
        line = "jsonb_set(content, '{hours,0,amount_eur}', '\"12.01\"')"
        cursor.execute(f"UPDATE reporting_packageversion SET content = {line}")

    def hours_of_partner() -> list[tuple[str, str]]:
        by(home.coordinator)
        where: dict[str, Any] = {"partner_id": home.school.partner_id, "year": 2026, "today": TODAY}
        kinds = partner_budget(viewer=home.coordinator, **where).kinds
        return [(str(one.spent_eur), str(one.committed_eur)) for one in kinds if one.kind == "hours"]

    def hours_of_own(viewer: Viewer) -> list[str]:
        by(viewer)
        kinds = own_institutions(viewer=viewer, year=2026, today=TODAY).kinds
        return [str(one.spent_eur) for one in kinds if one.kind == "hours"]

    assert hours_of_partner() == [("12.01", "12.01")]
    assert (hours_of_own(home.head), hours_of_own(home.foreign_head)) == (["12.01"], [])

    packages.send_back(package_id=package_id, note="Labojiet.", **by(home.expert, days=AFTER))

    assert hours_of_partner() == [("0.00", "12.00")]


def test_a_budget_shows_what_was_given_and_what_is_still_to_come(home: Stage) -> None:
    accepted(home)
    partner_id = home.school.partner_id

    by(home.coordinator)
    page = partner_budget(viewer=home.coordinator, partner_id=partner_id, year=2026, today=TODAY)
    by(home.head)
    own = own_institutions(viewer=home.head, year=2026, today=TODAY)
    zane = accountant(home)
    by(zane)
    (hers,) = budgets_in_sight(viewer=zane, year=2026, today=TODAY).items
    by(home.manager)
    all_of = budgets_in_sight(viewer=home.manager, year=2026, today=TODAY).items

    whole = page.whole
    assert [str(x) for x in (whole.planned_eur, whole.committed_eur, whole.spent_eur)] == [
        "192.00",
        "52.00",
        "52.00",
    ]
    assert str(whole.forecast_eur) == "192.00"
    assert (
        own.institutions[0].committed_eur
        == whole.committed_eur
        == hers.committed_eur
        == all_of[0].committed_eur
    )
    assert hers.planned_eur == whole.planned_eur
    assert [(card.kind, str(card.spent_eur)) for card in page.kinds] == [
        ("hours", "12.00"),
        ("meals", "40.00"),
    ]
    assert used_by_partner(viewer=home.manager, year=2026, today=TODAY) == ()
