"""/consents/… — asking, recording, following and ending consents, as staff do it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pumpurs.foundation.sealed import unseal
from pumpurs.foundation.visibility import raise_wall
from pumpurs.programme.consents.actions.answers import ask
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.people.models import Account
from tests.papers import pdf
from tests.programme.consents.household import (
    SEMESTER,
    Household,
    opened,
    sent,
    signed_in_person,
    without_mail,
)
from tests.web.pages.family.walk import Handover

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = pdf("signed by hand")


def consent(home: Household) -> Consent:
    raise_wall(home.teacher)
    return Consent.objects.get()


def asked(home: Household, **more: object) -> dict[str, object]:
    return {"who": str(home.ilze.id), "language": "lv", "papers": ["consent", "application"], **more}


def test_without_any_consent_the_list_offers_the_first_step(desk: Client) -> None:
    answer = desk.get("/consents/")

    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_the_list_shows_who_was_asked_and_narrows_by_tab_and_semester(home: Household, desk: Client) -> None:
    signed_in_person(home)

    everyone = desk.get("/consents/").content.decode()
    refused = desk.get("/consents/?tab=ended").content.decode()
    other = desk.get("/consents/?semester=2025/2&tab=no_application").content.decode()

    assert "Jānis Ozols" in everyone
    assert "Jānis Ozols" not in refused
    assert "Jānis Ozols" in other


def test_a_query_string_of_nonsense_is_no_fault(desk: Client) -> None:
    assert desk.get("/consents/?tab=x&class=x&semester=x&page=x").status_code == 200


def test_the_three_ways_are_offered(home: Household, desk: Client) -> None:
    text = desk.get(f"/consents/new/?learner={home.janis.id}").content.decode()

    assert all(f"/consents/{way}/{home.janis.id}/" in text for way in ("link", "in_person", "paper"))


def test_a_learner_out_of_reach_cannot_be_asked(home: Household, desk: Client) -> None:
    assert desk.get(f"/consents/new/?learner={home.marta.id}").status_code == 404


@pytest.mark.parametrize("query", ["", "?learner=", "?learner=x"])
def test_without_a_learner_the_page_leads_to_the_search(desk: Client, query: str) -> None:
    answer = desk.get(f"/consents/new/{query}")

    assert answer.status_code == 200
    assert 'action="/learners/"' in answer.content.decode()


def test_with_a_mail_address_the_page_shows_the_code_and_nowhere_the_link(
    home: Household, desk: Client
) -> None:
    sent_now = desk.post(f"/consents/link/{home.janis.id}/", asked(home)).content.decode()
    raise_wall(home.teacher)
    token = unseal(FamilyLink.objects.get().sealed_token, about="family_link")
    sheet = desk.get(f"/consents/{consent(home).id}/").content.decode()
    anew = desk.post(f"/consents/{consent(home).id}/resend/").content.decode()

    assert 'class="handover-code"' in sent_now
    assert 'class="handover-code"' in anew
    assert token not in sent_now + sheet + anew
    assert "/f/" not in sent_now + sheet + anew


def test_without_one_link_and_code_are_shown_once_and_open_the_familys_page(
    home: Household, desk: Client
) -> None:
    without_mail(home)
    text = desk.post(f"/consents/link/{home.janis.id}/", asked(home)).content.decode()
    link = re.search(r"/f/([\w-]{43})/", text)
    code = re.search(r'handover-code" id="code">([\d ]+)<', text)
    assert link
    assert code
    phone = Client()
    phone.get(link.group())

    opens = phone.post("/f/", {"code": code.group(1)})

    assert opens["Location"] == "/f/language/"
    assert link.group(1) not in desk.get(f"/consents/{consent(home).id}/").content.decode()


def test_an_own_address_is_refused_with_a_sentence(home: Household, desk: Client) -> None:
    without_mail(home)
    raise_wall(home.teacher)
    own = Account.objects.get(pk=home.teacher.account_id).email

    answer = desk.post(f"/consents/link/{home.janis.id}/", asked(home, guardian_email=own))

    raise_wall(home.teacher)
    assert answer.status_code == 422
    assert "#id_guardian_email" in answer.content.decode()
    assert not FamilyLink.objects.exists()


def test_a_required_name_is_not_called_optional(home: Household, desk: Client) -> None:
    page = desk.get(f"/consents/link/{home.janis.id}/").content.decode()

    name, mail = (
        re.search(rf'<label[^>]*for="id_{field}">(.*?)</label>', page)
        for field in ("guardian_name", "guardian_email")
    )
    assert name
    assert mail
    assert "field-optional" not in name[1]
    assert "field-optional" in mail[1]


def test_a_remark_on_the_signature_is_read_on_the_sheet_in_the_list_and_by_the_head(
    home: Household, desk: Client
) -> None:
    without_mail(home)
    text = desk.post(f"/consents/link/{home.janis.id}/", asked(home)).content.decode()
    link = re.search(r"/f/[\w-]{43}/", text)
    code = re.search(r'handover-code" id="code">([\d ]+)<', text)
    assert link
    assert code
    phone = Client(headers={"accept-language": "lv"})
    phone.get(link.group())
    phone.post("/f/", {"code": code.group(1)})
    phone.post("/f/support/", {"wanted": ["meals"]})
    phone.post("/f/confirm/", {"signer_name": "Ieva Bērziņa"})
    raise_wall(home.head)
    head = Client(headers={"accept-language": "lv"})
    head.force_login(Account.objects.get(pk=home.head.account_id), backend=BACKEND)

    pages = {
        "sheet": desk.get(f"/consents/{consent(home).id}/"),
        "list": desk.get("/consents/"),
        "learner, as the head": head.get(f"/learners/{home.janis.id}/"),
        "family": phone.get("/family/"),
    }

    told = {name: page.content.decode() for name, page in pages.items()}
    assert [name for name, page in told.items() if "Ieva Bērziņa" not in page] == []
    assert [name for name, page in told.items() if name != "list" and "Anna Liepa" not in page] == []
    assert "Jāpārbauda paraksts" in told["list"]


def test_a_family_that_has_signed_gets_a_new_link_to_its_page(home: Household, desk: Client) -> None:
    signed_in_person(home)
    here = f"/consents/{consent(home).id}/"
    offered = f"{here}call_back/" in desk.get(here).content.decode()

    answer = desk.post(f"{here}call_back/")

    assert offered
    assert answer.status_code == 200
    assert "handover-code" in answer.content.decode()


def test_a_mother_the_school_does_not_know_yet_is_written_down(home: Household, desk: Client) -> None:
    data = asked(
        home,
        who="new",
        guardian_name="Velta Ozola",
        guardian_relation="guardian",
        guardian_email="v@example.lv",
    )

    answer = desk.post(f"/consents/link/{home.janis.id}/", data)

    raise_wall(home.teacher)
    assert answer.status_code == 200
    assert FamilyLink.objects.get().guardian.name == "Velta Ozola"


def test_asking_for_nothing_is_refused_with_a_sentence(home: Household, desk: Client) -> None:
    answer = desk.post(f"/consents/link/{home.janis.id}/", {"who": str(home.ilze.id), "language": "lv"})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_signed_paper_is_recorded_and_its_scan_comes_back_as_an_attachment(
    home: Household, desk: Client
) -> None:
    data = asked(
        home, signer_name="Ilze Ozola", signed_on="2026-10-01", wanted=["meals"], circumstances=["distance"]
    )
    data["scan"] = SimpleUploadedFile("../../etc/consent.pdf", PDF)

    answer = desk.post(f"/consents/paper/{home.janis.id}/", data)
    scan = desk.get(f"/consents/scan/{consent(home).scan_id}/")

    assert answer["Location"] == f"/consents/{consent(home).id}/"
    assert consent(home).signed_on == date(2026, 10, 1)
    assert scan.content == PDF
    assert scan["Content-Disposition"] == 'attachment; filename="consent.pdf"'


def test_a_scan_is_not_there_for_a_teacher_without_this_learner(home: Household, desk: Client) -> None:
    data = asked(home, signer_name="Ilze Ozola", signed_on="2026-10-01", wanted=["meals"])
    data["scan"] = SimpleUploadedFile("a.pdf", PDF)
    desk.post(f"/consents/paper/{home.janis.id}/", data)
    raise_wall(home.head)
    scan_id = Consent.objects.get().scan_id
    family = Client()

    assert family.get(f"/consents/scan/{scan_id}/").status_code == 302


def test_the_family_signs_on_the_tablet(home: Household, desk: Client) -> None:
    data = asked(home, answer="yes", signer_name="Ilze Ozola", wanted=["meals"])

    desk.post(f"/consents/in_person/{home.janis.id}/", data)

    assert (consent(home).state, consent(home).way) == ("signed", "in_person")
    assert Application.objects.get().state == "signed"


def test_the_family_says_no_on_the_tablet_without_a_name(home: Household, desk: Client) -> None:
    desk.post(f"/consents/in_person/{home.janis.id}/", asked(home, answer="no"))

    assert consent(home).state == "refused"


def test_all_that_is_missing_is_said_at_once(home: Household, desk: Client) -> None:
    answer = desk.post(f"/consents/in_person/{home.janis.id}/", asked(home, answer="yes"))

    assert answer.status_code == 422
    assert answer.content.decode().count('href="#') >= 2


def test_a_question_is_answered_on_the_consents_page(home: Household, desk: Client) -> None:
    mother = opened(home)
    ask(learner_id=home.janis.id, question="Cik tas maksā?", viewer=mother)
    here = f"/consents/{consent(home).id}/"
    shows = "Cik tas maksā?" in desk.get(here).content.decode()

    desk.post(f"{here}reply/", {"reply": "Nekas nav jāmaksā."})

    assert shows
    assert (consent(home).state, consent(home).reply) == ("opened", "Nekas nav jāmaksā.")


def test_a_reminder_and_a_new_link(home: Household, desk: Client) -> None:
    sent(home)
    here = f"/consents/{consent(home).id}/"

    reminded = desk.post(f"{here}remind/")
    again = desk.post(f"{here}remind/")
    anew = desk.post(f"{here}resend/")

    assert (reminded.status_code, again.status_code, anew.status_code) == (302, 422, 200)
    assert "handover-code" in anew.content.decode()


def test_a_withdrawal_is_noted_with_its_day_and_who_withdrew(home: Household, desk: Client) -> None:
    signed_in_person(home)
    here = f"/consents/{consent(home).id}/withdraw/"
    ilze = str(home.ilze.id)

    wrong = desk.post(here, {"day": "2026-12-31", "who": ilze})
    nobody = desk.post(here, {"day": "2026-10-05", "who": str(home.zane.id)})
    right = desk.post(here, {"day": "2026-10-05", "who": ilze})

    assert (wrong.status_code, nobody.status_code, right.status_code) == (422, 422, 302)
    assert (consent(home).state, consent(home).ended_on) == ("withdrawn", date(2026, 10, 5))
    sheet = desk.get(f"/consents/{consent(home).id}/").content.decode()
    assert "Kas atsauca" in sheet
    assert "Ilze Ozola; pierakstīja Anna Liepa" in sheet


def test_sent_opened_and_refused_look_different(home: Household, desk: Client) -> None:
    def badge() -> str:
        page = desk.get("/consents/").content.decode()
        return re.findall(r'class="badge (badge-\w+)">.*?</svg>([^<]+)', page)[0][1]

    handover: Handover = sent(home)
    was_sent = badge()
    phone = Client()
    phone.get(f"/f/{handover.token}/")
    phone.post("/f/", {"code": handover.code})
    was_opened = badge()
    phone.post("/f/no/")
    was_refused = badge()

    assert len({was_sent, was_opened, was_refused}) == 3


def test_the_page_costs_few_queries_whatever_the_number_of_rows(
    home: Household, desk: Client, django_assert_max_num_queries: Any
) -> None:
    signed_in_person(home)
    desk.get("/consents/")

    with django_assert_max_num_queries(20):  # about ten are session, sight, wall and audit
        desk.get(f"/consents/?semester={SEMESTER}")
