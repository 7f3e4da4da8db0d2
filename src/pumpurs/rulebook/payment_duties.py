"""Payment duties (maksāšanas pienākumi): who checks a claim, grants it, drafts, signs, asks money back."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pumpurs.rulebook import display, words
from pumpurs.rulebook.approval_chains import Chain, chain_in, chains_of, of_partners
from pumpurs.rulebook.reading import TABLES, Block, Title, known, open_table, read_keyed, the_one_on
from pumpurs.rulebook.vocabulary import partner_kinds
from pumpurs.values.roles import Role

DUTIES = ("check", "grant", "draft", "sign", "demand")

Duties = dict[str, tuple[Chain, ...]]


def read(folder: Path = TABLES) -> tuple[Title, dict[str, Duties]]:
    """Read payment_duties.toml: by kind of partner, each duty's roles. RulebookError if it is wrong."""
    title, top = open_table("payment_duties", folder)
    rules = read_keyed(top, lambda block: {duty: chains_of(block, duty, _somebody) for duty in DUTIES})
    of_partners(top, rules)
    return title, rules


def _somebody(block: Block) -> Chain:
    one = chain_in(block)
    if not one.roles:
        raise block.wrong("roles", "names nobody; without somebody for each duty nothing can be paid.")
    return one


@lru_cache
def table() -> tuple[Title, dict[str, Duties]]:
    """The duties as shipped."""
    return read()


def roles(duty: str, partner_kind: str, day: date) -> frozenset[Role]:
    """Who has a duty (check, grant, draft, sign, demand) at such a partner on that day. RulebookError if unknown."""
    rules = known(table()[1], partner_kind, "payment_duties.toml")
    return frozenset(the_one_on(rules[duty], day, f"payment_duties.toml, {partner_kind}.{duty}").roles)


def roles_anywhere(duty: str, day: date) -> frozenset[Role]:
    """Who has a duty on that day at some kind of partner."""
    return frozenset[Role]().union(*(roles(duty, kind, day) for kind in table()[1]))


def shown() -> display.Table:
    """The duties as shown to people."""
    title, rules = table()
    rows = []
    for kind, duties in rules.items():
        name = partner_kinds.term(kind).name
        for duty, chains in duties.items():
            for one in chains:
                who = words.listed([words.say(f"role_{role}") for role in one.roles])
                rows.append(display.row(kind, name, words.say(f"duty_{duty}", who=who), one.force))
    return display.table("payment_duties", title, rows)
