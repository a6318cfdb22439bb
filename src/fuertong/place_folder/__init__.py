"""The place folder (地方数据夹, decision D10): a place's plan, units, indicators, values and verdicts as files."""

from fuertong.catalogue.regions import Region
from fuertong.place_folder.folder import PlaceFolder, load
from fuertong.place_folder.profile import PlanProfile, Profile
from fuertong.place_folder.rounds import CellRow, FormRow, FormState, Round
from fuertong.place_folder.settings import SettingRow
from fuertong.place_folder.targets import TargetRow, split_id
from fuertong.place_folder.units import Person, unit_named
from fuertong.place_folder.verdicts import VerdictRow

__all__ = [
    "CellRow",
    "FormRow",
    "FormState",
    "Person",
    "PlaceFolder",
    "PlanProfile",
    "Profile",
    "Region",
    "Round",
    "SettingRow",
    "TargetRow",
    "VerdictRow",
    "load",
    "split_id",
    "unit_named",
]
