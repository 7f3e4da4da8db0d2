"""The same seed and the same population give the same sample, and weight counts."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from uuid import UUID

from pumpurs.programme.reporting.rules.sampling import (
    CLAIM,
    RANDOM,
    SHEET,
    WEIGHTED,
    Record,
    drawn,
    population_sha256,
    weight_of,
)

DAY = date(2026, 10, 5)
POPULATION = [Record(SHEET, UUID(int=number), Decimal(number % 50)) for number in range(1, 201)]


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    shuffled = random.Random(5).sample(POPULATION, len(POPULATION))

    for way in (RANDOM, WEIGHTED):
        first = drawn(POPULATION, way=way, seed="2026-10", size=12, day=DAY)
        assert first == drawn(shuffled, way=way, seed="2026-10", size=12, day=DAY)
        assert first != drawn(POPULATION, way=way, seed="2026-11", size=12, day=DAY)
        assert len({one.record.id for one in first}) == 12
    assert population_sha256(POPULATION, DAY) == population_sha256(shuffled, DAY)


def test_a_longer_draw_begins_with_the_shorter_one() -> None:
    short, long = (drawn(POPULATION, way=WEIGHTED, seed="a", size=size, day=DAY) for size in (5, 20))

    assert long[:5] == short


def test_another_amount_is_another_population() -> None:
    other = [Record(SHEET, POPULATION[0].id, Decimal("0.01")), *POPULATION[1:]]

    assert population_sha256(other, DAY) != population_sha256(POPULATION, DAY)


def test_weight_is_money_and_its_handling() -> None:
    assert weight_of(Record(CLAIM, UUID(int=1), Decimal("99.99")), DAY) == 1
    assert weight_of(Record(CLAIM, UUID(int=1), Decimal("250.00")), DAY) == 3
    assert weight_of(Record(CLAIM, UUID(int=1), Decimal("0.00"), was_returned=True), DAY) == 3
    assert weight_of(Record(CLAIM, UUID(int=1), Decimal("100.00"), True, True), DAY) == 7


def test_a_weight_of_seven_is_drawn_about_seven_times_as_often() -> None:
    light, heavy = Record(CLAIM, UUID(int=1), Decimal(0)), Record(CLAIM, UUID(int=2), Decimal(600))

    first = [
        drawn([light, heavy], way=WEIGHTED, seed=str(seed), size=1, day=DAY)[0].record for seed in range(2000)
    ]

    assert 0.85 < first.count(heavy) / 2000 < 0.90
    even = [drawn([light, heavy], way=RANDOM, seed=str(s), size=1, day=DAY)[0].record for s in range(2000)]
    assert 0.46 < even.count(heavy) / 2000 < 0.54
