"""What others reached on the same data (publicētie rezultāti), and what we aim for.

How a figure was made matters more than the figure: folds dealt by chance flatter, a split by time does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One figure of others: whose, what, how it was made."""

    who: str
    measure: str
    value: float
    how: str


@dataclass(frozen=True)
class Aim:
    """What we want of a sample; `by_folds` is the area as publications make it, with folds dealt by chance."""

    auc: float | None = None
    ece: float | None = None
    by_folds: float | None = None
    behind_black_box: float | None = None


@dataclass(frozen=True)
class Known:
    """Figures of others and our aim for one sample."""

    figures: tuple[Figure, ...] = ()
    aim: Aim = field(default_factory=Aim)


PAN = "fixed split, sex, race and means among the inputs, grade-11 answers too; test half not published with the data"
FOLDS = "folds dealt by chance"
KNOWN: dict[str, Known] = {
    "oulad_day_30": Known(aim=Aim(auc=0.715, ece=0.035)),
    "oulad_day_60": Known(aim=Aim(auc=0.785, ece=0.035)),
    "oulad_day_120": Known(aim=Aim(auc=0.785, ece=0.035)),
    "hsls09": Known(
        (
            Figure("Pan & Zhang 2024, support vectors", "AUC", 0.789, PAN),
            Figure("Pan & Zhang 2024, neural network", "AUC", 0.788, PAN),
            Figure("Pan & Zhang 2024, regression", "AUC", 0.778, PAN),
        ),
        Aim(ece=0.012, behind_black_box=0.002),
    ),
    "uci_dropout_enrolment": Known(aim=Aim(by_folds=0.824)),
    "uci_dropout_semester_1": Known(aim=Aim(by_folds=0.905)),
    "uci_dropout_semester_2_finished": Known(
        (Figure("published, graduates against leavers", "AUC", 0.935, f"{FOLDS}, money and parents among the inputs"),),
        Aim(by_folds=0.953),
    ),
    "uci_mat": Known(
        (Figure("Cortez & Silva 2008, share judged right", "accuracy", 0.919, f"{FOLDS}; equal to the rule G2 >= 10"),),
        Aim(auc=0.971),
    ),
    "uci_por": Known(
        (Figure("Cortez & Silva 2008, share judged right", "accuracy", 0.930, FOLDS),),
        Aim(auc=0.968),
    ),
}  # fmt: skip
