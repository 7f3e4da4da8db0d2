"""Reporting (norēķini un pārskati): monthly packages, budgets, statements, the national payment claim, samples, proof.

Latvian terms: mēneša dokumenti (package), budžets (budget), partnera pārskats (statement), maksājuma pieprasījums
(payment claim), pārbaudes izlase (sample), saskaņošana (reconciliation). Decision 0017 says what is frozen and when.
"""
