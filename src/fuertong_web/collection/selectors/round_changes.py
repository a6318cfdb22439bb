"""What a new round changes against the last one (与上一轮相比): listed before it is opened."""

from fuertong_web.collection.dimensions import breakdown_label, expand
from fuertong_web.collection.models import Cell, Round
from fuertong_web.collection.selectors.scheme import Scheme
from fuertong_web.collection.selectors.schemes import Difference

_Asked = dict[str, tuple[str, str, frozenset[str]]]


def round_changes(last: Round, scheme: Scheme) -> list[Difference]:
    """Indicators added, dropped, moved to another unit, or asked for in other groups since `last`."""
    old, new = _of_round(last), _of_scheme(scheme)
    found = [Difference(kind="新增", name=new[code][0], what=new[code][1]) for code in new if code not in old]
    found += [Difference(kind="不再列入", name=old[code][0], what=old[code][1]) for code in old if code not in new]
    for code, (name, unit, groups) in new.items():
        if code not in old:
            continue
        words = []
        if old[code][1] != unit:
            words.append(f"填报单位由{old[code][1]}改为{unit}")
        for label, given in (("增加分组", groups - old[code][2]), ("不再要求分组", old[code][2] - groups)):
            if given:
                words.append(f"{label}：{'、'.join(breakdown_label(group) or '合计' for group in sorted(given))}")
        if words:
            found.append(Difference(kind="改动", name=name, what="；".join(words)))
    return found


def _of_round(last: Round) -> _Asked:
    main = last.main_id or last.pk
    rows = Cell.objects.filter(form__round__in=Round.objects.filter(pk=main) | Round.objects.filter(main=main))
    found: dict[str, tuple[str, str, set[str]]] = {}
    for code, name, unit, breakdown in rows.order_by("form__unit__order", "order").values_list(
        "indicator__code", "indicator__name", "form__unit__name", "breakdown"
    ):
        found.setdefault(code, (name, unit, set()))[2].add(breakdown)
    return {code: (name, unit, frozenset(groups)) for code, (name, unit, groups) in found.items()}


def _of_scheme(scheme: Scheme) -> _Asked:
    return {
        asked.indicator.code: (asked.indicator.name, unit.name, frozenset(expand(asked.breakdowns)))
        for unit, many in scheme.by_unit.items()
        for asked in many
    }
