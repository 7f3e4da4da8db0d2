"""The hand that sows: turns a scenario's keys into identifiers, writes rows, and names the place of what is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import DataError, IntegrityError, models

from pumpurs.jobs.typed_json import Wrong

NAMESPACE = uuid5(NAMESPACE_URL, "pumpurs:scenario")


def id_of(model: type[models.Model], key: str) -> UUID:
    """The identifier that a key gets: always the same, so that who wrote the scenario can foresee it."""
    return uuid5(NAMESPACE, f"{model._meta.model_name}/{key}")


class Sower:
    """Writes the rows of one scenario; `ids` tells which identifier every key got."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.ids: dict[str, dict[str, str]] = {}
        self.rows = 0

    def new(self, model: type[models.Model], key: str) -> UUID:
        """The identifier of a new record with a key of its own."""
        found = id_of(model, key)
        self.ids.setdefault(str(model._meta.verbose_name), {})[key] = str(found)
        return found

    def maybe(self, model: type[models.Model], key: str | None, place: str) -> UUID | None:
        """The same as `known`, where a reference may be left out."""
        return None if key is None else self.known(model, key, place)

    def known(self, model: type[models.Model], key: str, place: str) -> UUID:
        """The identifier that a reference means: a key of this or an earlier scenario, or an identifier itself."""
        candidates = [id_of(model, key)]
        with suppress(ValueError):
            candidates.append(UUID(key))
        row = model._default_manager.filter(pk__in=candidates).values_list("pk", flat=True).first()
        if row is None:
            raise Wrong(f"{place}: there is no {model._meta.verbose_name} with the key {key!r}")
        return UUID(str(row))

    def add(self, place: str, model: type[models.Model], **values: object) -> None:
        """Write one row; Wrong if the database refuses it."""
        try:
            model(**values).save(force_insert=True)
        except IntegrityError as fault:
            name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
            if str(name).endswith("_pkey"):
                raise Wrong(f"{place}: its key is in use already") from fault
            raise Wrong(f"{place}: the database refuses it ({name or 'a rule of the table'})") from fault
        except DataError as fault:
            raise Wrong(
                f"{place}: a value is too long or too large ({str(fault).splitlines()[0]})"
            ) from fault
        self.rows += 1
