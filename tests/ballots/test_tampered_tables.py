"""Every column of every table changed by SQL, rows removed and rows added: verify_chain names the place, or it is listed here.

Tables and columns come from the models, so that a new one is bound to the chain or listed with its reason.
"""

import re
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model, QuerySet
from django.test import TestCase

from elections.models import Election, Event, Township, User, Village
from elections.services.elections import create_election
from tests.ballots.complete import told
from tests.ballots.dossiers import new_village
from tests.ballots.stagekit import NOW, choices
from tests.ballots.tampering import (
    added,
    changed,
    columns,
    others,
    removed,
    some_of,
    tables,
    verified,
)

# What verify_chain does not find, and why. docs/integrity.md says the same to those who rely on it.
LIVE = "the village's own register, which changes; an election has its own copy, which is bound"
PLACES = "a place's name; papers print it, and what they print is bound"
ACCOUNTS = "an account; events and signatures copy user name, name and role"
FORMS = "counts saves, to guard forms; each save is an event"
PERSONAL = "about the person, no figure; kept out of the chain, which is never erased"
UNBOUND = {
    "County": PLACES,
    "Township": PLACES,
    "Village.population": LIVE,
    "Village.version": FORMS,
    "VillageGroup": LIVE,
    "PartyMember": LIVE,
    "User.person": ACCOUNTS,
    "User.role": ACCOUNTS,
    "User.township": ACCOUNTS,
    "User.village": ACCOUNTS,
    "User.password": ACCOUNTS,
    "User.last_login": ACCOUNTS,
    "User.is_active": ACCOUNTS,
    "User.must_change_password": ACCOUNTS,
    "User.created_at": ACCOUNTS,
    "User.session_mark": ACCOUNTS,
    "Invitation": "opens an account once; making, taking back and accepting it are events, and so is the naming",
    "Election.version": FORMS,
    "ElectionGroup.position": "the order on pages; codes, names and eligible are bound",
    "ElectionGroup.source": "which of the village's groups it was copied from",
    "ElectionMember.source": "which of the roster's members it was copied from",
    "ElectionMember.stroke_key": "follows from the name, which is bound; the order on a ballot is bound by itself",
    "ElectionMember.sex": PERSONAL,
    "ElectionMember.birth_date": PERSONAL,
    "ElectionMember.education": PERSONAL,
    "ElectionMember.joined_on": PERSONAL,
    "ElectionMember.present_post": PERSONAL,
    "Sheet.warnings_open": "counts warnings without words; the words are bound, and whoever signs counts anew",
}
# What the database refuses whatever else is written: some constraint holds the columns together.
REFUSED = {
    "BallotLine.round",
    "ReviewLine.review",
    "ReviewLine.taken",
    "Sheet.draft_by",
    "Sheet.phase",
    "Sheet.round",
    "User.county",
}
NAMED = re.compile(r"选举 \d+（.*）(表内数据与留痕不符 /\S+：|第\d+条：|《.+》（第 \d+ 版）的文件)")


@pytest.mark.django_db
class TestTables(TestCase):
    """One election for all, with a row in every table; another one to which rows could be moved."""

    election: Election

    @classmethod
    def setUpTestData(cls) -> None:
        village, user = new_village()
        cls.election = told(village, user)
        empty = Village.objects.create(township=village.township, name="长沙坑村", population=1800)
        Village.objects.create(township=village.township, name="石塘村", population=900)
        Township.objects.create(county=village.township.county, name="别乡")
        create_election(
            village_id=empty.pk, era="pilot_2004", year=2004, choices=choices(), by=user.actor, at=NOW
        )

    def found(self, *only: str) -> bool:
        """Whether verify_chain finds something, and names where."""
        status, lines = verified(*only)
        faults = [line for line in lines if not line.endswith("完整，与表内数据一致")]
        assert all(NAMED.match(line) for line in faults), faults
        assert bool(status) == bool(faults)
        return bool(faults)

    def rows(self, model: type[Model]) -> "QuerySet[Any]":
        """The rows of the election, in order."""
        own = {Election: self.election.pk, Village: self.election.village_id}
        rows = model._base_manager.order_by("pk")
        return rows.filter(pk=own[model]) if model in own else rows

    def test_every_column_changed_is_found(self) -> None:
        unseen, stuck = set(), set()
        for model in bound():
            for field in columns(model):
                name = f"{model.__name__}.{field.name}"
                tried = [self.tried(row, field) for row in some_of(self.rows(model), field.attname)]
                assert tried, f"no row of {model.__name__}: tests.ballots.complete should have one"
                unseen |= {name} if any(False in seen for seen in tried) else set()
                stuck |= set() if any(tried) else {name}
        assert unseen == {name for name in UNBOUND if "." in name}
        assert stuck == REFUSED

    def tried(self, row: Model, field: Any) -> list[bool]:
        """For one other value that the database takes, and for none at all, whether verify_chain finds it."""
        value, seen = getattr(row, field.attname), []
        for alternatives in (others(field, value), [None] if field.null and value is not None else []):
            with transaction.atomic():
                if any(changed(row, field.attname, other) for other in alternatives):
                    seen.append(self.found("--election", str(self.election.pk)))
                transaction.set_rollback(True)
        return seen

    def test_rows_removed_and_added_are_found(self) -> None:
        unseen = []
        for model in set(bound()) - {Election, Village, User}:
            rows = list(self.rows(model))
            for row in (rows[0], rows[-1]):
                with transaction.atomic():
                    removed(row)
                    unseen += [] if self.found() else [f"{model.__name__} removed"]
                    transaction.set_rollback(True)
            with transaction.atomic():
                unseen += [f"{model.__name__} added"] if added(rows[-1]) and not self.found() else []
                transaction.set_rollback(True)
        assert unseen == []


def bound() -> list[type[Model]]:
    """The tables whose rows the chain tells of; events themselves are another test's."""
    return [model for model in tables() if model.__name__ not in {*UNBOUND, Event.__name__}]
