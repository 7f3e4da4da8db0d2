"""Roles (lomas): a person acts in one role at a time; every audit line names it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is in the programme. The Latvian name is in the glossary."""

    PROGRAMME_MANAGER = "programme_manager"  # programmas vadītājs
    NATIONAL_EXPERT = "national_expert"  # IKVD eksperts
    MUNICIPAL_COORDINATOR = "municipal_coordinator"  # pašvaldības koordinators
    HEAD = "head"  # izglītības iestādes vadītājs
    INSTITUTION_COORDINATOR = "institution_coordinator"  # iestādes koordinators
    PLAN_AUTHOR = "plan_author"  # IAP sagatavotājs: pedagogs vai psihologs
    PROVIDER = "support_provider"  # atbalsta sniedzējs
    ACCOUNTANT = "accountant"  # partnera grāmatvedis
    STRATEGIC_PARTNER = "strategic_partner"  # stratēģiskais partneris
    GUARDIAN = "guardian"  # likumiskais pārstāvis
    ADULT_LEARNER = "adult_learner"  # pilngadīgs izglītojamais
    SUPPORT = "support"  # sistēmas atbalsts
    VISITOR = "visitor"  # neviens konkrēts: pirms pieteikšanās
    JOURNAL = "journal"  # skolas e-žurnāls, kas pats sūta datnes
    JOB = "job"  # nakts darbs, ne cilvēks


NATIONAL_ROLES = frozenset({Role.PROGRAMME_MANAGER, Role.NATIONAL_EXPERT})
INSTITUTION_ROLES = frozenset({Role.HEAD, Role.INSTITUTION_COORDINATOR})
CARERS = frozenset({Role.PLAN_AUTHOR, Role.PROVIDER})  # see the learners and classes in their care
LEDGER_ROLES = frozenset({Role.PROVIDER, Role.ACCOUNTANT})  # open hours or money only, no records
MACHINES = frozenset({Role.JOURNAL, Role.JOB})
FAMILY_ROLES = frozenset({Role.GUARDIAN, Role.ADULT_LEARNER})
