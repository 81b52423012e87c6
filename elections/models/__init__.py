"""The tables of who, where and which stage."""

from .accounts import User
from .audit import Event
from .election import Election, ElectionGroup, ElectionMember, Official, StagePlan, StageRecord
from .invitations import Invitation
from .people import PartyMember
from .places import County, Township, Village, VillageGroup

__all__ = [
    "County",
    "Election",
    "ElectionGroup",
    "ElectionMember",
    "Event",
    "Invitation",
    "Official",
    "PartyMember",
    "StagePlan",
    "StageRecord",
    "Township",
    "User",
    "Village",
    "VillageGroup",
]
