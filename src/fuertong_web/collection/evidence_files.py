"""Files of evidence (佐证材料): type by content, size-limited, looked at apart for secrecy marks, never executed."""

import io
import zipfile

from django.core.files.uploadedfile import UploadedFile

from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.evidence_apart import refuse_marked
from fuertong_web.collection.models import Form
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import StoredFile

_STARTS = (
    (b"%PDF", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_PARTS = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLS = "application/vnd.ms-excel"


def keep_evidence(*, by: Actor, form: Form, file: "UploadedFile[bytes] | None") -> StoredFile | None:
    """Keep an uploaded file, None when there is none; FuertongError for another kind of file or a secret one."""
    if file is None:
        return None
    content, name = file.read(), file.name or "佐证材料"
    kind = kind_of(content, name)
    if not kind:
        raise FuertongError(f"《{name}》不是PDF、图片、Word（.docx）或Excel文件，没有保存。请另存为这些格式后再上传。")
    if not kind.startswith("image/"):
        refuse_marked(content, name=name, is_book="sheet" in kind or kind == _XLS)
    return store_file(by=by, place=form.round.place, name=name, content=content, media_type=kind)


def kind_of(content: bytes, name: str) -> str:
    """The media type by content, "" for what is not taken; macros are not taken."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(_OLE) and name.lower().endswith((".xls", ".et")):
        return _XLS
    if not content.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return ""
    if any(part.endswith("vbaProject.bin") for part in names):
        return ""
    return next((kind for part, kind in _PARTS if part in names), "")
