"""A web page saved whole in one file (.mht): the page inside it."""

import email
import email.policy
import re

_HEAD = re.compile(rb"^(?:[A-Za-z\-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}", re.MULTILINE)


def page_of_mht(data: bytes) -> bytes | None:
    """The bytes of the first page of a saved web archive, None when the file is none."""
    head = _HEAD.match(data[:8000])
    if head is None or b"mime-version:" not in head[0].lower():
        return None
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else None
    return None
