"""Reading indicators (指标): the versions in force of a place, by name, with their filters."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from fuertong.catalogue import normal_name
from fuertong.model.plan import Audience
from fuertong_web.accounts.actor import Actor
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place
from fuertong_web.plans.models import Domain, Target


def indicators_of(place: Place) -> QuerySet[Indicator]:
    """The version in force of each indicator of the place, by code."""
    return place.indicators.filter(valid_to=None).select_related("source_unit").order_by("code", "version")


def indicators_for(actor: Actor) -> QuerySet[Indicator]:
    """The same for the actor's place, with how many targets use each."""
    if actor.place is None:
        return Indicator.objects.none()
    return indicators_of(actor.place).annotate(target_count=Count("targets", filter=Q(targets__dropped_on=None)))


def filtered(
    rows: QuerySet[Indicator],
    *,
    audience: str = "",
    unit: str = "",
    kind: str = "",
    standing: str = "",
    open_only: bool = False,
    words: str = "",
    domain: str = "",
    no_source: bool = False,
) -> QuerySet[Indicator]:
    """The rows as filtered; `unit` is the uid of the source unit, `open_only` keeps those without polarity.

    `domain` is a domain of the place's plans (`women:3`), `no_source` keeps definitions without a document.
    """
    if audience in {item.value for item in Audience}:
        rows = rows.filter(pk__in=Target.objects.filter(goal__domain__plan__audience=audience).values("indicator"))
    if _is_uuid(unit):
        rows = rows.filter(source_unit__uid=unit)
    for field, value in (("kind", kind), ("standing", standing)):
        if value:
            rows = rows.filter(**{field: value})
    plan, _, number = domain.partition(":")
    if number.isdigit():
        used = Target.objects.filter(goal__domain__plan__audience=plan, goal__domain__no=int(number))
        rows = rows.filter(pk__in=used.values("indicator"))
    if no_source:
        rows = rows.filter(source="")
    if open_only:
        rows = rows.filter(polarity=None)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words))
    return rows


def indicator_for(actor: Actor, uid: UUID) -> Indicator:
    """One indicator of the actor's place in any version; Http404 elsewhere."""
    found = Indicator.objects.filter(uid=uid, place=actor.place).select_related("source_unit", "place__region").first()
    if actor.place is None or found is None:
        raise Http404
    return found


def versions_of(indicator: Indicator) -> QuerySet[Indicator]:
    """All versions of an indicator, newest first."""
    return Indicator.objects.filter(place_id=indicator.place_id, code=indicator.code).order_by("-version")


def targets_using(indicator: Indicator) -> list[Target]:
    """The targets bound to this version, in the order of the plans."""
    rows = indicator.targets.select_related("goal__domain__plan")
    return list(rows.order_by("-goal__domain__plan__audience", "goal__domain__no", "goal__no", "no"))


def without_polarity(place: Place) -> QuerySet[Indicator]:
    """The indicators in force whose good direction nobody has said yet."""
    return indicators_of(place).filter(polarity=None)


def name_index(rows: Iterable[Indicator]) -> dict[str, Indicator]:
    """Indicators by plain name, alias and code; a name that two of them bear belongs to the first."""
    index: dict[str, Indicator] = {}
    for row in rows:
        for name in (row.name, *row.aliases, row.code):
            index.setdefault(normal_name(name), row)
    return index


def domains_of(place: Place) -> list[tuple[str, str]]:
    """The domains of the place's plans as choices: `women:3` and 妇女规划 妇女与经济."""
    rows = Domain.objects.filter(plan__place=place).select_related("plan").order_by("-plan__audience", "no")
    return list({f"{row.plan.audience}:{row.no}": f"{row.plan.short} {row.title}" for row in rows}.items())


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def used_in(rows: Iterable[Indicator]) -> dict[int, list[str]]:
    """By indicator the plans and targets that use it, in words, for telling candidates apart."""
    targets = Target.objects.filter(indicator__in=list(rows)).select_related("goal__domain__plan")
    found: dict[int, list[str]] = {}
    for target in targets.order_by("goal__domain__plan__audience", "pk"):
        if target.indicator_id is not None:
            found.setdefault(target.indicator_id, []).append(f"{target.goal.domain.plan.short} {target.name}")
    return found
