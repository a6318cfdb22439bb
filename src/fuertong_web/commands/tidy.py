"""`fuertong tidy`: remove abandoned uploads, old code attempts and expired sessions now."""

import argparse

from fuertong_web.tidy.actions import tidy


def run(arguments: argparse.Namespace) -> int:
    """Say what was removed."""
    gone = tidy()
    print(f"已清理：未确认的上传文件{gone.files}个，填报码输错记录{gone.attempts}条，过期的登录会话{gone.sessions}个。")
    return 0
