"""Compensations (kompensācijas): what a learner is paid back, under caps, from claim to confirmed payment.

Allowance (atlikums), claim (pieprasījums), ledger (virsgrāmata), batch (maksājumu saraksts), payment, bank statement.
Decision 0016 says why the money is kept this way. Source: programme description, caps; domain terms in the glossary.
"""
