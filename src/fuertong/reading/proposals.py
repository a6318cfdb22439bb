"""The place's own rules found in the sections (设置建议)."""

from fuertong.model.plan import Section, SettingProposal


def propose_settings(sections: tuple[Section, ...], period: tuple[int, int] | None) -> tuple[SettingProposal, ...]:
    """Rules with their quotes."""
    return ()
