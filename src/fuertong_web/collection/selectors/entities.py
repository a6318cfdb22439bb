"""Lists of entities below the place (名录): who is on them on a day, and which unit an every-unit target means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.places.models import Place, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The members of one list on a day: how they are counted (个乡镇) and which regions they are."""

    name: str
    counted: str
    regions: tuple[Region, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The members' region codes."""
        return tuple(region.code for region in self.regions)

    @property
    def words(self) -> str:
        """8个乡镇."""
        return f"{len(self.regions)}{self.counted}"


def year_end(data_year: int) -> date:
    """The day whose members count for a data year: its last."""
    return date(data_year, 12, 31)


def on_day(day: date) -> Q:
    """Members on the list on a day."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


def lists_for(actor: Actor) -> list[EntityList]:
    """The lists of the actor's place with members and indicators; three queries."""
    if actor.place is None or actor.code_form_id is not None or not actor.can(Permission.SCHEME_SEE):
        return []
    return list(actor.place.entity_lists.prefetch_related("members__region", "indicators"))


def list_for(actor: Actor, uid: UUID | str) -> EntityList:
    """One list of the actor's place; Http404 for another place's."""
    found = EntityList.objects.filter(uid=uid, place=actor.place).select_related("place__region").first()
    if found is None or actor.place is None or actor.code_form_id is not None:
        raise Http404
    return found


def entity_for(actor: Actor, uid: UUID | str) -> Entity:
    """One member of a list of the actor's place; Http404 for another place's."""
    rows = Entity.objects.select_related("region", "list__place__region")
    found = rows.filter(uid=uid, list__place=actor.place).first()
    if found is None or actor.place is None or actor.code_form_id is not None:
        raise Http404
    return found


def members_on(found: EntityList, day: date) -> QuerySet[Entity]:
    """The members of a list on a day, by code."""
    return found.members.filter(on_day(day)).select_related("region").order_by("region__code", "pk")


def asked_by_member(place: Place, codes: Iterable[str], day: date) -> dict[str, list[Region]]:
    """The regions whose values a form asks for one by one (逐个填报), by indicator code; two queries."""
    lists = place.entity_lists.filter(indicators__code__in=set(codes)).order_by("pk")
    wanted = list(lists.values_list("pk", "indicators__code").distinct())
    if not wanted:
        return {}
    members = _members({pk for pk, _ in wanted}, day)
    found: dict[str, list[Region]] = {}
    for pk, code in wanted:
        known = {region.pk for region in found.get(code, [])}
        found.setdefault(code, []).extend(region for region in members.get(pk, []) if region.pk not in known)
    return found


def asking_lists(place: Place) -> dict[str, list[str]]:
    """The names of the lists that ask for an indicator member by member, by its code; one query."""
    found: dict[str, list[str]] = {}
    rows = place.entity_lists.exclude(indicators=None).order_by("pk").values_list("indicators__code", "name").distinct()
    for code, name in rows:
        found.setdefault(code, []).append(name)
    return found


def members_meant(place: Place, asked: Mapping[int, tuple[str, str]], day: date) -> dict[int, Members]:
    """The units of every-unit targets: `asked` gives the target's unit word (乡镇) and indicator code by its key.

    A list that asks for the indicator one by one goes first, then one that is called so; two queries at most.
    """
    if not asked:
        return {}
    lists = list(place.entity_lists.prefetch_related("indicators").order_by("pk"))
    if not lists:
        return {}
    members = _members({row.pk for row in lists}, day)
    found: dict[int, Members] = {}
    for key, (word, code) in asked.items():
        meant = _meant(lists, word, code)
        if meant is not None and members.get(meant.pk):
            kind = EntityKind(meant.kind)
            counted = kind.counted if kind is not EntityKind.OTHER else f"个{meant.name}"
            found[key] = Members(name=meant.name, counted=counted, regions=tuple(members[meant.pk]))
    return found


def _meant(lists: list[EntityList], word: str, code: str) -> EntityList | None:
    holding = [row for row in lists if any(one.code == code for one in row.indicators.all())]
    called = [row for row in lists if word and word in {row.name, *row.words, *EntityKind(row.kind).words}]
    both = [row for row in called if row in holding]
    return next(iter(both or holding or called), None)


def _members(lists: set[int], day: date) -> dict[int, list[Region]]:
    found: dict[int, list[Region]] = {}
    for row in Entity.objects.filter(on_day(day), list__in=lists).select_related("region").order_by("region__code"):
        found.setdefault(row.list_id, []).append(row.region)
    return found
