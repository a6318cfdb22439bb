"""Days of every year that the place's rules name (每年的期限): unit reports, monitoring data, reports, publication."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from fuertong_web.places.models import Place, Setting
from fuertong_web.places.registry import by_key
from fuertong_web.plans.models import Plan

_DUTIES = {
    "unit_report.deadline": "成员单位报送年度落实情况和下一年工作安排",
    "monitoring.data_deadline": "各单位报送年度监测数据",
    "monitoring.report_deadline": "完成年度监测报告",
    "publication.deadline": "公布监测情况",
}


def yearly_days(place: Place, plans: Iterable[Plan], today: date) -> list[tuple[date, str]]:
    """The next day of each duty, once where the plans agree; one query."""
    known = list(plans)
    rows = Setting.objects.filter(Q(plan=None) | Q(plan__in=known), place=place, key__in=_DUTIES)
    stored = rows.filter(valid_from__lte=timezone.now()).order_by("valid_from", "pk")
    values = {(row.key, row.plan_id): row.value for row in stored}
    found = set()
    for key, words in _DUTIES.items():
        of_place = values.get((key, None), by_key(key).default)
        for value in {values.get((key, plan.pk), of_place) for plan in known} or {of_place}:
            if day := _next(str(value), today):
                found.add((day, words))
    return sorted(found)


def _next(text: str, today: date) -> date | None:
    """The coming day of MM-DD; None where none is named or the month has no such day."""
    month, _, day = text.partition("-")
    for year in (today.year, today.year + 1):
        try:
            found = date(year, int(month), int(day))
        except ValueError:
            continue
        if found >= today:
            return found
    return None
