"""Who sent, approved or decided something at a partner neither checks nor accepts it for the programme, in no role."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from pumpurs.foundation.visibility import Viewer
from pumpurs.programme.compensations.models import Batch, Claim, ClaimStep, LedgerLine, Payee, Payment
from pumpurs.programme.people.models import Account
from pumpurs.programme.reporting.actions import packages, samples, statements
from pumpurs.programme.reporting.models import SampleItem
from pumpurs.programme.reporting.queries.packages import one_package
from pumpurs.programme.reporting.queries.samples import one_drawn
from pumpurs.programme.reporting.queries.statements import one_statement
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.people_and_places import TODAY, appoint, viewer_for
from tests.programme.plans.stage import NOW, Stage, by, codes, second_hat, stage
from tests.programme.reporting.month import (
    AFTER,
    OCTOBER,
    accepted,
    accountant,
    booked,
    opened,
    sent,
    sheet_ready,
)

pytestmark = pytest.mark.django_db
E, M = Role.NATIONAL_EXPERT, Role.PROGRAMME_MANAGER


@pytest.fixture
def home() -> Stage:
    return stage()


def on_the_way(home: Stage) -> UUID:
    """October with Anna's hour and a claim, sent by the coordinator."""
    sheet_ready(home)
    booked(home)
    package_id = opened(home)
    sent(home, package_id)
    return package_id


def check(package_id: UUID, viewer: Viewer) -> None:
    packages.check(package_id=package_id, **by(viewer, days=AFTER + 1))


def accept(package_id: UUID, viewer: Viewer) -> None:
    packages.accept(package_id=package_id, **by(viewer, days=AFTER + 2))


def send_back(package_id: UUID, viewer: Viewer) -> None:
    packages.send_back(package_id=package_id, note="Labot", **by(viewer, days=AFTER + 2))


def refused(act: Callable[[UUID, Viewer], None], id_: UUID, viewer: Viewer) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act(id_, viewer)
    return codes(refusal)


@pytest.mark.parametrize("who", ["coordinator", "head", "anna"])
def test_who_sent_approved_or_gave_hours_leaves_the_package_to_others(home: Stage, who: str) -> None:
    package_id = on_the_way(home)
    expert, manager = (second_hat(home, getattr(home, who), role) for role in (E, M))

    assert refused(check, package_id, expert) == ["package.check.had_a_hand_in_it"]
    assert refused(send_back, package_id, expert) == ["package.send_back.had_a_hand_in_it"]
    check(package_id, home.expert)
    assert refused(accept, package_id, manager) == ["package.accept.had_a_hand_in_it"]
    accept(package_id, home.manager)


def test_the_page_tells_why_there_is_no_button(home: Stage) -> None:
    package_id = on_the_way(home)

    def page(viewer: Viewer) -> tuple[frozenset[str], set[str]]:
        viewer = by(viewer)["viewer"]
        found = one_package(viewer=viewer, package_id=package_id, today=TODAY)
        return found.open_steps, {one.code for one in found.left_to_others}

    steps, why = page(second_hat(home, home.coordinator, E))
    assert steps == {"comment"}
    assert why == {"package.check.had_a_hand_in_it", "package.send_back.had_a_hand_in_it"}
    assert page(home.expert) == ({"comment", "check", "send_back"}, set())


def test_a_stranger_to_this_month_is_free(home: Stage) -> None:
    """Who only works at the partner, or sent another of its months, has no hand in this one."""
    package_id = on_the_way(home)

    check(package_id, second_hat(home, home.foreign_coordinator, E))
    accept(package_id, second_hat(home, home.head_of_liga, M))


def somebody(home: Stage, role: Role) -> Viewer:
    with as_owner():
        return viewer_for(appoint(role, name="Guna Kļava"))


@pytest.mark.parametrize("step", ["check", "grant", "draft", "sign"])
def test_who_acted_on_a_claim_in_it_leaves_it_to_others(home: Stage, step: str) -> None:
    package_id = on_the_way(home)
    expert = somebody(home, E)
    acted_on_the_claim(expert, step)

    assert refused(check, package_id, expert) == ["package.check.had_a_hand_in_it"]


def acted_on_the_claim(viewer: Viewer, step: str) -> UUID:
    """Earlier, in another role: a step of the claim, or a batch with its payment."""
    with as_owner():
        claim = LedgerLine.objects.get(what="pay").claim
        me = Account.objects.get(pk=viewer.account_id)
        if step in ("check", "grant"):
            ClaimStep.objects.create(
                claim=claim, learner_id=claim.learner_id, institution_id=claim.institution_id,
                partner_id=claim.partner_id, step=step, by=me, role="municipal_coordinator", at=NOW,
                from_state="filed", to_state="checked",
            )  # fmt: skip
        else:
            batch_with(claim, me, step)
        return claim.id


