"""Uploads: refused while streaming once they pass the limit of 50 MB, and the sentence that says so."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

TOO_LARGE = "文件超过50MB，已停止接收，没有保存任何内容。请压缩其中的图片，或删去无关内容后再上传。"


def is_too_large(request: HttpRequest) -> bool:
    """Whether reading the upload was stopped at the limit."""
    return bool(getattr(request, "too_large", False))


class LimitedUploadHandler(FileUploadHandler):
    """Counts the bytes of the whole request and stops reading at the limit; the view finds `request.too_large`."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
