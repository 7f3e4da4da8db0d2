"""Comments of approvers: the author settles each, and none is left open when the plan is submitted again."""

from __future__ import annotations

import pytest

from pumpurs.programme.plans.actions import decide, write
from pumpurs.programme.plans.models import LineComment, Measure
from pumpurs.values.reasons import Refused
from tests.database import as_owner
from tests.programme.plans.stage import NOW, Stage, at_place, by, codes, now_of, stage, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Stage:
    return stage()


def test_a_plan_with_an_open_comment_is_not_submitted_again_until_it_is_settled(home: Stage) -> None:
    plan_id = submitted(home)
    for line in ("goal", "consulted"):
        decide.comment(plan_id=plan_id, line=line, text="Vai tie ir viņa vārdi?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))
    with as_owner():
        first, second = LineComment.objects.order_by("id").values_list("id", flat=True)
    write.settle_comment(plan_id=plan_id, comment_id=first, answer="", **by(home.anna))

    with pytest.raises(Refused) as refusal:
        decide.submit(plan_id=plan_id, **by(home.anna, days=2))

    assert at_place(refusal) == {f"comment-{second}": "plan.submit.comment_open"}
    assert refusal.value.reasons[0].values == {"by": "Pēteris Kļava", "text": "Vai tie ir viņa vārdi?"}
    write.settle_comment(plan_id=plan_id, comment_id=second, answer="Jā.", **by(home.anna))
    decide.submit(plan_id=plan_id, **by(home.anna, days=2))
    assert (now_of(plan_id).state, now_of(plan_id).version) == ("at_head", 2)


def test_a_settled_comment_stays_in_the_history(home: Stage) -> None:
    plan_id = submitted(home)
    decide.comment(plan_id=plan_id, line="goal", text="Vai tie ir viņa vārdi?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))
    with as_owner():
        comment = LineComment.objects.get()

    settle = {"plan_id": plan_id, "comment_id": comment.id, **by(home.ieva)}
    write.settle_comment(answer=" Jā, tā viņš teica. ", **settle)

    with as_owner():
        comment.refresh_from_db()
    assert (comment.settled_at, comment.settled_by_id) == (NOW, home.ieva.account_id)
    assert comment.answer == "Jā, tā viņš teica."
    with pytest.raises(Refused) as refusal:
        write.settle_comment(answer="Citādi.", **settle)
    assert codes(refusal) == ["plan.comment.settled"]


def test_support_that_is_taken_out_settles_the_comments_on_it(home: Stage) -> None:
    plan_id = submitted(home)
    with as_owner():
        which = Measure.objects.get().id
    for line in ("goal", f"measure:{which}"):
        decide.comment(plan_id=plan_id, line=line, text="Kāpēc?", **by(home.head))
    decide.send_back(plan_id=plan_id, note="", **by(home.head))

    write.drop_measure(plan_id=plan_id, measure_id=which, revision=1, **by(home.anna))

    with as_owner():
        assert LineComment.objects.get(settled_at=None).line == "goal"
