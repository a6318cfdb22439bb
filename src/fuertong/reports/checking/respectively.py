"""分别为: several numbers after one verb, given to their years, groups or indicators one by one."""

import re
from collections.abc import Iterator, Sequence

from fuertong.reports.checking.knowledge import UNITS, Known

_APART = re.compile(r"分别")
_FIGURES = re.compile(
    rf"([^，。；、\d]{{0,12}}?)(\d+(?:\.\d+)?\s*(?:{UNITS})?(?:\s*(?:、|，|和|及|与|以及)\s*\d+(?:\.\d+)?\s*(?:{UNITS})?)+)"
)
_ONE = re.compile(rf"(\d+(?:\.\d+)?)\s*({UNITS})?")
_YEARS = re.compile(r"(?<!\d)(\d{4})(?=年|[、和及与，—-])")
_SPAN = re.compile(r"(?<!\d)(\d{4})[—-](\d{4})年")


def distributed(sentence: str, places: Sequence[tuple[int, Known]]) -> list[str]:
    """The sentence as one statement a number where it says 分别, as it is where it does not.

    What cannot be told apart (other numbers of subjects than of figures) is left out: nothing can be said of it.
    """
    marks = list(_APART.finditer(sentence))
    if not marks:
        return [sentence]
    head = sentence[: marks[0].start()]
    made: list[str] = []
    rest = ""
    for order, mark in enumerate(marks):
        end = marks[order + 1].start() if order + 1 < len(marks) else len(sentence)
        found = _FIGURES.match(sentence[mark.end() : end])
        if found is None:
            continue
        figures = _with_units(found[2])
        before = re.split("[，；]", sentence[: mark.start()])[-1] if order else ""
        subjects = _subjects(head, places, len(figures))
        made += [
            f"{subject}{before}{found[1] or '为'}{figure}。" for subject, figure in zip(subjects, figures, strict=False)
        ]
        rest = sentence[mark.end() + found.end() : end]
    return [*made, rest.lstrip("，；")] if made else [head]


def _with_units(text: str) -> list[str]:
    """Each number with its unit; one without takes that of the next that has one (93.8和94.2%)."""
    pairs = _ONE.findall(text)
    last = next((unit for _, unit in reversed(pairs) if unit), "")
    units: list[str] = []
    for _, unit in reversed(pairs):
        last = unit or last
        units.insert(0, last)
    return [f"{number}{unit}" for (number, _), unit in zip(pairs, units, strict=True)]


def _subjects(head: str, places: Sequence[tuple[int, Known]], count: int) -> list[str]:
    """What each of the numbers is said of: indicators, years or groups, as many as there are numbers."""
    named = [known for end, known in places if end <= len(head)]
    years = list(_years(head))
    year = f"{years[-1]}年" if len(years) == 1 else ""
    if len(named) == count:
        return [f"{year}{known.name}" for known in named]
    name = named[-1].name if named else ""
    if len(years) == count:
        return [f"{one}年{name}" for one in years]
    labels = {label for label, _ in named[-1].series if label} if named else {"农村", "城镇", "城市", "男", "女"}
    groups = sorted((label for label in labels if label in head), key=head.rindex)
    return [f"{year}{name}{group}" for group in groups] if len(groups) == count else []


def _years(text: str) -> Iterator[int]:
    span = _SPAN.search(text)
    if span:
        yield from range(int(span[1]), int(span[2]) + 1)
        return
    yield from (int(year) for year in _YEARS.findall(text))
