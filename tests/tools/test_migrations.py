"""The judge of migrations catches planted dangers and lets the harmless pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import migrations
from tools.migrations import faults, main, tables_and_walls

INDEX = "migrations.AddIndex(model_name='plan', index=models.Index(fields=['state'], name='by_state'))"


def migration(*operations: str, head: str = "") -> str:
    return f"class Migration(migrations.Migration):\n    {head}\n    operations = [{', '.join(operations)}]\n"


@pytest.mark.parametrize(
    "planted",
    [
        INDEX,
        "migrations.AddConstraint(model_name='plan', constraint=c)",
        "migrations.AlterField('plan', 'state', models.TextField())",
        "migrations.RemoveField(model_name='plan', name='state')",
        "migrations.RenameField('plan', 'a', 'b')",
        "migrations.DeleteModel(name='Plan')",
        "migrations.AddField(model_name='plan', name='goal', field=models.TextField())",
        "migrations.RunSQL('CREATE INDEX by_state ON plans_plan (state)')",
        "migrations.RunSQL('alter table plans_plan drop column state')",
    ],
)
def test_a_planted_danger_is_caught(planted: str) -> None:
    assert len(faults(migration(planted))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        migration("migrations.CreateModel(name='Plan', fields=[])", INDEX),
        migration(INDEX, head="initial = True"),
        migration(INDEX, head="# safe: the table holds forty rows"),
        migration("AddIndexConcurrently(model_name='plan', index=i)"),
        migration("migrations.AddField(model_name='plan', name='goal', field=models.TextField(null=True))"),
        migration("migrations.AddField(model_name='plan', name='goal', field=models.TextField(default=''))"),
        migration("migrations.RunSQL('CREATE INDEX CONCURRENTLY by_state ON plans_plan (state)')"),
    ],
)
def test_the_harmless_passes(harmless: str) -> None:
    assert faults(harmless) == []


def test_a_table_without_a_wall_is_seen() -> None:
    made = migration(
        "migrations.CreateModel(name='Plan', fields=[])", "migrations.CreateModel(name='Line', fields=[])"
    )
    walled = migration("BuildWall('plans_plan', Seen())")

    tables, walls = tables_and_walls({"plans": [made, walled]})

    assert tables - walls == {"plans_line"}


def test_a_table_without_a_wall_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plans" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_tables.py").write_text(migration("migrations.CreateModel(name='Plan', fields=[])"))
    monkeypatch.setattr(migrations, "SOURCE", tmp_path)

    assert migrations.main() == 1
    assert "plans_plan: no migration builds its wall" in capsys.readouterr().err


def test_our_migrations_are_safe() -> None:
    assert main() == 0
