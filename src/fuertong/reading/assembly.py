"""From outline to plan (组装): items become goals with units and targets, strategies, sections, settings."""

from collections import Counter

from fuertong.model.findings import Severity
from fuertong.model.plan import Audience, Domain, Goal, Item, Plan, Section, Strategy
from fuertong.reading import headings
from fuertong.reading.characters import squeeze
from fuertong.reading.head import read_head
from fuertong.reading.nodes import DomainNode, ItemNode, Outline, PlanNode, SectionNode
from fuertong.reading.proposals import propose_settings
from fuertong.reading.repairs import repaired
from fuertong.reading.strategies import numeric_clauses, split_title
from fuertong.reading.targets import read_targets
from fuertong.reading.units import read_units
from fuertong.reading.unread import unread_places


def assemble(outline: Outline) -> tuple[Plan, ...]:
    """The plans of a document; plans without any domain are left out."""
    nodes = [node for node in outline.plans if node.domains]
    notice = [text for _, text in outline.notice]
    plans: list[Plan] = []
    for node in nodes:
        audience = _audience(node)
        _name_domains(node, audience, outline)
        head = read_head(title=node.title, audience=audience, notice=notice, front=_front(node))
        if head.period is None:
            outline.note(Severity.WARNING, "no-period", node.line, "没有读到规划期（起止年份），请补填。")
        sections = tuple(_section(section.title, section.items) for section in [*node.sections, *_shared(node, nodes)])
        plans.append(
            Plan(
                audience=audience,
                title=head.title,
                region=head.region,
                period=head.period,
                document_number=head.document_number,
                issued_on=head.issued_on,
                parent_plans=head.parent_plans,
                domains=tuple(_domain(number, domain, outline) for number, domain in enumerate(node.domains, 1)),
                sections=sections,
                settings=propose_settings(sections, head.period),
            )
        )
    return tuple(plans)


def _shared(node: PlanNode, nodes: list[PlanNode]) -> list[SectionNode]:
    """组织实施 printed once for all plans of a document, after the last of them."""
    last = nodes[-1]
    if node is last or any(section.line > node.domains[-1].line for section in node.sections):
        return []
    return [section for section in last.sections if section.line > last.domains[-1].line]


def _front(node: PlanNode) -> list[str]:
    """The words before the first domain, those of the preface and the principles included."""
    early = [item.text for section in node.sections if section.line < node.domains[0].line for item in section.items]
    return [text for _, text in node.front] + early


def _audience(node: PlanNode) -> Audience:
    votes = Counter(audience for domain in node.domains if (audience := headings.audience_of(domain.title)))
    if votes and votes.most_common(1)[0][1] * 2 > len(node.domains):
        return votes.most_common(1)[0][0]
    if node.audience:
        return node.audience
    text = "".join(item.text for domain in node.domains for item in domain.goals)
    return Audience.WOMEN if text.count("妇女") + text.count("女性") > text.count("儿童") else Audience.CHILDREN


UNDIVIDED = "主要目标（不分领域）"


def _speaks_mostly_of(title: str, domain: DomainNode) -> bool:
    """Whether half of a domain's goals have words of a standard domain; a few goals may say too little to tell."""
    words = headings.STANDARD_DOMAINS[title]["words"].split() if title else []
    said = sum(1 for item in domain.goals if any(word in item.text for word in words))
    return len(domain.goals) <= _FEW or said * 2 >= len(domain.goals)


_FEW = 3


