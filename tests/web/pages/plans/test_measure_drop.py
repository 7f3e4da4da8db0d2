"""/plans/<id>/measures/<measure>/drop/ — take a measure out, after one question."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.test import Client

from pumpurs.programme.plans.actions import decide
from pumpurs.programme.plans.models import Measure
from tests.database import as_owner
from tests.programme.plans.stage import Stage, by, written
from tests.web.pages.plans.hands import reasons_on, text_of


def url(plan_id: UUID) -> str:
    with as_owner():
        return f"/plans/{plan_id}/measures/{Measure.objects.get().id}/drop/"


def test_asking_takes_nothing_out_and_names_what_would_go(home: Stage, anna: Client) -> None:
    answer = anna.get(url(written(home)))

    assert "Matemātika" in text_of(answer)
    with as_owner():
        assert Measure.objects.exists()


def test_answered_it_is_gone(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    answer = anna.post(url(plan_id), {"revision": "1"})

    assert answer["Location"] == f"/plans/{plan_id}/write/#measures"
    with as_owner():
        assert not Measure.objects.exists()


def test_what_somebody_changed_meanwhile_is_shown_once_more_instead(home: Stage, anna: Client) -> None:
    plan_id = written(home)
    address = url(plan_id)
    with as_owner():
        Measure.objects.update(revision=2, expected_result="Nokārtoti visi parādi.")

    answer = anna.post(address, {"revision": "1"})

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.measure.changed_meanwhile"])
    assert "Nokārtoti visi parādi." in text_of(answer)
    assert 'name="revision" value="2"' in text_of(answer)
    with as_owner():
        assert Measure.objects.exists()


def test_from_a_submitted_plan_nothing_is_taken_out(home: Stage, anna: Client) -> None:
    plan_id = written(home)
    address = url(plan_id)
    decide.submit(plan_id=plan_id, **by(home.anna))

    answer = anna.post(address)

    assert (answer.status_code, reasons_on(answer)) == (422, ["plan.write.wrong_state"])
    with as_owner():
        assert Measure.objects.exists()


def test_an_unknown_measure_is_not_found(home: Stage, anna: Client) -> None:
    plan_id = written(home)

    assert anna.get(f"/plans/{plan_id}/measures/{uuid4()}/drop/").status_code == 404
    assert anna.post(f"/plans/{plan_id}/measures/{uuid4()}/drop/").status_code == 404
