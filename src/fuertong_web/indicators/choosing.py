"""Which indicator a name in a plan means (指标对应): an answer given before, a name, else likeness above a threshold.

Below the threshold a person decides among at most five candidates; what stays undecided becomes a local indicator.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fuertong.catalogue import Candidate, Catalogue, load, match, normal_name
from fuertong.catalogue.matching import LIKELY
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong_web.indicators.core_form import core_indicator
from fuertong_web.indicators.models import Indicator, Phrase
from fuertong_web.indicators.phrases import phrases_of
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.indicators.selectors import indicators_of, name_index
from fuertong_web.places.models import Place

SHOWN = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a place knows: its indicators by name and by code, the phrases people answered, all that can be meant."""

    index: Mapping[str, Indicator]
    by_code: Mapping[str, Indicator]
    phrases: Mapping[str, Phrase]
    catalogue: Catalogue
    seen: dict[str, list[Candidate]] = field(default_factory=dict)

    def helpful(self, proposal: Proposal) -> list[Candidate]:
        """The candidates worth showing to a person: like enough (SHOWN) and measured alike, best first."""
        return [
            row for row in self.candidates(proposal.name) if row.score >= SHOWN and proposal.fits(row.indicator.unit)
        ]

    def candidates(self, name: str) -> list[Candidate]:
        """What a name may mean, best first; compared once."""
        if name not in self.seen:
            self.seen[name] = match(name, catalogue=self.catalogue)
        return self.seen[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a name leads to: an indicator of the place, one of the catalogue, or neither (a local one will be made).

    `breakdown` is the group the name speaks of; `is_likely` where likeness decided, not a name or a person.
    """

    own: Indicator | None = None
    listed: CatalogueRow | None = None
    breakdown: str = ""
    is_likely: bool = False
    is_answered: bool = False

    @property
    def code(self) -> str:
        """The indicator's code, "" for neither."""
        if self.own is not None:
            return self.own.code
        return self.listed.code if self.listed is not None else ""


def known_of(place: Place) -> Known:
    """What the place knows, read once for a whole plan."""
    rows = list(indicators_of(place))
    own = {row.code: core_indicator(row) for row in rows}
    return Known(
        index=name_index(rows),
        by_code={row.code: row for row in rows},
        phrases=phrases_of(place),
        catalogue=Catalogue(
            indicators=(),
            by_code={**{code: row for code, row in load().by_code.items() if code not in own}, **own},
            by_name={},
        ),
    )


def choose(proposal: Proposal, known: Known) -> Choice:
    """The indicator of a proposal; one in another unit of measurement is not the same, unless a person said so."""
    key = normal_name(proposal.name)
    answer = known.phrases.get(key)
    if answer and answer.answer == Phrase.Answer.LOCAL:
        return Choice(own=known.index.get(key), is_answered=True)
    if answer:
        return _of_code(answer.code, known, breakdown=answer.breakdown, is_answered=True)
    if key in known.index:
        return Choice(own=known.index[key])
    listed = load().by_name.get(key)
    if listed is not None:
        return _of_code(listed.code, known) if proposal.fits(listed.unit) else Choice()
    for best in known.candidates(proposal.name)[:1]:
        if best.score >= LIKELY and proposal.fits(best.indicator.unit):
            return _of_code(best.indicator.code, known, breakdown=best.breakdown, is_likely=True)
    return Choice()


def _of_code(
    code: str, known: Known, *, breakdown: str = "", is_likely: bool = False, is_answered: bool = False
) -> Choice:
    own = known.by_code.get(code)
    return Choice(
        own=own,
        listed=None if own is not None else load().by_code.get(code),
        breakdown=breakdown,
        is_likely=is_likely,
        is_answered=is_answered,
    )
