"""An invented county's two plans in the genre, written for the tests, with what a reader must find in them."""

from dataclasses import dataclass

PLACE = "云溪县"
WOMEN = (
    (
        "妇女与健康",
        (
            ("孕产妇死亡率下降到9/10万以下，城乡差距逐步缩小。", "县卫生健康局", ("县发展改革局", "县妇联")),
            ("适龄妇女宫颈癌筛查率达到75%以上，乳腺癌筛查率逐步提高。", "县卫生健康局", ("县财政局",)),
            ("育龄妇女贫血率控制在10%以内。预防和减少孕产妇贫血。", "县卫生健康局", ()),
            ("提高妇女心理健康意识和水平。", "县卫生健康局", ("县委宣传部", "县文化和旅游局")),
        ),
        (
            "健全妇幼健康服务网络。每千名妇女拥有妇产科医师达到0.6名。",
            "开展健康知识进村活动。普及生殖健康知识，孕产妇系统管理率达到92%以上。",
        ),
    ),
    (
        "妇女与教育",
        (
            ("九年义务教育巩固率保持在98%以上。", "县教育局", ("县民政局",)),
            ("女性平均受教育年限达到11年，女性青壮年文盲基本消除。", "县教育局", ("县残联",)),
        ),
        ("办好每一所乡村学校。改善办学条件。", "支持女性终身学习。发展社区教育。", "加强性别平等教育。编写读本。"),
    ),
    (
        "妇女参与决策和管理",
        (
            ("村委会成员中女性比例达到32%，村委会主任中女性比例达到12%以上。", "县委组织部", ("县民政局", "县妇联")),
            ("县人大代表和政协委员中的女性比例逐届提高。", "县委组织部", ()),
            ("县级党委、人大、政府领导班子至少各配备1名女干部。", "县委组织部", ()),
        ),
        ("加大培养选拔女干部力度。注重从基层一线发现女干部。", "支持妇女参与基层治理。完善议事会制度。"),
    ),
)
CHILDREN = (
    (
        "儿童与健康",
        (
            ("新生儿、婴儿和5岁以下儿童死亡率分别控制在2‰、3‰和4.5‰以下。", "县卫生健康局", ("县医保局",)),
            ("儿童新发近视率明显下降，小学生近视率降至36%以下。", "县教育局", ("县卫生健康局",)),
            ("5岁以下儿童生长迟缓率控制在3%以下。", "县卫生健康局", ()),
        ),
        ("加强儿童保健服务。3岁以下儿童系统管理率达到93%以上。", "改善儿童营养。推广科学喂养。"),
    ),
    (
        "儿童与安全",
        (
            ("儿童伤害死亡率以2020年为基数下降25%。", "县公安局", ("县教育局", "县应急管理局")),
            ("减少学生欺凌。", "县教育局", ()),
        ),
        ("创建安全校园。落实安全责任。", "预防儿童溺水。加强巡查。"),
    ),
    (
        "儿童与家庭",
        (
            ("92%的城市社区和82%的农村社区建立家长学校。", "县妇联", ("县教育局",)),
            ("增进亲子交流，建立平等和谐的亲子关系。", "县妇联", ()),
        ),
        ("加强家庭教育指导。培养指导者队伍。", "支持家庭生育养育。完善托育服务。"),
    ),
)
_CN = "一二三四五六七八九十"


@dataclass(frozen=True)
class Layout:
    """How a plan is printed."""

    domain: str = "（{c}）"
    goals: str = "主要目标："
    strategies: str = "策略措施："
    item: str = "{n}."
    units: str = "（牵头单位：{lead}；责任单位：{support}）"
    lead_only: str = "（牵头单位：{lead}）"


def goal_text(goal: tuple[str, str, tuple[str, ...]], layout: Layout) -> str:
    """A goal with its units as the layout prints them."""
    words, lead, support = goal
    pattern = layout.units if support else layout.lead_only
    return words + pattern.format(lead=lead, support="、".join(support))


def plan_lines(who: str, layout: Layout = Layout()) -> list[str]:
    """One plan, from title to 监测评估."""
    domains = WOMEN if who == "妇女" else CHILDREN
    lines = [
        f"{PLACE}{who}发展规划（2021—2030年）",
        f"为促进{who}事业发展，依据《中国{who}发展纲要（2021—2030年）》，结合本县实际，制定本规划。",
        "一、指导思想和基本原则",
        "（一）指导思想",
        f"坚持以人民为中心，推动全县{who}事业高质量发展。",
        "（二）基本原则",
        "1.坚持党的领导。把牢正确方向。",
        "2.坚持公平可及。缩小城乡差距。",
        "二、发展领域、主要目标和策略措施",
    ]
    for number, (title, goals, strategies) in enumerate(domains):
        lines.append(layout.domain.format(c=_CN[number], n=number + 1) + title)
        lines.append(layout.goals)
        lines += [
            layout.item.format(n=place, c=_CN[place - 1]) + goal_text(goal, layout)
            for place, goal in enumerate(goals, 1)
        ]
        lines.append(layout.strategies)
        lines += [layout.item.format(n=place, c=_CN[place - 1]) + text for place, text in enumerate(strategies, 1)]
    return [
        *lines,
        "三、组织实施",
        "（一）落实责任。县妇儿工委负责组织协调。成员单位每年12月底前向县妇儿工委报告规划实施情况。",
        "（二）保障经费。所需经费纳入财政预算。",
        "四、监测评估",
        "（一）加强组织领导。县妇儿工委设立监测评估领导小组，开展5年中期评估和10年终期评估，探索第三方评估。",
    ]


def document(layout: Layout = Layout()) -> list[str]:
    """The notice and both plans in one document."""
    notice = [
        f"{PLACE}人民政府关于印发{PLACE}妇女发展规划和儿童发展规划的通知",
        "云政发〔2022〕18号",
        "各乡镇人民政府，县政府各部门：",
        f"现将《{PLACE}妇女发展规划（2021—2030年）》和《{PLACE}儿童发展规划（2021—2030年）》印发给你们，请认真贯彻执行。",
        f"{PLACE}人民政府",
        "2022年5月30日",
    ]
    return [*notice, *plan_lines("妇女", layout), *plan_lines("儿童", layout)]
