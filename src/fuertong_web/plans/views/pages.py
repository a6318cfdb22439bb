"""What the pages of plans share: the breadcrumb."""

from django.urls import reverse

from fuertong_web.ui.frame import Crumb

ON_THE_WAY = "way"
STEPS = ("上传文件", "核对识别结果", "核对责任单位", "指标对应", "确认")


def crumbs(*steps: tuple[str, str]) -> list[Crumb]:
    """规划 and the steps below it; a step without address is the page itself."""
    return [Crumb(title="规划", url=reverse("plans")), *(Crumb(title=title, url=url) for title, url in steps)]
