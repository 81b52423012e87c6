"""Sheets of the assembly: write-ins, the head count, a ballot that is over."""

from dataclasses import replace

import pytest
from factories import (
    assembly_round,
    codes_of,
    set_stage,
)
from keyers import key_once, key_sheet, retype, standing

from ballots.models import Keying, KeyingWriteIn
from ballots.selectors.dossier import decided
from elections.models import Election, User
from elections.rules.entry import Phase
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused

pytestmark = pytest.mark.django_db


def test_an_assembly_sheet_with_write_ins(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    held = assembly_round(election, clerk)
    sheet = held.sheets.get()
    votes = dict.fromkeys(codes_of(held), (4, 3, 1))
    figures = TallyFigures(issued=8, returned=8, valid=8, invalid=0, votes=votes, write_ins={"m7": 2})
    key_sheet(sheet, figures)
    assert standing(sheet)[0] == "verified"
    assert list(KeyingWriteIn.objects.values_list("member__code", "votes")) == [("m7", 2), ("m7", 2)]
    assert decided(election).dossier.assembly.rounds[0].write_ins == {"m7": 2}  # type: ignore[union-attr]


def test_write_ins_that_differ_are_retyped_as_one(
    election: Election, clerk: User, second_clerk: User
) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    held = assembly_round(election, clerk)
    sheet = held.sheets.get()
    votes = dict.fromkeys(codes_of(held), (4, 3, 1))
    figures = TallyFigures(issued=8, returned=8, valid=8, invalid=0, votes=votes, write_ins={"m7": 2})
    key_once(sheet, figures, clerk)
    key_once(sheet, replace(figures, write_ins={"m6": 1, "m7": 2}), second_clerk)
    assert retype(sheet, figures, second_clerk).phase is Phase.VERIFIED
    assert Keying.objects.get(turn=3).retyped == ["/write_ins"]


def test_an_assembly_sheet_is_checked_against_those_present(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    held = assembly_round(election, clerk)
    votes = dict.fromkeys(codes_of(held), (4, 4, 1))
    figures = TallyFigures(issued=9, returned=9, valid=9, invalid=0, votes=votes)
    assert key_once(held.sheets.get(), figures, clerk, as_on_paper=True).phase is Phase.FIRST_ERRORS


def test_an_earlier_ballot_of_the_assembly_is_closed(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    first = assembly_round(election, clerk).sheets.get()
    assembly_round(election, clerk, kind="supplementary", seats=1)
    with pytest.raises(Refused, match="另一轮投票"):
        key_once(first, TallyFigures(issued=8), clerk)
