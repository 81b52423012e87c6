"""The tables of who, where and which stage."""

from .accounts import User
from .election import Election, ElectionGroup, ElectionMember, Official, StagePlan, StageRecord
from .people import PartyMember
from .places import County, Township, Village, VillageGroup

__all__ = [
    "County",
    "Election",
    "ElectionGroup",
    "ElectionMember",
    "Official",
    "PartyMember",
    "StagePlan",
    "StageRecord",
    "Township",
    "User",
    "Village",
    "VillageGroup",
]
