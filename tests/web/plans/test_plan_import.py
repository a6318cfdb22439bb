"""Taking in plan documents: drafts from good files, sentences and nothing kept from bad ones."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.world import World
from tests.web.world_plans import WOMEN

from fuertong.errors import FuertongError
from fuertong_web.audit.models import Event
from fuertong_web.places.models import StoredFile
from fuertong_web.plans.actions import confirm_draft, import_document
from fuertong_web.plans.models import Goal, PlanDraft
from fuertong_web.plans.sandbox import read_apart

PLAN = WOMEN.replace("2021—2030", "2031—2040")


def counts() -> tuple[int, int, int]:
    """Drafts, files and events standing."""
    return PlanDraft.objects.count(), StoredFile.objects.count(), Event.objects.count()


def test_text_becomes_a_draft_with_paths(world: World) -> None:
    [draft] = import_document(by=world.actor("office"), file_name="规划.txt", content=PLAN.encode())
    assert draft.title.startswith("示例县妇女发展规划")
    assert [domain["id"] for domain in draft.plan["domains"]] == ["d1", "d2"]
    assert draft.lines[0].startswith("示例县妇女发展规划")
    assert Event.objects.filter(action="plans.import").exists()


def test_gbk_text_is_read(world: World) -> None:
    [draft] = import_document(by=world.actor("office"), file_name="规划.txt", content=PLAN.encode("gb18030"))
    assert draft.plan["domains"][0]["title"] == "妇女与健康"


def test_the_same_file_again_leads_to_the_open_draft(world: World) -> None:
    office = world.actor("office")
    first = import_document(by=office, file_name="规划.txt", content=PLAN.encode())
    again = import_document(by=office, file_name="规划-副本.txt", content=PLAN.encode())
    assert again == first


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b"  \n "),
        ("照片.docx", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40),
        ("坏.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"),
        ("通知.txt", "关于召开会议的通知\n请各单位于周五参加。".encode()),
        ("秘密.txt", ("机密★\n" + PLAN).encode()),
    ],
)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(world: World, name: str, content: bytes) -> None:
    before = counts()
    with pytest.raises(FuertongError, match=r"[。！]$"):
        import_document(by=world.actor("office"), file_name=name, content=content)
    assert counts() == before


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(FuertongError, match="还没有读完"):
        read_apart(PLAN.encode(), name="规划.txt", seconds=0.01)


@pytest.mark.parametrize("role", ["statistician", "liaison", "leader", "sysadmin"])
def test_only_the_office_imports(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        import_document(by=world.actor(role), file_name="规划.txt", content=PLAN.encode())


@pytest.mark.shared
@pytest.mark.parametrize("name", ["lianping", "liaocheng", "yanbian"])
def test_real_plans_go_the_whole_way(world: World, shared: Path, name: str) -> None:
    office = world.actor("office")
    content = (shared / "plans" / f"{name}.txt").read_bytes()
    drafts = import_document(by=office, file_name=f"{name}.txt", content=content)
    assert {draft.audience for draft in drafts} == {"women", "children"}
    plans = [confirm_draft(by=office, draft=draft, code_region="999903", make_units=True) for draft in drafts]
    assert all(plan.domains.count() >= 7 for plan in plans)
    assert sum(Goal.objects.filter(domain__plan=plan).count() for plan in plans) > 120