def _name_domains(node: PlanNode, audience: Audience, outline: Outline) -> None:
    """Give a domain whose heading was lost the standard name its goals speak for, and say so."""
    taken = {domain.title for domain in node.domains}
    for number, domain in enumerate(node.domains, 1):
        if domain.title:
            continue
        text = "".join(item.text for item in domain.goals)
        scores = {
            title: sum(text.count(word) for word in row["words"].split())
            for title, row in headings.STANDARD_DOMAINS.items()
            if row["audience"] == audience and title not in taken
        }
        best = max(scores, key=lambda title: scores[title], default="")
        if len(node.domains) == 1 and not _speaks_mostly_of(best, domain):
            domain.title = UNDIVIDED
            outline.note(
                Severity.INFO,
                "no-domains-named",
                domain.line,
                f"原文的主要目标不分领域，已放在“{UNDIVIDED}”一个领域下，请核对。",
            )
            continue
        domain.title = best or f"第{number}个领域（标题缺失）"
        taken.add(domain.title)
        outline.note(
            Severity.WARNING,
            "missing-domain-heading",
            domain.line,
            f"第{number}个领域没有标题，根据目标内容推断为“{domain.title}”，请核对。",
            remedy="请对照原文件确认领域名称。",
        )


def _domain(number: int, node: DomainNode, outline: Outline) -> Domain:
    if not node.goals:
        outline.note(
            Severity.WARNING, "domain-without-goals", node.line, f"领域“{node.title}”下没有读到主要目标，请核对。"
        )
    if not node.strategies:
        outline.note(
            Severity.INFO, "domain-without-strategies", node.line, f"领域“{node.title}”下没有读到策略措施，请核对。"
        )
    return Domain(
        no=number,
        title=node.title,
        line=node.line,
        goals=tuple(_goal(item, outline) for item in node.goals),
        strategies=tuple(_strategy(item, outline) for item in node.strategies),
    )


def _too_long(item: ItemNode, outline: Outline) -> bool:
    """Whether an item is longer than any sentence could be: it is kept as it is, unread."""
    if not item.is_long:
        return False
    outline.note(
        Severity.WARNING,
        "item-too-long",
        item.line,
        f"第{item.no}条特别长，可能是标题或编号缺失，没有读取其中的指标和责任单位，请核对。",
        remedy="请对照原文件补上标题或编号后重新读取。",
    )
    return True


def _goal(item: ItemNode, outline: Outline) -> Goal:
    if _too_long(item, outline):
        return Goal(no=item.no, line=item.line, text=item.text)
    found = read_units(squeeze(repaired(item.text)))
    if found.closed_early:
        outline.note(
            Severity.INFO,
            "units-bracket",
            item.line,
            "责任单位的括号提前结束，已接着读到末尾，请核对。",
            seen=item.text[-40:],
        )
    targets = read_targets(found.text)
    for words in unread_places(found.text, targets):
        outline.note(
            Severity.WARNING,
            "unread-target",
            item.line,
            f"第{item.no}条目标中的“{words[:40]}”可能含有指标，没有读出，请核对。",
            seen=words,
            remedy="请在核对页面手工补上指标值。",
        )
    return Goal(
        no=item.no,
        line=item.line,
        text=found.text,
        lead=found.lead,
        support=found.support,
        collective=found.collective,
        collective_open=found.collective_open,
        targets=targets,
    )


def _strategy(item: ItemNode, outline: Outline) -> Strategy:
    if _too_long(item, outline):
        return Strategy(no=item.no, line=item.line, title=item.text[:120], text=item.text)
    found = read_units(squeeze(repaired(item.text)))
    title = split_title(found.text)
    numbers, targets = numeric_clauses(found.text)
    return Strategy(
        no=item.no,
        line=item.line,
        title=title,
        text=found.text,
        numbers=numbers,
        targets=targets,
        lead=found.lead,
        support=found.support,
    )


def _section(title: str, items: list[ItemNode]) -> Section:
    return Section(title=title, items=tuple(_item(item) for item in items if item.text.strip()))


def _item(item: ItemNode) -> Item:
    first, found, rest = item.text.partition("\n")
    if found:
        return Item(title=first, text=rest.replace("\n", ""), line=item.line)
    title = split_title(item.text)
    return Item(title=title if item.no else "", text=item.text, line=item.line)
