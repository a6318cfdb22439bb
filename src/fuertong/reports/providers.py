"""Providers (取数来源): who makes facts out of what `--plan` names; the web adds one for plans in its database.

The core knows place folders. A provider is a function of (plan, year) that returns `Facts`, or None when the plan is
not its own; the first that answers is taken. Providers come from the entry-point group `fuertong.report_facts`, loaded
only when a plan code is asked for; `register` adds one by hand.
"""

from collections.abc import Callable
from importlib.metadata import entry_points

from fuertong.errors import FuertongError
from fuertong.reports.facts import Facts

Provider = Callable[[str, int | None], Facts | None]
providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once."""
    if provider not in providers:
        providers.append(provider)
    return provider


def facts_for(plan: str, year: int | None) -> Facts:
    """The facts of a plan by its code; FuertongError when no provider knows it."""
    installed: list[Provider] = [entry.load() for entry in entry_points(group="fuertong.report_facts")]
    for provider in [*providers, *installed]:
        found = provider(plan, year)
        if found is not None:
            return found
    raise FuertongError(f"找不到规划“{plan}”。请填规划编号，或填地方数据夹的路径（其中应有place.toml）。")
