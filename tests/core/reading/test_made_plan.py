"""The whole way from an invented document to its meaning, and damage that must not change it."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.reading import made_plan, mutators, paper, slips

from fuertong import reading
from fuertong.model.findings import Severity, worst
from fuertong.model.plan import Audience, Reading

Meaning = Callable[[Reading], list[object]]
LAYOUTS = {
    "usual": made_plan.Layout(),
    "parts": made_plan.Layout(domain="{c}、", goals="（一）主要目标", strategies="（二）策略措施"),
    "sections": made_plan.Layout(domain="第{c}节 ", goals="一、主要目标", strategies="二、策略措施", item="（{n}）"),
    "chinese items": made_plan.Layout(
        domain="第{c}章 ", goals="一、发展目标", strategies="二、主要措施", item="（{c}）"
    ),
    "numbered blocks": made_plan.Layout(goals="1. 主要目标", strategies="2. 策略措施", item="（{n}）"),
    "square brackets": made_plan.Layout(
        goals="【主要目标】", strategies="【策略措施】", units="【牵头单位：{lead}  责任单位：{support}】"
    ),
    "after the names": made_plan.Layout(units="（{lead}牵头，{support}配合）", lead_only="（{lead}牵头）"),
    "support words": made_plan.Layout(units="（牵头单位：{lead}，配合单位：{support}）"),
}


@pytest.fixture(scope="module")
def expected(meaning: Meaning) -> list[object]:
    """The meaning of the undamaged document."""
    return meaning(reading.read("\n".join(made_plan.document()), name="规划"))


def test_the_document_is_read_as_written() -> None:
    """Plans, domains, goals, strategies and units are those the document was made of."""
    result = reading.read("\n".join(made_plan.document()), name="规划")
    women, children = result.plans
    assert (women.audience, children.audience) == (Audience.WOMEN, Audience.CHILDREN)
    assert women.region == made_plan.PLACE
    assert women.period == (2021, 2030)
    assert women.document_number == "云政发〔2022〕18号"
    assert women.issued_on == "2022-05-30"
    assert women.parent_plans == ("中国妇女发展纲要（2021—2030年）",)
    for plan, made in ((women, made_plan.WOMEN), (children, made_plan.CHILDREN)):
        assert [domain.title for domain in plan.domains] == [title for title, _, _ in made]
        for domain, (_, goals, strategies) in zip(plan.domains, made, strict=True):
            assert [goal.text for goal in domain.goals] == [words for words, _, _ in goals]
            assert [goal.lead for goal in domain.goals] == [(lead,) for _, lead, _ in goals]
            assert [goal.support for goal in domain.goals] == [support for _, _, support in goals]
            assert [item.text for item in domain.strategies] == list(strategies)
    assert [section.title for section in women.sections][-2:] == ["组织实施", "监测评估"]
    assert worst(result.findings) is not Severity.ERROR


def test_lines_and_spans_point_at_the_words() -> None:
    """The line of a goal holds its text, and the span of a target its quote."""
    result = reading.read("\n".join(made_plan.document()), name="规划")
    for plan in result.plans:
        for domain in plan.domains:
            for goal in domain.goals:
                assert goal.text[:12] in result.lines[goal.line - 1]
                for target in goal.targets:
                    assert target.span is not None
                    assert goal.text[target.span[0] : target.span[1]] == target.quote


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_every_layout_means_the_same(layout: made_plan.Layout, expected: list[object], meaning: Meaning) -> None:
    """Other numbering, headings and unit brackets change nothing."""
    assert meaning(reading.read("\n".join(made_plan.document(layout)), name="规划")) == expected


KEEPING = [name for name in mutators.MUTATORS if name != "level_bare_names"]


@pytest.mark.parametrize("name", KEEPING)
def test_a_damaged_print_means_the_same(name: str, expected: list[object], meaning: Meaning) -> None:
    """Each kind of damage alone changes nothing."""
    lines = mutators.MUTATORS[name](made_plan.document())
    assert meaning(reading.read("\n".join(lines), name="规划")) == expected


@pytest.mark.parametrize("layout", ["usual", "after the names"])
@pytest.mark.parametrize("name", list(slips.SLIPS))
def test_slips_of_recognition_change_nothing(name: str, layout: str, expected: list[object], meaning: Meaning) -> None:
    """What scanning and copying leave wrong, alone or with headings lost, is read as it was meant."""
    lines = slips.SLIPS[name](made_plan.document(LAYOUTS[layout]))
    assert meaning(reading.read("\n".join(lines), name="规划")) == expected


COMBINED = [
    "rewrapped",
    "blank_lines",
    "half_width",
    "page_furniture",
    "bookmarked",
    "spaced",
    "glued_headings",
    "with_contents",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(COMBINED), min_size=2, max_size=4, unique=True),
    layout=st.sampled_from(sorted(LAYOUTS)),
)
def test_damages_together_mean_the_same(
    names: list[str], layout: str, expected: list[object], meaning: Meaning
) -> None:
    """Several kinds of damage on any layout change nothing."""
    lines = made_plan.document(LAYOUTS[layout])
    for name in sorted(names, key=COMBINED.index, reverse=True):
        lines = mutators.MUTATORS[name](lines)
    assert meaning(reading.read("\n".join(lines), name="规划")) == expected


FORMS: dict[str, Callable[[list[str]], bytes]] = {
    "utf-8": lambda lines: "\n".join(lines).encode(),
    "utf-8 with mark": lambda lines: "\r\n".join(lines).encode("utf-8-sig"),
    "gb18030": lambda lines: "\r\n".join(lines).encode("gb18030"),
    "utf-16": lambda lines: "\n".join(lines).encode("utf-16"),
    "utf-16 without mark": lambda lines: "\n".join(lines).encode("utf-16-le"),
    "docx": paper.docx_of,
    "docx with automatic numbers": lambda lines: paper.docx_of(lines, automatic=True),
    "html": paper.html_of,
    "pdf": lambda lines: paper.pdf_of(lines, head="云溪县人民政府公报", high=20),
    "pdf in two columns": lambda lines: paper.pdf_of(lines, columns=2, high=20),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_form_of_file_means_the_same(
    form: Callable[[list[str]], bytes], expected: list[object], meaning: Meaning
) -> None:
    """Text in any encoding, Word, PDF and web page give one reading."""
    assert meaning(reading.read(form(made_plan.document()), name="规划")) == expected


def test_domain_names_of_another_style_are_kept() -> None:
    """Domains called only 健康, 教育 are domains too when 主要目标 follows."""
    lines = mutators.MUTATORS["level_bare_names"](made_plan.document())
    result = reading.read("\n".join(lines), name="规划")
    assert [domain.title for domain in result.plans[0].domains] == ["健康", "教育", "决策和管理"]


def test_a_lost_domain_heading_is_reported() -> None:
    """The name is concluded from the goals, and a finding says so."""
    lines = [line for line in made_plan.document() if line != "（二）妇女与教育"]
    result = reading.read("\n".join(lines), name="规划")
    assert result.plans[0].domains[1].title == "妇女与教育"
    assert "missing-domain-heading" in {finding.code for finding in result.findings}


def test_settings_are_proposed_with_their_quotes() -> None:
    """Deadline, leading body, evaluation years and third party come out of the sections."""
    result = reading.read("\n".join(made_plan.document()), name="规划")
    found = {proposal.key: proposal for proposal in result.plans[0].settings}
    assert found["unit_report.deadline"].value == "12-31"
    assert found["evaluation.leading_body"].value == "监测评估领导小组"
    assert found["evaluation.midterm"].value == "2025"
    assert found["evaluation.final"].value == "2030"
    for proposal in found.values():
        assert proposal.quote in result.lines[proposal.line - 1]
