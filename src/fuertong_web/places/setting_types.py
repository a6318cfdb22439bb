"""The settings that pages and reports use today."""

from fuertong_web.places.registry import Choice, Scope, SettingType, register


@register
class GroupName(SettingType):
    """Name of the leading body of monitoring and evaluation."""

    key = "evaluation.leading_body"
    label = "监测评估议事机构名称"
    help = "报告和页面上对监测评估领导机构的称呼，按本地文件填写。"
    group = "机构名称"
    default = "监测评估领导小组"
    scope = Scope.PLAN
    requirement = "I3"


@register
class CommitteeName(SettingType):
    """Name of the committee."""

    key = "bodies.committee_name"
    label = "妇儿工委名称"
    help = "如“××县人民政府妇女儿童工作委员会”；留空时按地区名称生成。"
    group = "机构名称"
    default = ""
    requirement = "I2"


@register
class ReportIssuer(SettingType):
    """In whose name the monitoring report is written."""

    key = "reports.issuer"
    label = "监测报告署名单位"
    help = "监测报告落款的单位；留空时为“××统计局”。"
    group = "报告"
    default = ""
    scope = Scope.PLAN
    requirement = "H1"


@register
class InternalMark(SettingType):
    """Whether pages and drafts bear the mark 内部."""

    key = "reports.internal_mark"
    label = "页面和草稿标注“内部”"
    help = "打开后，每页页脚和报告草稿标注“内部资料”和日期。"
    group = "报告"
    default = True
    requirement = "H5"


@register
class UnitReportDue(SettingType):
    """Day of the year when unit reports are due."""

    key = "unit_report.deadline"
    label = "成员单位年度报告截止（月-日）"
    help = "每年这一天之前报送规划落实情况和下一年工作安排。"
    group = "时间"
    default = "12-31"
    scope = Scope.PLAN
    requirement = "D14"


@register
class AnswerTerm(SettingType):
    """Days a unit has to answer a red signal before the verdict may be given."""

    key = "verdict.answer_days"
    label = "责任单位答复期限（天）"
    help = "研判为预计达标困难或未达标时，等待责任单位预判和理由的天数；期满可直接认定。"
    group = "认定"
    default = 10
    requirement = "F16"


@register
class UnitNamesShown(SettingType):
    """Whether leaders' pages name units beside targets that need attention."""

    key = "pages.unit_names"
    label = "领导页面显示责任单位名称"
    help = "关闭时，需重点关注的指标不列责任单位。"
    group = "页面"
    default = False
    requirement = "I12"


@register
class SameFillerReviewer(SettingType):
    """Whether the person who fills may also sign."""

    key = "collection.same_filler_reviewer"
    label = "允许填报人和审核人为同一人"
    help = "允许时须上传盖章件，页面注明“填报、审核同一人”。"
    group = "填报"
    default = True
    requirement = "D4"


@register
class NearlyCounts(SettingType):
    """Whether 基本达标 counts in the rate of attainment."""

    key = "verdict.nearly_counts"
    label = "达标率计入“基本达标”"
    help = "关闭时“基本达标”只作标记，不计入达标数。"
    group = "认定"
    default = False
    scope = Scope.PLAN
    requirement = "F3"


@register
class Mechanism(SettingType):
    """政府主责 or 政府负责."""

    key = "plan.mechanism"
    label = "工作机制表述"
    help = "规划文本中的说法。"
    group = "机构名称"
    default = "政府主责"
    choices = (Choice("政府主责", "政府主责"), Choice("政府负责", "政府负责"))
    requirement = "I1"


@register
class PlanAudiences(SettingType):
    """Which plans the place has."""

    key = "plans.audiences"
    label = "本地区的规划"
    help = "首次设置时选定：两部规划，或只有其中一部。"
    group = "规划"
    default = "women、children"
    choices = (
        Choice("women、children", "妇女规划和儿童规划"),
        Choice("women", "只有妇女规划"),
        Choice("children", "只有儿童规划"),
    )
    requirement = "A1"


@register
class PlanYears(SettingType):
    """Ten-year or five-year plans."""

    key = "plans.years"
    label = "规划类型"
    help = "十年规划或五年规划；规划原文写明年份的以原文为准。"
    group = "规划"
    default = "ten"
    choices = (Choice("ten", "十年规划"), Choice("five", "五年规划"))
    requirement = "A3"
