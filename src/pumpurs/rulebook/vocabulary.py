"""Lists of kinds and reasons (klasifikatori): a key that records store, its name, its dates, its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pumpurs.rulebook import display
from pumpurs.rulebook.reading import TABLES, Block, Force, Names, Title, known, on_day, open_table, read_keyed


@dataclass(frozen=True)
class Term:
    """One entry. `about` is one more sentence where the name alone could be misread."""

    key: str
    name: Names
    about: Names
    force: Force


@dataclass(frozen=True)
class Vocabulary:
    """One list by its file, read when it is first asked; RulebookError if it is wrong."""

    file: str
    folder: Path = TABLES

    @cached_property
    def _table(self) -> tuple[Title, dict[str, Term]]:
        title, top = open_table(self.file, self.folder)
        return title, read_keyed(top, _term)

    @property
    def rules(self) -> dict[str, Term]:
        """All entries by key, past ones too."""
        return self._table[1]

    def on(self, day: date) -> tuple[Term, ...]:
        """The entries that may be chosen on that day, in the order of the file."""
        return on_day(self.rules.values(), day)

    def term(self, key: str) -> Term:
        """One entry by key, in force or not. RulebookError if there never was one."""
        return known(self.rules, key, f"{self.file}.toml")

    def shown(self) -> display.Table:
        """The list as shown to people."""
        title, rules = self._table
        rows = [display.row(term.key, term.name, term.about, term.force) for term in rules.values()]
        return display.table(self.file, title, rows)


def _term(block: Block) -> Term:
    about = block.names("about") if block.has("about") else Names("", "")
    return Term(block.key, block.names(), about, block.force())


claim_refusal_reasons = Vocabulary("claim_refusal_reasons")  # kādēļ kompensāciju nepiešķir
circumstances = Vocabulary("circumstances")  # apstākļi iesniegumā: what a family may tell of itself
partner_kinds = Vocabulary("partner_kinds")  # sadarbības partneru veidi: who signs an agreement
positions = Vocabulary("positions")  # amati: who may give consultations
refusal_reasons = Vocabulary("refusal_reasons")  # atteikuma iemesli: why an approver turns a plan down
strategic_partner_kinds = Vocabulary("strategic_partner_kinds")  # stratēģisko partneru veidi
suspension_reasons = Vocabulary("suspension_reasons")  # apturēšanas iemesli: why a plan is suspended
risk_outcomes = Vocabulary("risk_outcomes")  # kas noticis ar risku: removed, reduced, unchanged, grew
measure_verdicts = Vocabulary("measure_verdicts")  # vai atbalsts bija noderīgs
unused_reasons = Vocabulary("unused_reasons")  # kāpēc atbalsts nav izmantots
recommendations = Vocabulary("recommendations")  # ieteikums: continue, change, end
learner_outcomes = Vocabulary("learner_outcomes")  # kur izglītojamais ir pēc semestra
helped_answers = Vocabulary("helped_answers")  # vai palīdzēja: what learner and family answer
next_answers = Vocabulary("next_answers")  # ko tālāk: what learner and family answer
enrolment_answers = Vocabulary("enrolment_answers")  # vai vēl mācās: what was found out after the support
