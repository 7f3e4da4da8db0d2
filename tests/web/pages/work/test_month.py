"""/work/, /work/sessions/, /work/orders/, /work/missed/: what a provider sees of the own work, and others of it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from pumpurs.programme.work.models import HoursAsked, Order, Session
from tests.database import as_owner
from tests.programme.plans.stage import Stage, now_of
from tests.web.pages.plans.hands import browser_of, reasons_on, text_of
from tests.web.pages.work.hands import entries, key_of, typed


def the_session() -> UUID:
    with as_owner():
        return Session.objects.latest("recorded_at").id


def missed(phone: Client, plan_id: UUID, days: tuple[str, ...]) -> None:
    for day in days:
        phone.post("/work/record/", typed(absent=[key_of(plan_id)], day=f"2026-10-{day}"))


def test_the_month_adds_up_hours_and_counts_no_shows_apart(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))
    missed(phone, plan_id, ("07",))

    mine = phone.get("/work/").context["mine"]

    assert (mine.minutes, mine.missed, [day.day.day for day in mine.days]) == (60, 1, [8, 7])


@pytest.mark.parametrize("month", ["2026-13", "x", "2027-01", "0001-01", "2026-09"])
def test_any_month_that_is_asked_for_is_shown_or_the_current_one(phone: Client, month: str) -> None:
    answer = phone.get("/work/", {"month": month})

    assert str(answer.context["mine"].month) == (month if month == "2026-09" else "2026-10")
    assert "Šajā mēnesī" in text_of(answer) or answer.context["mine"].days == ()


def test_a_session_is_taken_out_of_the_open_sheet(phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))
    session_id = the_session()

    phone.post(f"/work/sessions/{session_id}/")
    again = phone.post(f"/work/sessions/{session_id}/")

    assert [one.taken_out_at is not None for one in entries()] == [True]
    assert phone.get("/work/").context["mine"].minutes == 0
    assert (again.status_code, reasons_on(again)) == (422, ["work.take_out.gone"])


def test_the_outcome_is_read_by_who_gave_the_session_only(home: Stage, phone: Client, plan_id: UUID) -> None:
    key = key_of(plan_id)
    phone.post("/work/record/", typed(key, **{f"outcome-{key.partition(':')[2]}": "Prot daļas."}))
    path = f"/work/sessions/{the_session()}/"

    head = browser_of(home.head).get(path)

    assert "Prot daļas." in text_of(phone.get(path))
    assert "Jānis Ozols" in text_of(head)
    assert "Prot daļas." not in text_of(head)
    assert browser_of(home.stranger).get(path).status_code == 404
    assert browser_of(home.head).post(path).status_code == 422


def test_the_head_notes_an_order_and_remote_sessions_can_be_recorded(
    home: Stage, phone: Client, plan_id: UUID
) -> None:
    remote = typed(key_of(plan_id), remote="on", confirmed_on="2026-10-08")
    order = {
        "number": "1-9/12", "allows": "remote", "signed_on": "2026-10-01", "since": "2026-10-05", "until": "2026-10-09",
    }  # fmt: skip
    before = phone.post("/work/record/", remote)

    noted = browser_of(home.head).post("/work/orders/", order, follow=True)
    after = phone.post("/work/record/", remote)

    assert reasons_on(before) == ["work.record.remote_not_ordered"]
    assert "1-9/12" in text_of(noted)
    assert after.status_code == 302
    assert [one.session.form for one in entries()] == ["remote"]


def test_an_order_that_does_not_stand_is_refused_at_its_field(home: Stage) -> None:
    order = {
        "number": "1", "allows": "remote", "signed_on": "2026-10-01", "since": "2026-10-09", "until": "2026-10-05",
    }  # fmt: skip

    answer = browser_of(home.head).post("/work/orders/", order)

    assert (answer.status_code, reasons_on(answer)) == (422, ["work.order.ends_before_it_begins"])
    with as_owner():
        assert not Order.objects.exists()


def test_repeated_no_shows_are_told_to_the_author_on_desk_and_plan(
    home: Stage, phone: Client, plan_id: UUID
) -> None:
    anna = browser_of(home.anna)
    missed(phone, plan_id, ("06",))
    once = anna.get("/desk/").context["work"].no_shows
    missed(phone, plan_id, ("07",))
    phone.post("/work/record/", typed(key_of(plan_id)))

    (told,) = anna.get("/desk/").context["work"].no_shows
    plan = anna.get(f"/plans/{plan_id}/")
    listed = anna.get(f"/work/missed/{plan_id}/")

    assert once == ()
    assert (told.learner, told.missed.missed, told.missed.of) == ("Jānis Ozols", 2, 3)
    assert f'href="/work/missed/{plan_id}/"' in text_of(plan)
    assert [one.topic for one in listed.context["found"].sessions] == ["Daļas", "Daļas"]
    assert "Baiba Rudzīte" in text_of(listed)
    assert browser_of(home.stranger).get(f"/work/missed/{plan_id}/").status_code == 404


def test_no_shows_of_long_ago_are_told_no_more(home: Stage, phone: Client, plan_id: UUID) -> None:
    missed(phone, plan_id, ("06", "07"))
    told = browser_of(home.anna).get("/desk/").context["work"].no_shows
    for begins in ("08:00", "09:00", "10:00", "11:00"):
        clock = {"begins": begins, "ends": f"{begins[:2]}:40"}
        phone.post("/work/record/", typed(key_of(plan_id), **clock))

    assert len(told) == 1
    assert browser_of(home.anna).get("/desk/").context["work"].no_shows == ()
    assert browser_of(home.anna).get(f"/plans/{plan_id}/").context["delivery"].missed is None


def test_the_plan_shows_how_much_of_the_hours_was_given(home: Stage, phone: Client, plan_id: UUID) -> None:
    phone.post("/work/record/", typed(key_of(plan_id)))

    answer = browser_of(home.anna).get(f"/plans/{plan_id}/")

    measure = key_of(plan_id).partition(":")[2]
    assert answer.context["delivery"].given_minutes == {measure: 60}
    assert "1\u00a0h" in text_of(answer)


def asked_of_anna(phone: Client, plan_id: UUID) -> UUID:
    phone.post("/work/hours/", {"ask": f"{key_of(plan_id)}:40"})
    with as_owner():
        return HoursAsked.objects.get().id


def test_the_author_starts_a_revision_with_the_hours_in_one_click(
    home: Stage, phone: Client, plan_id: UUID
) -> None:
    asked_id = asked_of_anna(phone, plan_id)
    anna = browser_of(home.anna)
    desk = anna.get("/desk/")

    answer = anna.post(f"/work/hours/{asked_id}/", {"answer": "grant"})

    assert [(one.learner, one.minutes, one.by) for one in desk.context["work"].asked] == [
        ("Jānis Ozols", 40, "Baiba Rudzīte")
    ]
    plan, measure = key_of(plan_id).split(":")
    assert answer["Location"] == f"/plans/{plan}/measures/{measure}/"
    with as_owner():
        line = now_of(plan_id).measures.get(pk=measure)
    assert (now_of(plan_id).state, line.hours_planned) == ("under_revision", Decimal(11))
    assert anna.get("/desk/").context["work"].asked == ()


def test_hours_are_answered_once_and_by_an_author_of_this_learner(
    home: Stage, phone: Client, plan_id: UUID
) -> None:
    asked_id = asked_of_anna(phone, plan_id)

    far = browser_of(home.stranger).post(f"/work/hours/{asked_id}/", {"answer": "grant"})
    provider = phone.post(f"/work/hours/{asked_id}/", {"answer": "grant"})
    first = browser_of(home.ieva).post(f"/work/hours/{asked_id}/", {"answer": "decline"})
    second = browser_of(home.anna).post(f"/work/hours/{asked_id}/", {"answer": "grant"})

    assert (far.status_code, provider.status_code, first.status_code, second.status_code) == (
        404,
        403,
        302,
        422,
    )
    assert now_of(plan_id).state == "approved"
    assert [one.answer for one in phone.get("/work/").context["mine"].asked] == ["declined"]


def test_a_provider_is_reminded_of_learners_nobody_met_for_two_weeks(
    phone: Client, plan_id: UUID, settings: object
) -> None:
    now = settings.FIXED_NOW  # type: ignore[attr-defined]
    early = phone.get("/desk/").context["work"].quiet
    settings.FIXED_NOW = now.replace(month=11, day=2)  # type: ignore[attr-defined]
    late = phone.get("/desk/").context["work"].quiet
    phone.post("/work/record/", typed(key_of(plan_id), day="2026-10-30"))
    met = phone.get("/desk/").context["work"].quiet

    assert (early, [one.learner for one in late], met) == ((), ["Jānis Ozols"], ())


def test_a_provider_opens_no_records_of_learners(home: Stage, phone: Client, plan_id: UUID) -> None:
    closed = (
        "/learners/",
        f"/learners/{home.janis.id}/",
        f"/plans/{plan_id}/",
        "/plans/",
        "/alerts/",
        "/consents/",
    )

    assert {path: phone.get(path).status_code for path in closed} == dict.fromkeys(closed, 403)
