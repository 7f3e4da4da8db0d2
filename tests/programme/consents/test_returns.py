"""Coming back without an account: a code of one's own, a link by mail that opens once and soon."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from pumpurs.foundation.sealed import seal
from pumpurs.foundation.visibility import Viewer, job_viewer, raise_wall
from pumpurs.programme.consents.actions.answers import keep_answers, sign, withdraw
from pumpurs.programme.consents.actions.links import Opening, open_link, send_link
from pumpurs.programme.consents.actions.returns import (
    ReturnLetter,
    ask_for_link,
    give_code,
    link_for_return,
    open_return,
)
from pumpurs.programme.consents.models import Consent, FamilyLink, ReturnKey
from pumpurs.programme.consents.queries.links import viewer_by_link, way_back
from pumpurs.programme.consents.rules import (
    RETURN_DIGITS,
    RETURN_LASTS,
    RETURN_STAYS,
    RETURN_WRONG_CODES,
    hash_of,
)
from pumpurs.programme.learners.models import Guardian, Learner
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.consents.household import (
    NOW,
    SEMESTER,
    Household,
    behind,
    born,
    opened,
    stage,
    without_mail,
)

pytestmark = pytest.mark.django_db
ADDRESS = "ilze.ozola@example.lv"
LATER = NOW + timedelta(days=60)


@pytest.fixture
def home() -> Household:
    return stage()


def coded(viewer: Viewer, address: str = ADDRESS, *, now: datetime = NOW) -> str:
    raise_wall(viewer)
    return give_code(address=address, language="uk", viewer=viewer, now=now)


def asked(address: str = ADDRESS, *, now: datetime = LATER) -> ReturnLetter | None:
    """What the mail job finds for an address somebody wrote."""
    job = job_viewer("test")
    raise_wall(job)
    return link_for_return(sealed_address=seal(address, about="family_return"), viewer=job, now=now)


def letter(address: str = ADDRESS, *, now: datetime = LATER) -> ReturnLetter:
    found = asked(address, now=now)
    assert found is not None
    return found


def tried(mail: ReturnLetter, code: str, *, now: datetime = LATER) -> tuple[Opening, str]:
    return open_return(token_hash=hash_of(mail.token), code=code, request_id="t", now=now)


def visit(held: str, *, now: datetime = LATER) -> Viewer | None:
    raise_wall(job_viewer("test"))
    return viewer_by_link(token_hash=held, now=now, request_id="t")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**RETURN_DIGITS:0{RETURN_DIGITS}}"


def test_with_the_code_the_mailed_link_lets_the_mother_in_to_this_child_only(home: Household) -> None:
    code = coded(opened(home))

    outcome, held = tried(letter(), f"{code[:4]} {code[4:]}")

    viewer = visit(held)
    assert outcome is Opening.OPENED
    assert viewer is not None
    assert (viewer.role, viewer.reach.learners) == (Role.GUARDIAN, {home.janis.id})
    raise_wall(viewer)
    assert list(Learner.objects.values_list("given_name", flat=True)) == ["Jānis"]


def test_a_visit_is_over_after_its_time(home: Household) -> None:
    code = coded(opened(home))
    _outcome, held = tried(letter(), code)

    assert visit(held, now=LATER + RETURN_STAYS - timedelta(seconds=1)) is not None
    assert visit(held, now=LATER + RETURN_STAYS) is None


def test_the_link_opens_once(home: Household) -> None:
    code = coded(opened(home))
    mail = letter()

    first, second = tried(mail, code), tried(mail, code)

    assert (first[0], second) == (Opening.OPENED, (Opening.CLOSED, ""))


@pytest.mark.parametrize(
    ("late", "opens"), [(-timedelta(seconds=1), Opening.OPENED), (timedelta(0), Opening.CLOSED)]
)
def test_the_link_opens_only_soon(home: Household, late: timedelta, opens: Opening) -> None:
    code = coded(opened(home))

    assert tried(letter(), code, now=LATER + RETURN_LASTS + late)[0] is opens


def test_wrong_codes_end_the_code_even_over_several_links(home: Household) -> None:
    code = coded(opened(home))
    outcomes = []
    for number in range(RETURN_WRONG_CODES):
        when = LATER + number * RETURN_LASTS
        outcomes.append(tried(letter(now=when), wrong(code), now=when)[0])

    assert outcomes == [Opening.WRONG_CODE] * (RETURN_WRONG_CODES - 1) + [Opening.CLOSED]
    assert asked(now=LATER + timedelta(days=1)) is None


def test_a_right_code_forgets_the_wrong_ones_before_it(home: Household) -> None:
    code = coded(opened(home))
    mail = letter()
    tried(mail, wrong(code))

    tried(mail, code)

    raise_wall(job_viewer("test"))
    assert ReturnKey.objects.get().wrong_codes == 0


def test_a_link_on_its_way_is_not_sent_a_second_time(home: Household) -> None:
    coded(opened(home))
    letter()

    assert asked(now=LATER + RETURN_LASTS - timedelta(seconds=1)) is None
    assert asked(now=LATER + RETURN_LASTS) is not None


def test_an_address_is_known_whatever_its_case(home: Household) -> None:
    coded(opened(home), "Ilze.Ozola@Example.lv")

    assert letter(" ilze.ozola@example.LV ").address == "Ilze.Ozola@Example.lv"


def test_an_address_without_a_code_gets_nothing(home: Household) -> None:
    opened(home)

    assert asked() is None
    assert asked("nobody@example.lv") is None


def test_a_new_code_ends_the_old_one(home: Household) -> None:
    mother = opened(home)
    old, new = coded(mother), coded(mother)
    mail = letter()

    assert tried(mail, old)[0] is Opening.WRONG_CODE
    assert tried(mail, new)[0] is Opening.OPENED


def test_a_guardian_no_longer_in_force_gets_no_link_and_opens_none(home: Household) -> None:
    code = coded(opened(home))
    mail = letter()
    with as_owner():
        Guardian.objects.filter(pk=home.ilze.id).update(until=LATER.date())

    assert tried(mail, code) == (Opening.CLOSED, "")
    assert asked(now=LATER + RETURN_LASTS) is None


def test_when_the_learner_is_of_age_the_parents_code_opens_nothing(home: Household) -> None:
    code = coded(opened(home))
    mail = letter()
    born(home.janis, date(2008, 10, 5))

    assert tried(mail, code) == (Opening.CLOSED, "")


def test_one_link_serves_two_children_and_the_code_tells_which(home: Household) -> None:
    janis = coded(opened(home))
    raise_wall(home.head)
    handover = send_link(
        learner_id=home.marta.id, who=home.zane.id, language="lv", consent=True, semester=SEMESTER,
        viewer=home.head, now=NOW,
    )  # fmt: skip
    link = FamilyLink.objects.get(pk=handover.link_id)
    raise_wall(job_viewer("test"))
    zane = viewer_by_link(token_hash=link.token_hash, now=NOW, request_id="t")
    assert zane is not None
    marta = coded(zane)

    viewer = visit(tried(letter(), marta)[1])

    assert marta != janis
    assert viewer is not None
    assert viewer.reach.learners == {home.marta.id}


def test_the_table_keeps_neither_code_nor_address(home: Household) -> None:
    code = coded(opened(home))

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM consents_returnkey k")
        kept = cursor.fetchone()[0]
    assert code not in kept
    assert "ilze" not in kept.casefold()


def test_the_job_is_given_no_readable_address(home: Household) -> None:
    raise_wall(home.teacher)
    ask_for_link(address=ADDRESS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'notices.family_return'")
        ((args,),) = cursor.fetchall()
    assert "ilze" not in args
    assert "example" not in args


def test_staff_and_accounts_cannot_have_a_code_made(home: Household) -> None:
    opened(home)

    with pytest.raises(FamilyLink.DoesNotExist):
        coded(home.teacher)
    with pytest.raises(FamilyLink.DoesNotExist):
        way_back(viewer=home.teacher)


def test_in_a_visit_the_mother_signs_what_waits_and_withdraws_it(home: Household) -> None:
    code = coded(opened(home))
    viewer = visit(tried(letter(), code)[1])
    assert viewer is not None
    raise_wall(viewer)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=viewer)
    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=viewer, now=LATER)
    signed = Consent.objects.get()

    withdraw(consent_id=signed.id, viewer=viewer, now=LATER)

    assert (signed.signer_relation, signed.handed_by_id) == ("mother", None)
    assert Consent.objects.get().state == "withdrawn"


def test_a_code_got_by_a_link_that_staff_handed_over_never_loses_that_mark(home: Household) -> None:
    without_mail(home)
    raise_wall(home.teacher)
    handover = send_link(
        learner_id=home.janis.id, who=home.ilze.id, language="lv", consent=True, semester=SEMESTER,
        viewer=home.teacher, now=NOW,
    )  # fmt: skip
    open_link(token_hash=hash_of(handover.token), code=handover.code, request_id="t", now=NOW)
    holder = behind(handover)
    assert holder is not None
    code = coded(holder, "somebody@example.lv")

    viewer = visit(tried(letter("somebody@example.lv"), code)[1])

    assert viewer is not None
    raise_wall(viewer)
    keep_answers(learner_id=home.janis.id, wanted=("meals",), viewer=viewer)
    sign(learner_id=home.janis.id, signer_name="Ilze Ozola", viewer=viewer, now=LATER)
    assert Consent.objects.get().handed_by_id == home.teacher.account_id


def test_a_visit_cannot_be_opened_like_a_link(home: Household) -> None:
    code = coded(opened(home))
    _outcome, held = tried(letter(), code)

    assert open_link(token_hash=held, code="", request_id="t", now=LATER) is not Opening.OPENED


def test_a_link_nobody_asked_for_opens_nothing(home: Household) -> None:
    coded(opened(home))

    outcome = open_return(token_hash=hash_of(str(uuid4())), code="1", request_id="t", now=LATER)

    assert outcome == (Opening.CLOSED, "")
