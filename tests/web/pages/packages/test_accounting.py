"""Budgets, statements, payment claims, samples and the proof on their pages."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pumpurs.jobs.accounting import reconcile
from pumpurs.programme.reporting.models import (
    BudgetLine,
    PaymentClaim,
    Sample,
    SampleEvidence,
    SampleItem,
    Statement,
)
from pumpurs.programme.work.models import Correction, Entry
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage
from tests.programme.reporting.month import accepted, accountant
from tests.web.accounts import PDF
from tests.web.pages.plans.hands import browser_of, text_of
from tests.web.pages.plans.test_flat import MOST_QUERIES, cost

OCTOBER = {"first_month": "2026-10", "last_month": "2026-10"}
KEY = "7b1ce3c2-5b0e-4d57-9f61-0d5f6d0a7a11"


def correction_of(sheet_id: UUID, *, minutes: int) -> dict[str, Any]:
    """The fields of a correction of the one entry of a sheet, on that sheet itself."""
    entry = Entry.objects.get(session__sheet_id=sheet_id)
    same = ("plan_id", "measure_id", "learner_id", "institution_id", "provider_id")
    return {
        "sheet_id": sheet_id, "entry": entry, "number": 1, "form_key": UUID(KEY), "minutes_delta": minutes,
        "minutes_after": entry.minutes + minutes, "paid_delta": minutes, "reason": "Nodarbības nebija.",
        "by_id": entry.provider_id, "at": NOW, **{name: getattr(entry, name) for name in same},
    }  # fmt: skip


def drafted(home: Stage, browser: Any) -> UUID:
    answer = browser.post(
        "/statements/", {"step": "statement", "partner": str(home.school.partner_id), **OCTOBER}
    )
    assert answer.status_code == 302, text_of(answer)
    with as_owner():
        return Statement.objects.latest("drafted_at").id


def test_from_accepted_package_to_a_claim_that_the_fund_has_paid(home: Stage) -> None:
    package_id = accepted(home)
    zane, manager, expert = (browser_of(who) for who in (accountant(home), home.manager, home.expert))
    path = f"/statements/{drafted(home, zane)}/"
    shown = text_of(zane.get(path))

    zane.post(path, {"step": "send"})
    manager.post(path, {"step": "accept"})
    expert.post("/statements/", {"step": "claim", **OCTOBER})
    with as_owner():
        claim = PaymentClaim.objects.get()
    claim_path = f"/statements/claims/{claim.id}/"
    waits = text_of(expert.get(claim_path))
    manager.post(claim_path, {"step": "submit"})
    manager.post(claim_path, {"step": "settle"})

    assert "52,00" in shown
    assert "44,20" in shown
    assert "7,80" in shown
    assert f"/packages/{package_id}/" in shown
    assert path in text_of(manager.get(claim_path))
    assert "Četras acis" in waits
    with as_owner():
        claim.refresh_from_db()
    assert (claim.state, str(claim.total_eur)) == ("settled", "52.00")


def test_a_statement_returned_frees_its_packages(home: Stage) -> None:
    accepted(home)
    coordinator, expert = browser_of(home.coordinator), browser_of(home.expert)
    path = f"/statements/{drafted(home, coordinator)}/"
    coordinator.post(path, {"step": "send"})

    wordless = expert.post(path, {"step": "send_back", "note": " "})
    expert.post(path, {"step": "send_back", "note": "Trūkst septembra."})

    assert wordless.status_code == 422
    assert "Trūkst septembra." in text_of(coordinator.get(path))
    assert drafted(home, coordinator)


def test_the_manager_writes_a_budget_down_once_and_it_warns(home: Stage) -> None:
    accepted(home)
    manager = browser_of(home.manager)
    path = f"/budgets/{home.school.partner_id}/"
    row = {"amount_eur": "60,00", "in_force_on": "2026-01-01", "document": "P6-13/1-2026", "form_key": KEY}

    first = manager.post(path, row)
    again = manager.post(path, row)
    nothing = manager.post(path, {**row, "amount_eur": "-100", "form_key": KEY.replace("7b", "8b")})
    shown = text_of(browser_of(home.coordinator).get(path))

    assert (first.status_code, again.status_code, nothing.status_code) == (302, 302, 422)
    with as_owner():
        assert BudgetLine.objects.count() == 1
    assert "60,00" in shown
    assert "86 % no budžeta" in shown
    assert "Ieplānots vairāk, nekā ir" in shown
    assert "192,00" in shown
    assert browser_of(home.coordinator).post(path, row).status_code == 422


def test_who_has_one_partner_goes_to_it_and_a_head_sees_the_own_school(home: Stage) -> None:
    accepted(home)

    assert f"/budgets/{home.school.partner_id}/" in browser_of(home.coordinator).get("/budgets/")["Location"]
    head = text_of(browser_of(home.head).get("/budgets/"))
    assert "Priekuļu vidusskola" in head
    assert "12,00" in head
    assert browser_of(home.head).get(f"/budgets/{home.school.partner_id}/").status_code == 404
    assert browser_of(home.foreign_coordinator).get(f"/budgets/{home.school.partner_id}/").status_code == 404


def test_a_sample_is_drawn_checked_proven_and_followed_up(home: Stage) -> None:
    accepted(home)
    expert = browser_of(home.expert)
    asked = {"way": "weighted", "size": "2", **OCTOBER}

    drawn = expert.post("/samples/", asked)
    with as_owner():
        sample, item = Sample.objects.get(), SampleItem.objects.get(kind="claim")
        kinds = set(SampleItem.objects.values_list("kind", flat=True))
    path = f"/samples/records/{item.id}/"
    too_much = expert.post(path, {"step": "check", "note": "Čeks nav salasāms.", "ineligible_eur": "40,01"})
    expert.post(path, {"step": "add_evidence", "scan": SimpleUploadedFile("x.pdf", PDF)})
    expert.post(path, {"step": "check", "note": "Čeks nav salasāms.", "ineligible_eur": "40,00"})
    waits = text_of(expert.get("/desk/"))
    unmended = expert.post(path, {"step": "follow_up", "note": "Nauda atprasīta."})
    expert.post(path, {"step": "follow_up", "note": "Skola pierādīja, ka čeks ir.", "said_so": "yes"})

    assert drawn["Location"] == f"/samples/{sample.id}/"
    assert kinds == {"sheet", "claim"}
    assert (too_much.status_code, unmended.status_code) == (422, 422)
    assert "labots vai atprasīts 0" in text_of(unmended)
    assert "Konstatējumi" in waits
    assert "Konstatējumi" not in text_of(expert.get("/desk/"))
    with as_owner():
        item.refresh_from_db()
        scan = SampleEvidence.objects.get()
    assert (item.state, str(item.ineligible_eur)) == ("followed_up", "40.00")
    assert expert.get(f"/samples/evidence/{scan.id}/").content == PDF
    assert "Pabeigts" in text_of(expert.get(f"/samples/{sample.id}/"))
    assert browser_of(home.coordinator).get("/samples/").status_code == 403


def test_a_drawn_record_leads_to_the_record_itself(home: Stage) -> None:
    accepted(home)
    expert = browser_of(home.expert)
    expert.post("/samples/", {"way": "random", "size": "2", **OCTOBER})
    with as_owner():
        items = list(SampleItem.objects.values_list("id", "record_id"))

    for item_id, record_id in items:
        shown = text_of(expert.get(f"/samples/records/{item_id}/"))
        (behind,) = re.findall(rf'href="([^"]*{record_id}/)"', shown)
        assert expert.get(behind).status_code == 200, behind
    assert len(items) == 2


def test_nobody_chooses_the_seed_of_a_sample(home: Stage) -> None:
    accepted(home)
    expert = browser_of(home.expert)

    for _time in range(2):
        expert.post("/samples/", {"way": "random", "size": "1", "seed": "7", **OCTOBER})
    with as_owner():
        seeds = set(Sample.objects.values_list("seed", flat=True))

    assert 'name="seed"' not in text_of(expert.get("/samples/"))
    assert len(seeds) == 2
    assert min(len(seed) for seed in seeds) == 32
    with as_owner():
        sample = Sample.objects.order_by("drawn_at")[0]
    assert sample.seed in text_of(expert.get(f"/samples/{sample.id}/"))


def test_a_finding_leads_to_the_correction_and_shows_what_became_of_it(home: Stage) -> None:
    accepted(home)
    expert = browser_of(home.expert)
    expert.post("/samples/", {"way": "random", "size": "2", **OCTOBER})
    with as_owner():
        item = SampleItem.objects.get(kind="sheet")
    path, behind = f"/samples/records/{item.id}/", f"/work/sheets/{item.record_id}/"
    expert.post(path, {"step": "check", "note": "Nodarbības nebija.", "ineligible_eur": "12,00"})
    found = text_of(expert.get(path))
    asked = expert.post(behind, {"step": "ask_correction", "note": "Nodarbības nebija; lūdzu labot."})
    with as_owner():
        Correction.objects.create(**correction_of(item.record_id, minutes=-60))
    shown = text_of(expert.get(path))

    assert f"{behind}#note-ask" in found
    assert asked.status_code == 302
    assert "Nodarbības nebija; lūdzu labot." in shown
    assert "−1\N{NO-BREAK SPACE}h" in shown


def test_nothing_is_drawn_from_nothing(home: Stage) -> None:
    answer = browser_of(home.expert).post("/samples/", {"way": "random", "size": "0", **OCTOBER})

    assert answer.status_code == 422
    assert 'href="#id_size"' in answer.content.decode()


def test_the_managers_desk_says_whether_sums_are_equal(home: Stage) -> None:
    manager = browser_of(home.manager)
    before = text_of(manager.get("/desk/"))

    with as_owner():
        proof = reconcile()

    assert "Summu pārbaude" not in before or "vēl nav" in before
    assert proof.differences == []
    assert "sakrīt" in text_of(manager.get("/desk/"))
    assert "Visas summas sakrīt" in text_of(manager.get("/samples/proof/"))


@pytest.mark.parametrize("who", ["coordinator", "manager"])
def test_pages_of_accounting_ask_few_queries(home: Stage, who: str) -> None:
    accepted(home)
    statement_id = drafted(home, browser_of(home.coordinator))
    browser = browser_of(getattr(home, who))
    year = f"/budgets/{home.school.partner_id}/"
    paths = ["/statements/", f"/statements/{statement_id}/", year]
    paths += ["/budgets/", "/samples/", "/samples/proof/", "/desk/"] if who == "manager" else []

    assert {path: found for path in paths if (found := cost(browser, path)) > MOST_QUERIES} == {}


def test_who_drafted_a_payment_claim_does_not_submit_it(home: Stage) -> None:
    accepted(home)
    manager = browser_of(home.manager)
    path = f"/statements/{drafted(home, browser_of(home.coordinator))}/"
    browser_of(home.coordinator).post(path, {"step": "send"})
    manager.post(path, {"step": "accept"})
    manager.post("/statements/", {"step": "claim", **OCTOBER})
    with as_owner():
        claim = PaymentClaim.objects.get()

    refused = manager.post(f"/statements/claims/{claim.id}/", {"step": "submit"})
    assert cost(manager, f"/statements/claims/{claim.id}/") <= MOST_QUERIES
    assert "Neviens to nevar iesniegt" in text_of(manager.get(f"/statements/claims/{claim.id}/"))

    assert refused.status_code == 422
    assert "sagatavojāt Jūs" in text_of(refused)
    with as_owner():
        claim.refresh_from_db()
    assert claim.state == "drafted"
