"""Tidies once a day, on the first request after a day has passed in this process."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from fuertong_web.tidy.actions import tidy

DAY = 24 * 3600
logger = logging.getLogger(__name__)


class TidyMiddleware:
    """The page is made first; a failure is logged, spoils no page and is tried again a day later."""

    last = time.monotonic()  # of the process: `fuertong serve` has tidied when it starts

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        now = time.monotonic()
        if now - TidyMiddleware.last >= DAY:
            TidyMiddleware.last = now
            try:
                tidy()
            except DatabaseError:
                logger.exception("tidying failed")
        return response
