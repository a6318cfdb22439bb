"""What the pages of indicators share: the breadcrumb."""

from django.urls import reverse

from fuertong_web.ui.frame import Crumb


def crumbs(*steps: tuple[str, str]) -> list[Crumb]:
    """指标 and the steps below it; a step without address is the page itself."""
    return [Crumb(title="指标", url=reverse("indicators")), *(Crumb(title=title, url=url) for title, url in steps)]
