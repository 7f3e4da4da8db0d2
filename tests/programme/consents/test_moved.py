"""A learner goes to another school by roster: what goes along, what ends, who then sees what; and the way back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from pumpurs.foundation.files import keep_scan
from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.visibility import NOBODY, Viewer, raise_wall, with_learners
from pumpurs.programme.alerts.models import Alert, AlertFact, AlertStep
from pumpurs.programme.consents.actions.recording import record_withdrawal
from pumpurs.programme.consents.models import Application, Consent, FamilyLink
from pumpurs.programme.consents.queries.staff import scan_to_read
from pumpurs.programme.learners.actions.roster_undo import undo
from pumpurs.programme.learners.models import Care, Guardian, Learner, Referral
from pumpurs.programme.partners.models import StrategicPartner
from pumpurs.programme.people.models import Appointment
from pumpurs.values.reasons import Refused
from pumpurs.values.roles import Role
from tests.papers import pdf
from tests.programme import people_and_places as place
from tests.programme.learners.actions.roster_scene import School, codes
from tests.programme.learners.rosters import LIVA, NOW, Pupil, Roster, imported

AsOwner = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db

BORN = Pupil("L1", "Līva", "Bērziņa", "7.a", LIVA.code, "2013-03-14")
TODAY = NOW.date()
SCAN = pdf("signed")
TABLES = (
    "learners_learner", "learners_learneridentifier", "learners_enrollment", "learners_guardian", "learners_care",
    "learners_referral", "consents_consent", "consents_application", "consents_familylink",
    "alerts_alert", "alerts_alertfact", "alerts_alertstep",
)  # fmt: skip


class Move:
    """Līva learns at the old school and has everything a learner can have; she goes to the new school."""

    def __init__(self, as_owner: AsOwner, folder: Path) -> None:
        self.as_owner, self.folder = as_owner, folder
        self.old = School(as_owner, "Rubenes skola", "S1")
        self.new = School(as_owner, "Mārsnēnu skola", "S2")
        with as_owner():
            partner = self.old.institution.partner
            self.coordinator = place.viewer_for(place.appoint(Role.MUNICIPAL_COORDINATOR, partner))
        imported(
            Roster([BORN]).at(folder / "start"), self.old.head, now=NOW - timedelta(days=9), **self.old.where
        )
        with as_owner():
            self.liva = Learner.objects.get()
            self.author = place.appoint(Role.PLAN_AUTHOR, self.old.institution)
            self.teacher = self._everything()

    def _everything(self) -> Viewer:
        teacher = self.author
        place.care_for(teacher, self.liva)
        guardian = place.make_guardian(self.liva)
        self.scan = keep_scan(
            SCAN, about="consent", viewer=place.viewer_for(teacher), now=NOW,
            learner_id=self.liva.id, institution_id=self.old.institution.id,
        )  # fmt: skip
        paper: dict[str, Any] = {
            "learner": self.liva, "institution_id": self.old.institution.id, "state": "signed", "way": "paper",
            "text_version": "1", "guardian": guardian, "asked_by": teacher.account, "signed_on": date(2026, 3, 1),
            "asked_on": date(2026, 3, 1), "scan": self.scan,
        }  # fmt: skip
        self.consent = Consent.objects.create(**paper)
        self.now, self.past = (Application.objects.create(semester=s, **paper) for s in ("2026/1", "2025/2"))
        self.link = FamilyLink.objects.create(
            learner=self.liva, institution_id=self.old.institution.id, token_hash="x" * 64, sealed_token="s",
            made_by=teacher.account, made_at=NOW, expires_at=NOW + timedelta(days=14),
        )  # fmt: skip
        service = StrategicPartner.objects.create(
            partner=self.old.institution.partner, kind="social_service", name="Cēsu sociālais dienests"
        )
        Referral.objects.create(
            learner=self.liva, institution_id=self.old.institution.id, strategic_partner=service, reason="Palīdzība.",
            referred_by=teacher.account, since=TODAY, until=TODAY + timedelta(days=30),
        )  # fmt: skip
        self._alerts()
        return place.viewer_for(teacher)

    def _alerts(self) -> None:
        here: dict[str, Any] = {"learner": self.liva, "institution_id": self.old.institution.id}
        for source in ("rules", "hunch", "asked"):
            alert = Alert.objects.create(
                source=source, kind="watch", first_step="talk", semester="2026/1", raised_at=NOW, text="Kļuvusi klusa.",
                state="looked_at", **here,
            )  # fmt: skip
            AlertStep.objects.create(alert=alert, step="look", at=NOW, note="Runāju ar mammu.", **here)
        AlertFact.objects.create(
            alert=Alert.objects.get(source="rules"), rule="many_unexcused", indicator="unexcused", window="month",
            num=1, den=9, threshold_num=1, threshold_den=10, first_day=TODAY, last_day=TODAY, **here,
        )  # fmt: skip

    def author_at_the_new_school(self) -> Viewer:
        """Somebody appointed there for her alone."""
        with self.as_owner():
            author = place.appoint(Role.PLAN_AUTHOR, self.new.institution)
            place.care_for(author, Learner.objects.get(pk=self.liva.pk))
            return place.viewer_for(author)

    def by_two_rosters(self) -> UUID:
        """The old school's list no longer names her, then the new school's does."""
        gone = Roster([Pupil("L9", "Pēteris", "Zars", "8.a")])
        imported(gone.at(self.folder / "gone"), self.old.head, now=NOW, **self.old.where)
        here = Roster([Pupil(**{**vars(BORN), "school": "S2"})], schools={"S2": "Mārsnēnu skola"})
        return imported(here.at(self.folder / "here"), self.new.head, now=NOW, **self.new.where)

    def by_one_roster(self) -> UUID:
        """The municipality's list names her at the new school."""
        both = {"S1": "Rubenes skola", "S2": "Mārsnēnu skola"}
        roster = Roster([Pupil(**{**vars(BORN), "school": "S2"})], schools=both)
        partner_id = self.old.institution.partner_id
        return imported(roster.at(self.folder / "both"), self.coordinator, now=NOW, partner_id=partner_id)

    def rows(self) -> dict[str, list[tuple[str, ...]]]:
        """Everything that can go along or end, as it stands."""
        with self.as_owner(), connection.cursor() as cursor:
            found = {}
            for table in TABLES:
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
                found[table] = cursor.fetchall()
            return found


