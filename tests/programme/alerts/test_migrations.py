"""What a migration of the room does with rows that were there before."""

from __future__ import annotations

from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import connection

from pumpurs.programme.alerts.models import JournalBatch, JournalToken
from pumpurs.values.roles import Role
from tests.database import as_owner
from tests.programme.alerts.nights import NOW
from tests.programme.people_and_places import appoint, make_institution

pytestmark = pytest.mark.django_db
KEYS_OF_JOURNALS = import_module("pumpurs.programme.alerts.migrations.0004_keys_of_journals")


def test_a_key_of_before_gets_its_makers_appointment_and_one_without_goes_while_its_files_stay() -> None:
    with as_owner(), connection.cursor() as cursor:
        place = make_institution("Priekuļu vidusskola")
        head = appoint(Role.HEAD, place, name="Juris Bērzs")
        cursor.execute("ALTER TABLE alerts_journaltoken ALTER COLUMN appointment_id DROP NOT NULL")

        def key(made_by: UUID) -> JournalToken:
            made = JournalToken.objects.create(
                institution=place, name="E-klase", token_hash=str(made_by), made_at=NOW, made_by_id=made_by,
                appointment=head,
            )  # fmt: skip
            cursor.execute("UPDATE alerts_journaltoken SET appointment_id = NULL WHERE id = %s", [made.id])
            return made

        heads, nobodys = key(head.account_id), key(uuid4())
        for token in (heads, nobodys):
            JournalBatch.objects.create(
                institution=place, token=token, what="marks", way="push", file_name="oktobris.csv",
                received_at=NOW, received_by_id=token.id,
            )  # fmt: skip

        cursor.execute(KEYS_OF_JOURNALS.MAKERS)
        cursor.execute("ALTER TABLE alerts_journaltoken ALTER COLUMN appointment_id SET NOT NULL")

        assert list(JournalToken.objects.values_list("id", "appointment_id")) == [(heads.id, head.id)]
        assert set(JournalBatch.objects.values_list("received_by_id", "token_id")) == {
            (heads.id, heads.id),
            (nobodys.id, None),
        }
