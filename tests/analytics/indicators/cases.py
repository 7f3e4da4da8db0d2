"""Each indicator as drawn journals and what comes of them on 15 May 2026: learner → (num, den, seen).

The last four weeks of school begin on 20 April, the semester on 5 January, the school year on 1 September. Codes:
0 present, 1 late, 2 excused, 3 unexcused, 4 ill, 5 elsewhere for the school. Learners of one case never meet another.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.analytics.drawn import Drawn, Values, together

LESSONS = "institution | learner | day | lesson | subject | status"
MARKS = "institution | learner | day | subject | mark | passed | kind"
STAYS = "institution | learner | class_key | grade | school_year | first | end"


@dataclass(frozen=True)
class Case:
    """What is said, what is drawn, what is expected."""

    says: str
    indicator: str
    window: str
    drawn: Drawn
    expected: Values

    @property
    def learners(self) -> set[int]:
        """Everybody who stands in a drawing."""
        return {learner for rows in together(self.drawn).values() for learner in rows["learner"].to_pylist()}


CASES = (
    Case(
        "a lesson missed with or without excuse is missed; coming late or being sent elsewhere is not",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                1 | 10 | 2026-05-12 | 1 | 5 | 0
                1 | 10 | 2026-05-12 | 2 | 6 | 1
                1 | 10 | 2026-05-12 | 3 | 7 | 2
                1 | 10 | 2026-05-12 | 4 | 8 | 3
                1 | 10 | 2026-05-12 | 5 | 8 | 4
                1 | 10 | 2026-05-12 | 6 | 8 | 5""",
        },
        {10: (3, 6, 6)},
    ),
    Case(
        "the window begins with the earliest of the last four weeks of school",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                2 | 20 | 2026-04-19 | 1 | 5 | 3
                2 | 20 | 2026-04-17 | 1 | 5 | 0
                2 | 20 | 2026-04-20 | 1 | 5 | 3
                2 | 20 | 2026-04-21 | 1 | 5 | 0""",
        },
        {20: (1, 2, 2)},
    ),
    Case(
        "what lies after the day is not looked at, and a holiday's lessons do not count",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                3 | 30 | 2026-05-18 | 1 | 5 | 3
                3 | 30 | 2026-05-16 | 1 | 5 | 3
                3 | 30 | 2026-05-04 | 1 | 5 | 3
                3 | 30 | 2026-05-15 | 1 | 5 | 0""",
        },
        {30: (0, 1, 1)},
    ),
    Case(
        "a journal of absences takes the lessons held from the timetable, also for who was never absent",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                4 | 40 | 2026-05-05 | 1 | 5 | 3
                4 | 40 | 2026-05-13 | 1 | 5 | 2""",
            "timetable": """institution | learner | week | lessons
                4 | 40 | 2026-05-04 | 28
                4 | 41 | 2026-05-04 | 28
                4 | 40 | 2026-05-11 | 35""",
        },
        {40: (2, 63, 63), 41: (0, 28, 28)},
    ),
    Case(
        "a journal of absences without a timetable says nothing of shares",
        "missed_share",
        "four_weeks",
        {"attendance": f"{LESSONS}\n 5 | 50 | 2026-05-05 | 1 | 5 | 3"},
        {},
    ),
    Case(
        "a week of illness in every lesson is left out, a day of it is not",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                6 | 60 | 2026-05-05 | 1 | 5 | 4
                6 | 60 | 2026-05-06 | 1 | 5 | 4
                6 | 60 | 2026-05-12 | 1 | 5 | 4
                6 | 60 | 2026-05-13 | 1 | 5 | 0
                6 | 61 | 2026-05-05 | 1 | 5 | 0""",
        },
        {60: (1, 2, 2), 61: (0, 1, 1)},
    ),
    Case(
        "who moves in the middle of a week brings the lessons of both schools",
        "missed_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                7 | 70 | 2026-05-05 | 1 | 5 | 3
                7 | 71 | 2026-05-05 | 1 | 5 | 0
                8 | 70 | 2026-05-07 | 1 | 5 | 0
                8 | 70 | 2026-05-08 | 1 | 5 | 0""",
        },
        {70: (1, 3, 3), 71: (0, 1, 1)},
    ),
    Case(
        "only what is not excused is without excuse",
        "unexcused_share",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                9 | 90 | 2026-05-12 | 1 | 5 | 0
                9 | 90 | 2026-05-12 | 2 | 6 | 2
                9 | 90 | 2026-05-12 | 3 | 7 | 3
                9 | 90 | 2026-05-12 | 4 | 8 | 4""",
        },
        {90: (1, 4, 4)},
    ),
    Case(
        "the duty counts lessons of the semester, also where nobody knows how many were held",
        "unexcused_lessons",
        "semester",
        {
            "attendance": f"""{LESSONS}
                100 | 1000 | 2025-12-18 | 1 | 5 | 3
                100 | 1000 | 2026-01-05 | 1 | 5 | 3
                100 | 1000 | 2026-03-05 | 1 | 5 | 3
                100 | 1000 | 2026-05-12 | 1 | 5 | 3
                100 | 1000 | 2026-05-12 | 2 | 5 | 2""",
        },
        {1000: (3, 1, 0)},
    ),
    Case(
        "growth is the share of the last four weeks less the share of the school year before them",
        "absence_change",
        "four_weeks",
        {
            "attendance": f"""{LESSONS}
                11 | 110 | 2025-11-03 | 1 | 5 | 0
                11 | 110 | 2025-11-03 | 2 | 5 | 0
                11 | 110 | 2025-11-03 | 3 | 5 | 0
                11 | 110 | 2026-02-03 | 1 | 5 | 3
                11 | 112 | 2026-02-03 | 1 | 5 | 0
                11 | 110 | 2026-05-05 | 1 | 5 | 3
                11 | 110 | 2026-05-05 | 2 | 5 | 0
                11 | 111 | 2026-05-05 | 1 | 5 | 0""",
        },
        {110: (1 * 4 - 1 * 2, 2 * 4, 2)},
    ),
    Case(
        "a subject is insufficient if its mean rounds to an insufficient mark or most works are not passed",
        "insufficient_subjects",
        "semester",
        {
            "marks": f"""{MARKS}
                12 | 120 | 2026-02-02 | 1 | 3 | - | 0
                12 | 120 | 2026-02-03 | 1 | 3 | - | 0
                12 | 120 | 2026-02-04 | 1 | 4 | - | 0
                12 | 120 | 2026-02-02 | 2 | 3 | - | 0
                12 | 120 | 2026-02-03 | 2 | 4 | - | 0
                12 | 120 | 2026-02-04 | 2 | 3 | - | 0
                12 | 120 | 2026-02-04 | 2 | 4 | - | 0
                12 | 120 | 2026-02-02 | 3 | 1 | - | 0
                12 | 120 | 2026-02-02 | 3 | 1 | - | 0
                12 | 120 | 2025-12-02 | 3 | 1 | - | 0
                12 | 120 | 2026-02-02 | 4 | - | 0 | 0
                12 | 120 | 2026-02-03 | 4 | - | 0 | 0
                12 | 120 | 2026-02-04 | 4 | - | 1 | 0
                12 | 121 | 2026-05-15 | 1 | 9 | - | 0""",
        },
        {120: (2, 1, 12), 121: (0, 1, 1)},
    ),
    Case(
        "the mean is of the semester's marks, whatever the week",
        "mean_mark",
        "semester",
        {
            "marks": f"""{MARKS}
                13 | 130 | 2025-12-02 | 1 | 10 | - | 0
                13 | 130 | 2026-01-06 | 1 | 4 | - | 0
                13 | 130 | 2026-01-06 | 1 | 4 | - | 0
                13 | 130 | 2026-04-14 | 2 | 7 | - | 0
                13 | 130 | 2026-05-14 | 2 | 5 | - | 0
                13 | 130 | 2026-05-14 | 2 | - | 1 | 0
                13 | 130 | 2026-05-18 | 2 | 1 | - | 0""",
        },
        {130: (20, 4, 4)},
    ),
    Case(
        "marks of 8 and four weeks later 6 fall by 2 in four weeks; marks of one day have no slope",
        "mark_fall",
        "school_year",
        {
            "marks": f"""{MARKS}
                14 | 140 | 2025-09-15 | 1 | 8 | - | 0
                14 | 140 | 2025-10-13 | 2 | 6 | - | 0
                14 | 140 | 2025-10-13 | 2 | - | 0 | 0
                14 | 141 | 2025-10-13 | 2 | 6 | - | 0
                14 | 141 | 2025-10-13 | 2 | 8 | - | 0
                14 | 142 | 2026-04-13 | 2 | 6 | - | 0
                14 | 142 | 2026-05-11 | 2 | 7 | - | 0""",
        },
        {140: (56 * 28, 28 * 28, 2), 142: (-28 * 28, 28 * 28, 2)},
    ),
    Case(
        "the grade of a year ago again is a repeated grade",
        "repeated_grade",
        "school_year",
        {
            "enrolment": f"""{STAYS}
                15 | 150 | 151 | 7 | 2024 | 2024-09-02 | 2025-05-30
                15 | 150 | 152 | 7 | 2025 | 2025-09-01 | -
                15 | 153 | 151 | 7 | 2024 | 2024-09-02 | 2025-05-30
                15 | 153 | 152 | 8 | 2025 | 2025-09-01 | -
                15 | 154 | 152 | 8 | 2025 | 2025-09-01 | -""",
        },
        {150: (1, 1, 1)},
    ),
    Case(
        "who comes from another school repeats, too; the latest grade of a year counts, and a year without a list none",
        "repeated_grade",
        "school_year",
        {
            "enrolment": f"""{STAYS}
                150 | 1500 | 151 | 7 | 2024 | 2021-09-01 | 2025-09-01
                151 | 1500 | 152 | 7 | 2025 | 2025-09-01 | -
                150 | 1501 | 151 | 6 | 2024 | 2024-09-02 | 2025-09-01
                150 | 1501 | 152 | 7 | 2025 | 2025-09-01 | 2025-10-01
                151 | 1501 | 153 | 6 | 2025 | 2025-10-01 | -
                150 | 1502 | 151 | 7 | 2024 | 2024-09-02 | 2025-02-03
                151 | 1502 | 152 | 6 | 2024 | 2025-02-03 | 2025-09-01
                151 | 1502 | 153 | 7 | 2025 | 2025-09-01 | -
                150 | 1503 | 151 | 7 | 2024 | 2024-09-02 | -
                150 | 1504 | 151 | 7 | 2023 | 2023-09-01 | 2024-09-02
                150 | 1504 | 152 | 7 | 2025 | 2025-09-01 | -
                150 | 1505 | 151 | 6 | 2024 | 2024-09-02 | 2025-09-01
                150 | 1505 | 152 | 7 | 2025 | 2025-09-01 | 2025-10-01
                151 | 1505 | 153 | 7 | 2025 | 2025-10-01 | -""",
        },
        {1500: (1, 1, 1), 1501: (1, 1, 1)},
    ),
    Case(
        "another school during the year is a change; another class, a new year, a move in summer or last year's is not",
        "change_of_school",
        "school_year",
        {
            "enrolment": f"""{STAYS}
                160 | 1600 | 1 | 7 | 2025 | 2025-09-01 | 2026-01-12
                161 | 1600 | 2 | 7 | 2025 | 2026-01-12 | -
                160 | 1601 | 1 | 7 | 2025 | 2025-09-01 | 2026-01-12
                160 | 1601 | 3 | 7 | 2025 | 2026-01-12 | -
                160 | 1602 | 1 | 9 | 2024 | 2024-09-02 | 2025-05-30
                161 | 1602 | 2 | 10 | 2025 | 2025-09-01 | -
                160 | 1603 | 1 | 7 | 2024 | 2024-09-02 | 2025-02-03
                161 | 1603 | 2 | 7 | 2024 | 2025-02-03 | 2025-05-30
                161 | 1603 | 2 | 8 | 2025 | 2025-09-01 | -
                160 | 1604 | 1 | 8 | 2025 | 2025-09-01 | -
                161 | 1604 | 1 | 8 | 2025 | 2026-05-16 | -
                160 | 1605 | 1 | 4 | 2024 | 2024-09-02 | 2025-09-01
                161 | 1605 | 2 | 5 | 2025 | 2025-09-01 | -
                160 | 1606 | 1 | 4 | 2024 | 2024-09-02 | 2025-09-08
                161 | 1606 | 2 | 5 | 2025 | 2025-09-05 | -
                160 | 1607 | 1 | 4 | 2024 | 2024-09-02 | 2025-09-01
                160 | 1607 | 2 | 5 | 2025 | 2025-09-01 | -
                160 | 1608 | 1 | 4 | 2024 | 2024-09-02 | 2025-09-01
                160 | 1608 | 2 | 5 | 2025 | 2025-09-01 | 2025-11-03
                161 | 1608 | 3 | 5 | 2025 | 2025-11-03 | -""",
        },
        {1600: (1, 1, 1), 1608: (1, 1, 1)},
    ),
    Case(
        "remarks on behaviour count, praise and other notes do not",
        "behaviour_notes",
        "four_weeks",
        {
            "notes": """institution | learner | day | kind
                17 | 170 | 2026-05-05 | 1
                17 | 170 | 2026-05-05 | 1
                17 | 170 | 2026-05-06 | 2
                17 | 170 | 2026-05-07 | 3
                17 | 170 | 2026-04-17 | 1
                17 | 170 | 2026-05-16 | 1
                17 | 171 | 2026-05-05 | 2""",
        },
        {170: (2, 1, 2)},
    ),
    Case(
        "agreed sessions of the semester the learner did not come to",
        "support_no_shows",
        "semester",
        {
            "support": """institution | learner | day | came
                18 | 180 | 2026-05-05 | 1
                18 | 180 | 2026-05-12 | 0
                18 | 180 | 2026-05-13 | 0
                18 | 180 | 2025-12-02 | 0""",
        },
        {180: (2, 3, 3)},
    ),
    Case(
        "school days since the last stay ended, unless a level was finished, another began or the end is to come",
        "enrolled_nowhere",
        "now",
        {
            "enrolment": f"""{STAYS}
                19 | 190 | 1 | 7 | 2025 | 2025-09-01 | 2026-05-08
                19 | 191 | 1 | 9 | 2025 | 2025-09-01 | 2026-05-08
                19 | 192 | 1 | 9 | 2025 | 2025-09-01 | 2026-04-30
                19 | 193 | 1 | 7 | 2025 | 2025-09-01 | 2026-05-08
                20 | 193 | 2 | 7 | 2025 | 2026-05-11 | -
                19 | 194 | 1 | 7 | 2025 | 2025-09-01 | 2026-05-29
                19 | 195 | 1 | 7 | 2025 | 2025-09-01 | -
                20 | 195 | 2 | 7 | 2025 | 2026-03-02 | 2026-04-10
                19 | 196 | 1 | 23 | 2025 | 2025-09-01 | 2026-05-08
                19 | 197 | 1 | 22 | 2025 | 2025-09-01 | 2026-05-08
                19 | 198 | 1 | 12 | 2025 | 2025-09-01 | 2026-05-01""",
        },
        {190: (6, 1, 6), 192: (10, 1, 10), 197: (6, 1, 6), 198: (9, 1, 9)},
    ),
)
