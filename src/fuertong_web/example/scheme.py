"""The example's scheme (监测方案): made from its plans and approved on paper before the round opens."""

from datetime import date, timedelta

from django.utils import timezone

from fuertong_web.accounts.actor import Actor
from fuertong_web.collection import actions
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.selectors.schemes import lines_of
from fuertong_web.places.models import Place
from fuertong_web.places.selectors import setting

KEY_EVERY = 6
"""One line in so many is a 重点监测指标 where the plans name none."""


def approved_scheme(
    place: Place, statistician: Actor, *, before: date, form_number: str, authority: str
) -> SchemeVersion:
    """The first version with its head, approved five days before the round; lines nobody answers for are left out."""
    version = actions.draft_scheme(by=statistician, reason="示例方案")
    lines = lines_of(version)
    open_lines = [line for line in lines if not (line.unit_id or line.indicator.source_unit_id)]
    kept = [line for line in lines if line not in open_lines]
    edits = {}
    if not any(line.is_key for line in kept):
        edits = {
            str(line.uid): actions.LineEdit(
                unit=line.unit,
                breakdowns=tuple(line.breakdowns),
                is_key=True,
                is_evaluation=line.is_evaluation,
                expected_month=line.expected_month,
                due=line.due,
                flash_first=line.flash_first,
            )
            for line in [line for line in kept if line.is_evaluation][::KEY_EVERY]
        }
    actions.edit_scheme(
        by=statistician,
        version=version,
        head={"form_number": form_number, "authority": authority},
        edits=edits,
        drop=[str(line.uid) for line in open_lines],
    )
    actions.approve_scheme_offline(
        by=statistician,
        version=version,
        body=str(setting(place, "evaluation.leading_body")),
        on=min(before - timedelta(days=5), timezone.localdate()),
        document="示例〔2026〕1号",
    )
    version.refresh_from_db()
    return version
