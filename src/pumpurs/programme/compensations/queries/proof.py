"""Proof that ledger, allowances, claims, payments and batches say the same, to the cent: a list of differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from pumpurs.foundation.visibility import Viewer, open_eyes
from pumpurs.rulebook.accounting_terms import number_on

# Each statement tells place, what it should be and what it is, and only where the two differ.
STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "ledger_of_allowance",
        """
        SELECT coalesce(a.learner_id, l.learner_id)::text || ' ' || coalesce(a.kind, l.kind) || ' '
               || coalesce(a.period, l.period), l.granted, a.granted_eur
        FROM (SELECT learner_id, kind, period, sum(granted_eur) AS granted
              FROM compensations_ledgerline GROUP BY 1, 2, 3) l
        FULL JOIN compensations_allowance a USING (learner_id, kind, period)
        WHERE coalesce(l.granted, 0) <> coalesce(a.granted_eur, 0)
        """,
    ),
    (
        "ledger_of_claim",
        """
        SELECT c.number::text, l.granted, c.granted_eur FROM compensations_claim c
        LEFT JOIN (SELECT claim_id, sum(granted_eur) AS granted FROM compensations_ledgerline GROUP BY 1) l
          ON l.claim_id = c.id
        WHERE coalesce(l.granted, 0) <> c.granted_eur
        """,
    ),
    (
        "paid_claim",
        """
        SELECT c.number::text, l.granted, l.paid FROM compensations_claim c
        JOIN (SELECT claim_id, sum(granted_eur) AS granted, sum(paid_eur) AS paid
              FROM compensations_ledgerline GROUP BY 1) l ON l.claim_id = c.id
        WHERE l.paid <> CASE WHEN c.state = 'paid' THEN l.granted ELSE 0 END
        """,
    ),
    (
        "ledger_of_payment",
        """
        SELECT p.reference, CASE WHEN p.state = 'confirmed' THEN p.amount_eur ELSE 0 END, coalesce(l.paid, 0)
        FROM compensations_payment p
        LEFT JOIN (SELECT payment_id, sum(paid_eur) AS paid FROM compensations_ledgerline
                   WHERE payment_id IS NOT NULL GROUP BY 1) l ON l.payment_id = p.id
        WHERE CASE WHEN p.state = 'confirmed' THEN p.amount_eur ELSE 0 END <> coalesce(l.paid, 0)
        """,
    ),
    (
        "returned_payment",
        """
        SELECT p.reference, CASE WHEN p.state = 'returned' THEN -p.amount_eur ELSE 0 END, coalesce(l.back, 0)
        FROM compensations_payment p
        LEFT JOIN (SELECT payment_id, sum(granted_eur) AS back FROM compensations_ledgerline
                   WHERE payment_id IS NOT NULL GROUP BY 1) l ON l.payment_id = p.id
        WHERE CASE WHEN p.state = 'returned' THEN -p.amount_eur ELSE 0 END <> coalesce(l.back, 0)
        """,
    ),
    (
        "returned_without_bank",  # money left and was said to be back; no statement bears it out yet
        """
        SELECT p.reference, p.amount_eur, 0 FROM compensations_payment p
        WHERE p.state = 'returned' AND p.confirmed_on IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM compensations_bankline b
                          WHERE b.payment_id = p.id AND b.outcome = 'returned' AND b.amount_eur > 0)
        """,
    ),
    (
        "never_left_without_bank",  # given to the bank and said by hand never to have left, so long as it is held
        """
        SELECT p.reference, p.amount_eur, 0 FROM compensations_payment p
        JOIN compensations_batch b ON b.id = p.batch_id
        WHERE p.state = 'returned' AND p.confirmed_on IS NULL AND b.sent_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM compensations_bankline l
                          WHERE l.payment_id = p.id AND (l.amount_eur = p.amount_eur OR l.why IN
                              ('paid_though_ended', 'paid_twice', 'other_amount')))
          AND p.returned_on > %(since)s
          AND NOT EXISTS (SELECT 1 FROM compensations_bankstatement s
                          WHERE s.partner_id = p.partner_id AND s.last_on > greatest(b.pays_on, p.returned_on)
                            AND NOT EXISTS (SELECT 1 FROM compensations_ledgerline g WHERE g.claim_id = p.claim_id
                                            AND g.what IN ('grant', 'return', 'reverse') AND g.by_id = s.taken_by_id))
        """,
    ),
    (
        "confirmed_without_bank",  # said by hand to be paid, and a statement of a later day tells nothing of it
        """
        SELECT p.reference, p.amount_eur, 0 FROM compensations_payment p
        WHERE p.state = 'confirmed'
          AND NOT EXISTS (SELECT 1 FROM compensations_bankline l WHERE l.payment_id = p.id AND l.amount_eur < 0)
          AND EXISTS (SELECT 1 FROM compensations_bankstatement s
                      WHERE s.partner_id = p.partner_id AND s.last_on > p.confirmed_on)
        """,
    ),
    (
        "moved_by_bank_alone",  # the bank moved money of ours as no book says; an answer of one person settles nothing
        """
        SELECT p.reference, 0, b.amount_eur FROM compensations_bankline b
        JOIN compensations_payment p ON p.id = b.payment_id
        WHERE b.outcome IN ('unknown', 'answered') AND b.why IN ('paid_though_ended', 'paid_twice', 'other_amount')
        """,
    ),
    (
        "payment_of_claim",
        """
        SELECT c.number::text, CASE WHEN c.state IN ('in_batch', 'paid') THEN 1 ELSE 0 END, count(p.id)
        FROM compensations_claim c
        LEFT JOIN compensations_payment p ON p.claim_id = c.id AND p.state IN ('waiting', 'confirmed')
        GROUP BY c.id
        HAVING count(p.id) <> CASE WHEN c.state IN ('in_batch', 'paid') THEN 1 ELSE 0 END
        """,
    ),
    (
        "sum_of_batch",
        """
        SELECT b.number::text, b.total_eur, coalesce(sum(p.amount_eur), 0) FROM compensations_batch b
        LEFT JOIN compensations_payment p ON p.batch_id = b.id AND p.state <> 'dropped'
        GROUP BY b.id
        HAVING b.total_eur <> coalesce(sum(p.amount_eur), 0) OR b.payments_count <> count(p.id)
        """,
    ),
    (
        "settled_batch",
        """
        SELECT b.number::text, 0, count(*) FROM compensations_batch b
        JOIN compensations_payment p ON p.batch_id = b.id AND p.state = 'waiting'
        WHERE b.state IN ('settled', 'dissolved') GROUP BY b.id
        """,
    ),
    (
        "recovered",
        """
        SELECT coalesce(r.claim_id, l.claim_id)::text, r.received, -coalesce(l.back, 0)
        FROM (SELECT claim_id, sum(received_eur) AS received FROM compensations_recovery GROUP BY 1) r
        FULL JOIN (SELECT claim_id, sum(granted_eur) AS back FROM compensations_ledgerline
                   WHERE what = 'recover' GROUP BY 1) l USING (claim_id)
        WHERE coalesce(r.received, 0) <> -coalesce(l.back, 0)
        """,
    ),
    (
        "over_cap",
        """
        SELECT learner_id::text || ' ' || kind || ' ' || period, cap_eur, granted_eur
        FROM compensations_allowance WHERE granted_eur > cap_eur
        """,
    ),
)


@dataclass(frozen=True)
class Difference:
    """One place where two of the books differ: what is compared, where, and the two figures."""

    what: str
    place: str
    should_be: Decimal
    is_now: Decimal


def differences(*, viewer: Viewer, today: date | None = None) -> tuple[Difference, ...]:
    """Every difference in the whole country, by place; () is the proof. For the programme manager and for jobs.

    With `today`, what was said by hand to have never left is listed while the rulebook holds it; without, for ever.
    """
    since = today - timedelta(number_on("return_by_hand_held_days", today)) if today else date.min
    found: list[Difference] = []
    with open_eyes(viewer, "proof"), connection.cursor() as cursor:
        for what, statement in STATEMENTS:
            cursor.execute(statement, {"since": since})
            found += [
                Difference(what, str(place), Decimal(should or 0), Decimal(now or 0))
                for place, should, now in cursor.fetchall()
            ]
    return tuple(sorted(found, key=lambda one: (one.what, one.place)))
