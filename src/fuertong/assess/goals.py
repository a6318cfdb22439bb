"""Goals (主要目标) from the verdicts of their targets: counted, not weighed (section 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuertong.model.verdict import Verdict

_NOT_JUDGED = (Verdict.UNKNOWN, Verdict.DUE, Verdict.OPEN)
_MET = (Verdict.MET, Verdict.FITS, Verdict.KEPT, Verdict.BUILT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """The word for a goal with its counts: k = `met` of `judged`, out of `n` targets."""

    cls: str
    n: int
    judged: int
    met: int

    @property
    def label(self) -> str:
        """The word with its counts where it needs them: 部分达标（2/4）."""
        return f"{self.cls}（{self.met}/{self.judged}）" if self.cls == Verdict.PARTLY else self.cls


def goal_class(verdicts: Sequence[str], *, over: bool) -> GoalResult:
    """The class of a goal; `over` = the deadline has come, so that nothing met is 未达标 and no longer 尚未达标."""
    judged = [word for word in verdicts if word not in _NOT_JUDGED]
    met = [word for word in judged if word in _MET]
    if not judged:
        cls = Verdict.UNKNOWN.value
    elif len(met) == len(judged):
        cls = Verdict.MET.value
    elif met:
        cls = Verdict.PARTLY.value
    else:
        cls = Verdict.MISSED.value if over else "尚未达标"
    return GoalResult(cls=cls, n=len(verdicts), judged=len(judged), met=len(met))
