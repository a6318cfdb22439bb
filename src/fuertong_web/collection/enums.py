"""States of a round and of a form, and who may move a form from one to the next."""

from dataclasses import dataclass

from django.db import models

from fuertong_web.accounts.roles import Permission


class RoundState(models.TextChoices):
    """A yearly round (监测轮次)."""

    DRAFT = "draft", "准备中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已关闭"


class RoundKind(models.TextChoices):
    """What a round asks for (监测类型)."""

    FULL = "full", "年度全面监测"
    KEY = "key", "重点指标监测"
    SURVEY = "survey", "专项统计调查"
    SUPPLEMENT = "supplement", "补充报送"
    BACKFILL = "backfill", "历史数据补报"


class RoundSpan(models.TextChoices):
    """What stretch of time the values of a round are about (统计时段); in a yearly one each indicator's own year."""

    YEAR = "", "全年（各指标按自己的统计年度）"
    HALF1 = "S1", "上半年"
    HALF2 = "S2", "下半年"
    Q1 = "Q1", "第1季度"
    Q2 = "Q2", "第2季度"
    Q3 = "Q3", "第3季度"
    Q4 = "Q4", "第4季度"
    M01 = "M01", "1月"
    M02 = "M02", "2月"
    M03 = "M03", "3月"
    M04 = "M04", "4月"
    M05 = "M05", "5月"
    M06 = "M06", "6月"
    M07 = "M07", "7月"
    M08 = "M08", "8月"
    M09 = "M09", "9月"
    M10 = "M10", "10月"
    M11 = "M11", "11月"
    M12 = "M12", "12月"
    TERM = "J", "一届（自数据年起）"

    def words(self, year: int) -> str:
        """The stretch in a year: 2026年第3季度, 2026年起的一届; 2026年度 for the whole of it."""
        if self is RoundSpan.YEAR:
            return f"{year}年度"
        return f"{year}年起的一届" if self is RoundSpan.TERM else f"{year}年{self.label}"


class Nature(models.TextChoices):
    """What the forms are under the statistics law (统计性质): records need no approval, surveys do (practice 23)."""

    RECORD = "record", "部门行政记录"
    SURVEY = "survey", "统计调查"
    WORK = "work", "工作调研"


class SchemeState(models.TextChoices):
    """A version of the scheme (监测方案)."""

    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "待审批"
    APPROVED = "approved", "已批准"


class FormState(models.TextChoices):
    """A unit's form (报表) in a round."""

    NOT_BEGUN = "not_begun", "未开始"
    FILLING = "filling", "填报中"
    TO_SIGN = "to_sign", "待单位审核"
    SUBMITTED = "submitted", "待统计审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接受"


class Cause(models.TextChoices):
    """Why a revision (修订) was cut."""

    SUBMIT = "submit", "报送"
    SIGN_OFF = "sign_off", "单位审核改动"
    RETURN_ANSWER = "return_answer", "退回后答复"
    IMPORT = "import", "导入"
    PROXY = "proxy", "代录"
    CORRECTION = "correction", "更正"


class Attested(models.TextChoices):
    """A verdict that a department confirms without handing out the figure (practice 12)."""

    MET = "met", "达标"
    NOT_MET = "not_met", "未达标"
    FITS = "fits", "方向符合"


class EntityKind(models.TextChoices):
    """What the members of a list below the place are (名录类别)."""

    TOWN = "town", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    REGION = "region", "下级县（市、区）"
    SCHOOL = "school", "学校"
    BODY = "body", "领导班子"
    OTHER = "other", "其他单位"

    @property
    def words(self) -> tuple[str, ...]:
        """How plans speak of such members."""
        return {
            "town": ("乡镇", "街道", "乡", "镇", "乡镇（街道）"),
            "village": ("村", "社区", "行政村", "村（社区）", "城乡社区"),
            "region": ("县", "区", "市", "县（市、区）", "区县", "县区", "地区"),
            "school": ("学校", "中小学", "中小学校", "幼儿园", "小学", "中学"),
            "body": ("领导班子", "班子", "部门领导班子"),
            "other": (),
        }[self.value]

    @property
    def counted(self) -> str:
        """The members with their measure word: 个乡镇, 所学校."""
        return {
            "town": "个乡镇",
            "village": "个村（社区）",
            "region": "个县（市、区）",
            "school": "所学校",
            "body": "个领导班子",
            "other": "个单位",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed move: from, to, whose right it takes, and whether a comment must be given."""

    name: str
    before: tuple[FormState, ...]
    after: FormState
    permission: Permission
    comment_required: bool = False


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition("begin", (FormState.NOT_BEGUN,), FormState.FILLING, Permission.VALUES_WRITE_OWN),
        Transition("send", (FormState.FILLING, FormState.RETURNED), FormState.TO_SIGN, Permission.VALUES_WRITE_OWN),
        Transition("take_back", (FormState.TO_SIGN,), FormState.FILLING, Permission.VALUES_WRITE_OWN),
        Transition("refuse", (FormState.TO_SIGN,), FormState.FILLING, Permission.SIGN_OWN, True),
        Transition("sign", (FormState.TO_SIGN,), FormState.SUBMITTED, Permission.SIGN_OWN),
        Transition(
            "sign_offline",
            (FormState.NOT_BEGUN, FormState.FILLING, FormState.TO_SIGN, FormState.RETURNED),
            FormState.SUBMITTED,
            Permission.SIGN_OFFLINE,
        ),
        Transition(
            "deliver",
            (FormState.NOT_BEGUN, FormState.FILLING, FormState.RETURNED),
            FormState.SUBMITTED,
            Permission.ACCEPT,
        ),
        Transition("return", (FormState.SUBMITTED,), FormState.RETURNED, Permission.ACCEPT, True),
        Transition("accept", (FormState.SUBMITTED,), FormState.ACCEPTED, Permission.ACCEPT),
        Transition("reopen", (FormState.ACCEPTED,), FormState.SUBMITTED, Permission.ACCEPT, True),
    )
}