def batch_with(claim: Claim, me: Account, step: str) -> None:
    """A batch with this claim's payment that somebody drafted and another person signed."""
    other = Account.objects.create(email=f"{uuid4()}@example.lv", name="Cits Cilvēks")
    where = {"institution_id": claim.institution_id, "partner_id": claim.partner_id}
    batch = Batch.objects.create(
        number=1, partner_id=claim.partner_id, pays_on=TODAY, form_key=uuid4(), drafted_at=NOW,
        drafted_by=me if step == "draft" else other, signed_by=me if step == "sign" else other,
    )  # fmt: skip
    payee = Payee.objects.create(
        learner_id=claim.learner_id, holder_name="Ilze Ozola", sealed_iban="-", masked_iban="-", index="-",
        told_at=NOW, **where,
    )  # fmt: skip
    Payment.objects.create(
        claim=claim, learner_id=claim.learner_id, batch=batch, payee=payee, amount_eur=Decimal("40.00"),
        reference=str(uuid4())[:35], **where,
    )  # fmt: skip


def drawn(home: Stage, kind: str) -> UUID:
    """The sheet or the claim of October, drawn by the expert."""
    samples.draw(
        first=OCTOBER, last=OCTOBER, way="random", seed="1", size=2, **by(home.expert, days=AFTER + 3)
    )
    with as_owner():
        return SampleItem.objects.get(kind=kind).id


def look(item_id: UUID, viewer: Viewer) -> None:
    samples.check(
        item_id=item_id, finding="Viss kārtībā.", ineligible_eur=Decimal("0.00"), **by(viewer, days=AFTER + 4)
    )


def follow_up(item_id: UUID, viewer: Viewer) -> None:
    samples.follow_up(item_id=item_id, note="Labots.", said_so=False, **by(viewer, days=AFTER + 5))


@pytest.mark.parametrize(
    ("kind", "who"),
    [("sheet", "coordinator"), ("sheet", "head"), ("sheet", "anna"), ("claim", "coordinator")],
)
def test_nobody_finds_the_own_drawn_record_in_order(home: Stage, kind: str, who: str) -> None:
    """Who sent it, approved it or gave the hours, whatever role the programme gave since."""
    accepted(home)
    item_id = drawn(home, kind)
    expert = second_hat(home, getattr(home, who), E)

    assert refused(look, item_id, expert) == ["drawn_record.check.had_a_hand_in_the_record"]
    shown = one_drawn(viewer=by(expert)["viewer"], item_id=item_id)
    assert shown.open_steps == {"add_evidence"}
    assert {one.code for one in shown.left_to_others} == {"drawn_record.check.had_a_hand_in_the_record"}
    look(item_id, home.expert)
    assert refused(follow_up, item_id, expert) == ["drawn_record.follow_up.had_a_hand_in_the_record"]
    follow_up(item_id, home.expert)


@pytest.mark.parametrize("step", ["check", "grant", "draft", "sign"])
def test_nor_the_claim_that_was_checked_granted_or_signed(home: Stage, step: str) -> None:
    accepted(home)
    item_id = drawn(home, "claim")
    manager = somebody(home, M)
    acted_on_the_claim(manager, step)

    assert refused(look, item_id, manager) == ["drawn_record.check.had_a_hand_in_the_record"]


def test_who_checked_the_package_may_look_at_what_is_drawn_of_it(home: Stage) -> None:
    accepted(home)

    look(drawn(home, "sheet"), home.expert)
    assert one_drawn(viewer=by(home.manager)["viewer"], item_id=drawn_id("claim")).left_to_others == ()


def drawn_id(kind: str) -> UUID:
    with as_owner():
        return SampleItem.objects.get(kind=kind).id


def accept_statement(statement_id: UUID, viewer: Viewer) -> None:
    statements.accept(statement_id=statement_id, **by(viewer, days=AFTER + 4))


def test_who_drafted_a_statement_or_sent_a_package_of_it_does_not_accept_it(home: Stage) -> None:
    accepted(home)  # the coordinator sends the package
    books = accountant(home)
    statement_id = statements.draft(
        partner_id=home.school.partner_id, first=OCTOBER, last=OCTOBER, **by(books, days=AFTER + 3)
    )
    with as_owner():
        sender = viewer_for(appoint(Role.ACCOUNTANT, home.school.partner, name="Rita Egle"))
    statements.send(statement_id=statement_id, **by(sender, days=AFTER + 3))
    barred = "statement.accept.drafted_or_sent_what_it_adds_up"

    for who in (books, home.coordinator):
        expert = second_hat(home, who, E)
        assert refused(accept_statement, statement_id, expert) == [barred]
        shown = one_statement(viewer=by(expert)["viewer"], statement_id=statement_id)
        assert "accept" not in shown.open_steps
        assert [one.code for one in shown.left_to_others] == [barred]
    assert refused(accept_statement, statement_id, second_hat(home, sender, E)) == [
        "statement.accept.sent_it_herself"
    ]
    accept_statement(statement_id, home.expert)
