"""Files of day one against the place (历年材料): which indicator each name means, one grid indicator × year."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fuertong.catalogue import normal_name
from fuertong.intake import Found, Joined, Told, join
from fuertong.intake.joining import Slot
from fuertong.model.conversion import converted, factor_between
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.model.period import period_code
from fuertong_web.collection.day_one_apart import found_of
from fuertong_web.collection.models import Observation as Accepted
from fuertong_web.collection.models_intake import Intake
from fuertong_web.indicators.choosing import Known, choose, known_of
from fuertong_web.indicators.models import Indicator
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.places.models import Place, Region

SKIP = "-"
_OWN = {
    "county": ("全县", "本县", "我县", "全区", "本区", "我区", "全旗"),
    "city": ("全市", "本市", "我市", "全州", "本州"),
    "province": ("全省", "本省", "我省", "全区"),
    "nation": ("全国",),
}


@dataclass(slots=True, kw_only=True)
class Name:
    """A name as files write it: what it means here, how sure that is, how many values stand under it."""

    written: str
    unit: str = ""
    indicator: Indicator | None = None
    breakdown: str = ""
    is_likely: bool = False
    is_skipped: bool = False
    candidates: list[Indicator] = field(default_factory=list)
    values: int = 0
    files: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What the files of one intake say together: the grid's cells, the names, and what could not be placed."""

    cells: list[Joined]
    names: list[Name]
    years: list[int]
    indicators: dict[str, Indicator]
    standing: dict[Slot, Accepted]
    units: list[tuple[Found, Indicator]]
    elsewhere: int

    @property
    def disputed(self) -> list[Joined]:
        """The cells whose files disagree."""
        return [cell for cell in self.cells if cell.is_disputed]

    @property
    def unknown(self) -> list[Name]:
        """The names nobody has said anything of."""
        return [name for name in self.names if name.indicator is None and not name.is_skipped]

    @property
    def likely(self) -> list[Name]:
        """The names taken by likeness, to be looked at."""
        return [name for name in self.names if name.is_likely]

    @property
    def fresh(self) -> list[Joined]:
        """The cells to import: the place holds no accepted value there yet."""
        return [cell for cell in self.cells if cell.slot not in self.standing]


def sheet_of(intake: Intake) -> Sheet:
    """The grid of an intake as things stand now; a bounded number of queries."""
    place = intake.place
    known = known_of(place)
    skipped = set(intake.picks.get("skip", ()))
    found = [found_of(row) for file in intake.files.all() for row in file.values]
    names = _names(found, known, skipped)
    regions = _regions(place)
    told: list[Told] = []
    units: list[tuple[Found, Indicator]] = []
    elsewhere = 0
    for one in found:
        name = names[normal_name(one.name)]
        name.values += 1
        name.files.add(one.where.file)
        indicator = known.by_code.get(one.code) or name.indicator
        region = regions.get(one.region)
        if indicator is None:
            continue
        if region is None:
            elsewhere += 1
            continue
        fitted = _fitted(one, indicator)
        if fitted is None:
            units.append((one, indicator))
            continue
        breakdown = one.breakdown or name.breakdown
        told.append(Told(slot=(indicator.code, breakdown, region, one.year), found=fitted))
    picks: dict[Slot, str] = {_slot(text): where for text, where in intake.picks.get("cells", {}).items()}
    cells = join(told, picks)
    return Sheet(
        cells=cells,
        names=sorted(names.values(), key=lambda name: (-name.values, name.written)),
        years=sorted({cell.slot[3] for cell in cells}),
        indicators=dict(known.by_code),
        standing=_standing(place, known),
        units=units,
        elsewhere=elsewhere,
    )


def slot_text(slot: Slot) -> str:
    """A slot as a form field's name."""
    return "|".join(map(str, slot))


def _slot(text: str) -> Slot:
    code, breakdown, region, year = text.split("|")
    return code, breakdown, region, int(year)


def rows_of(cells: Iterable[Joined], indicators: dict[str, Indicator]) -> list[Observation]:
    """The cells as values to import: 历史导入（未复核）, each with file, sheet and cell as its source."""
    rows = []
    for cell in cells:
        code, breakdown, region, year = cell.slot
        indicator, taken = indicators[code], cell.taken
        key = Key(
            indicator=code,
            version=indicator.version,
            region=region,
            period=period_code(year, indicator.statistical_year),
            breakdown=breakdown,
        )
        rows.append(
            Observation(
                key=key,
                value=taken.value,
                numerator=taken.numerator,
                denominator=taken.denominator,
                decimals=taken.decimals,
                status=ValueStatus.HISTORICAL,
                source="；".join(filter(None, (str(taken.where), taken.note)))[:300],
            )
        )
    return rows


def _names(found: Iterable[Found], known: Known, skipped: set[str]) -> dict[str, Name]:
    names: dict[str, Name] = {}
    for one in found:
        key = normal_name(one.name)
        if key in names:
            continue
        choice = choose(Proposal(name=one.name, unit=one.unit), known)
        name = Name(written=one.name, unit=one.unit, is_skipped=key in skipped)
        if choice.own is not None and not name.is_skipped:
            name.indicator, name.breakdown, name.is_likely = choice.own, choice.breakdown, choice.is_likely
        elif not name.is_skipped:
            codes = [candidate.indicator.code for candidate in known.candidates(one.name)]
            name.candidates = [known.by_code[code] for code in codes if code in known.by_code]
        names[key] = name
    return names


def _fitted(found: Found, indicator: Indicator) -> Found | None:
    """The value in the indicator's own unit, None when the units are of different kinds."""
    factor = factor_between(found.unit, indicator.unit)
    if factor is None:
        return None
    if factor == 1:
        return found
    value, decimals = converted(found.value, found.decimals, factor)
    note = f"原为{found.raw}{found.unit}，已换算"
    return replace(found, value=value, decimals=decimals, note="；".join(filter(None, (found.note, note))))


def _regions(place: Place) -> dict[str, str]:
    own = dict.fromkeys(("", place.code, place.region.name, *_OWN.get(place.region.level, ())), place.code)
    below = Region.objects.filter(parent=place.region, valid_to=None)
    return own | {name: row.code for row in below for name in (row.code, row.name)}


def _standing(place: Place, known: Known) -> dict[Slot, Accepted]:
    rows = Accepted.objects.filter(indicator__place=place).select_related("indicator", "region", "revision")
    return {
        (row.indicator.code, row.breakdown, row.region.code, row.data_year): row
        for row in rows
        if row.indicator.code in known.by_code
    }
