"""Which facts a command asks for (选定规划): a plan's code, or a place folder and one of its plans."""

from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.reports.facts import Facts


def all_facts(plan: str, *, audience: str | None = None, year: int | None = None) -> list[Facts]:
    """The facts of every plan that is meant: both of a folder, or those of `audience` (women, children).

    FuertongError when there is none.
    """
    folder = Path(plan)
    if not folder.is_dir():
        from fuertong.reports.providers import facts_for

        return [facts_for(plan, year)]
    from fuertong.place_folder import load
    from fuertong.reports.from_folder import facts_from_folder

    place = load(folder)
    wanted = [one for one in place.profile.plans if audience in (None, one.audience.value)]
    if not wanted:
        raise FuertongError(f"数据夹“{folder.name}”中没有所选的规划，请检查place.toml或--audience。")
    return [facts_from_folder(place, plan=one.code, year=year) for one in wanted]


def one_facts(plan: str, *, audience: str | None = None, year: int | None = None) -> Facts:
    """The facts of one plan; of a folder with two the first, unless `audience` says which."""
    return all_facts(plan, audience=audience, year=year)[0]
