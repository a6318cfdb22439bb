"""Scans of stamped papers (盖章件): PDF or picture by content, never executed, kept with the form's history."""

from django.core.files.uploadedfile import UploadedFile

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.models import Form
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Place, StoredFile

_KINDS = ((b"%PDF", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def keep_scan(*, by: Actor, form: Form, file: "UploadedFile[bytes] | None") -> StoredFile | None:
    """Keep an uploaded scan of a form's paper."""
    return scan_of(by=by, place=form.round.place, file=file)


def scan_of(*, by: Actor, place: Place, file: "UploadedFile[bytes] | None") -> StoredFile | None:
    """Keep an uploaded scan, None when there is none; FuertongError for another kind of file."""
    if file is None:
        return None
    content = file.read()
    name = file.name or "盖章件"
    media_type = next((kind for start, kind in _KINDS if content.startswith(start)), "")
    if not media_type:
        raise FuertongError(f"《{name}》不是PDF、JPG或PNG文件，没有保存。请上传盖章页的扫描件或照片。")
    return store_file(by=by, place=place, name=name, content=content, media_type=media_type)
