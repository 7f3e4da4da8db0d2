"""Migration operation that builds the second wall (row-level security) from a `Seen` or `Open` declaration."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

from pumpurs.foundation.visibility import Open, Seen, wall_sql


class BuildWall(RunSQL):
    """Row-level security on `table`, from the same columns that `visible_to` reads."""

    def __init__(self, table: str, seen: Seen | Open) -> None:
        self.table, self.seen = table, seen
        undo = "".join(
            f'DROP POLICY IF EXISTS {name} ON "{table}";'
            for name in ("reach_read", "reach_add", "reach_change", "reach_remove")
        )
        super().__init__(wall_sql(table, seen), undo + f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;')

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """So that the migration writer can print it."""
        return (self.__class__.__name__, [self.table, self.seen], {})
