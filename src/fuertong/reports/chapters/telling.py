"""Telling of one target (指标叙述): its sentences, with the chart they refer to and the source as a footnote."""

from dataclasses import replace

from fuertong.reports.blocks import Role, Run, Words
from fuertong.reports.desk import Desk
from fuertong.reports.facts import TargetFacts
from fuertong.reports.sentences import target_sentences
from fuertong.reports.templates import Chapter


class Teller:
    """Tells the targets of one domain; each source is given once (options `refer`, `sources`)."""

    def __init__(self, desk: Desk, about: Chapter, charted: list[TargetFacts]) -> None:
        self._desk = desk
        self._refer, self._sources = about.flag("refer"), about.flag("sources")
        self._charted = {target.uid for target in charted}
        self._named: set[str] = set()

    def words(self, target: TargetFacts, *, opening: bool = True) -> Words:
        """The sentences of one target."""
        words = target_sentences(target, self._desk.pen, opening=opening)
        if self._refer and target.uid in self._charted:
            words = _referring(words, f"chart-{target.uid}")
        return self._sourced(words, target) if self._sources else words

    def _sourced(self, words: Words, target: TargetFacts) -> Words:
        """A footnote behind the first value of the year that has a source not yet named."""
        for place, run in enumerate(words):
            trace = run.trace
            if trace is None or trace.role is not Role.VALUE or trace.breakdown or trace.year is None:
                continue
            point = target.point(trace.year)
            source = point.source if point else ""
            if source and source not in self._named:
                self._named.add(source)
                noted = replace(run, note=f"资料来源：{source.rstrip('。')}。")
                return (*words[:place], noted, *words[place + 1 :])
            return words
        return words


def _referring(words: Words, anchor: str) -> Words:
    """（见图3） before the first full stop."""
    for place, run in enumerate(words):
        if run.text.endswith("。"):
            ended = replace(run, text=run.text[:-1])
            return (*words[:place], ended, Run("（见{}）", refers=anchor), Run("。"), *words[place + 1 :])
    return words