@pytest.fixture
def move(as_owner: AsOwner, tmp_path: Path) -> Move:
    return Move(as_owner, tmp_path)


def sight(viewer: Viewer) -> dict[str, int]:
    """How many rows about Līva somebody sees, whatever query is asked."""
    raise_wall(viewer)
    tables = {"learner": Learner, "guardian": Guardian, "consent": Consent, "scan": StoredFile}
    counted = {name: table._base_manager.count() for name, table in tables.items()}
    return counted | {f"application {one.semester}": 1 for one in Application.objects.all()}


@pytest.mark.parametrize("way", ["by_two_rosters", "by_one_roster"])
def test_each_school_sees_its_own_afterwards(move: Move, way: str) -> None:
    getattr(move, way)()

    new, old = sight(move.new.head), sight(move.old.head)

    assert new == {"learner": 1, "guardian": 1, "consent": 1, "scan": 0, "application 2026/1": 1}
    kept = {"guardian": 0, "consent": 0, "scan": 1, "application 2025/2": 1}
    assert {name: old.get(name, 0) for name in ("guardian", "consent", "scan", "application 2025/2")} == kept
    assert "application 2026/1" not in old


def test_care_at_the_new_school_does_not_open_what_the_old_one_wrote(move: Move) -> None:
    with move.as_owner():
        Consent.objects.create(
            learner=move.liva, institution_id=move.old.institution.id, state="refused", way="link", text_version="1",
            asked_by=move.author.account, question="Vai par to uzzinās tēvs?",
        )  # fmt: skip
    move.by_one_roster()
    author = move.author_at_the_new_school()
    tables = (Consent, Application, FamilyLink, Referral, Alert, AlertFact, AlertStep)

    raise_wall(author)
    through = {table.__name__: table._base_manager.count() for table in tables}
    with move.as_owner():  # the first wall alone
        narrowed = {table.__name__: table.objects.visible_to(author).count() for table in tables}

    assert through == narrowed == {
        "Consent": 1, "Application": 1, "FamilyLink": 0, "Referral": 0, "Alert": 2, "AlertFact": 1, "AlertStep": 0,
    }  # fmt: skip
    raise_wall(author)
    assert Application.objects.get().semester == "2026/1"
    assert set(Alert.objects.values_list("source", flat=True)) == {"rules", "asked"}


def test_the_family_reads_all_its_papers_after_the_move(move: Move) -> None:
    move.by_one_roster()
    raise_wall(with_learners(Viewer(NOBODY, Role.GUARDIAN), frozenset({move.liva.id})))

    assert set(Application.objects.values_list("semester", flat=True)) == {"2026/1", "2025/2"}


def test_only_the_new_school_notes_a_withdrawal(move: Move) -> None:
    move.by_one_roster()
    given: dict[str, Any] = {
        "consent_id": move.consent.id,
        "who": None,
        "day": TODAY,
        "scan": None,
        "now": NOW,
    }
    raise_wall(move.old.head)
    with pytest.raises(Consent.DoesNotExist):
        record_withdrawal(viewer=move.old.head, **given)

    raise_wall(move.new.head)
    record_withdrawal(viewer=move.new.head, **given)

    assert set(Consent.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_care_referral_and_open_link_of_the_old_school_end(move: Move) -> None:
    move.by_one_roster()

    with move.as_owner():
        assert (Care.objects.get().until, Referral.objects.get().until) == (TODAY, TODAY)
        assert FamilyLink.objects.get().closed_at == NOW


def test_a_scan_opens_with_the_paper_and_not_for_who_stored_it(move: Move) -> None:
    raise_wall(move.teacher)
    before = scan_to_read(viewer=move.teacher, file_id=move.scan.id).content
    move.by_one_roster()
    with move.as_owner():
        teacher = place.viewer_for(Appointment.objects.get(pk=move.author.pk))

    raise_wall(move.new.head)
    after = scan_to_read(viewer=move.new.head, file_id=move.scan.id).content

    assert before == after == SCAN
    raise_wall(teacher)
    assert not StoredFile.objects.exists()
    with pytest.raises(StoredFile.DoesNotExist):
        scan_to_read(viewer=teacher, file_id=move.scan.id)


@pytest.mark.parametrize("way", ["by_two_rosters", "by_one_roster"])
def test_undoing_the_import_brings_everything_back(move: Move, way: str) -> None:
    before = move.rows()
    roster_id = getattr(move, way)()
    moved = move.rows()
    viewer = move.new.head if way == "by_two_rosters" else move.coordinator
    raise_wall(viewer)

    undo(roster_id=roster_id, viewer=viewer, now=NOW + timedelta(days=1))

    together = set(TABLES) - {"learners_learner", "learners_enrollment"}  # leaving was another roster
    after = move.rows()
    assert {name: after[name] for name in together} == {name: before[name] for name in together}
    assert moved["consents_consent"] != before["consents_consent"]


def test_what_the_new_school_wrote_since_keeps_the_import(move: Move) -> None:
    roster_id = move.by_one_roster()
    with move.as_owner():
        move.liva.refresh_from_db()
        place.care_for(place.appoint(Role.PLAN_AUTHOR, move.new.institution), move.liva)
    raise_wall(move.coordinator)

    with pytest.raises(Refused) as refusal:
        undo(roster_id=roster_id, viewer=move.coordinator, now=NOW + timedelta(days=1))

    assert codes(refusal) == ["roster.undo.facts_rest_on_it"]


def test_what_the_new_school_had_from_before_does_not_keep_the_import(move: Move) -> None:
    with move.as_owner():
        author = place.appoint(Role.PLAN_AUTHOR, move.new.institution)
        Care.objects.create(
            appointment=author, account=author.account, institution_id=move.new.institution.id, learner=move.liva,
            since=date(2024, 9, 1), until=date(2025, 6, 1),
        )  # fmt: skip
    before = move.rows()
    roster_id = move.by_one_roster()
    raise_wall(move.coordinator)

    undo(roster_id=roster_id, viewer=move.coordinator, now=NOW + timedelta(days=1))

    assert move.rows() == before
