"""What a tally sheet of the assembly is checked against."""

from elections.rules.assembly_sheet import SheetTerms, sheet_terms
from elections.rules.decision import decide
from elections.rules.inputs import Assembly, Dossier, Group, Member, Method, Round, RoundKind, Village, Votes

PEOPLE = ("m1", "m2", "m3", "m4", "m5", "m6", "m7")
VILLAGE = Village("县", "乡", "村", 1463, (Group("1", "一组", 100),))
MEMBERS = (
    *(Member(person, person, "full", False) for person in PEOPLE),
    Member("p1", "p1", "probationary", False),
    Member("x1", "x1", "full", True),
)


def terms(
    method: Method, rounds: tuple[Round, ...], kind: str, candidates: tuple[str, ...], **given: int | None
):
    dossier = Dossier(VILLAGE, MEMBERS, assembly=Assembly(method, 8, 7, rounds))
    values: dict[str, int | None] = {"present": None, "place": None, **given}
    return sheet_terms(dossier, decide(dossier), kind=kind, candidates=candidates, **values)


def held(kind: str, seats: int, favours: dict[str, int]) -> Round:
    votes = {person: Votes(favour, 7 - favour, 0) for person, favour in favours.items()}
    return Round(kind, seats, tuple(favours), 7, 7, 0, 7, votes)


COMMITTEE = held(RoundKind.COMMITTEE, 3, {"m1": 7, "m2": 6, "m3": 5, "m4": 0})
PARTLY = held(RoundKind.COMMITTEE, 3, {"m1": 7, "m2": 6, "m3": 3, "m4": 0})


def test_the_first_ballot_may_write_in_whoever_can_stand_and_is_not_printed() -> None:
    found = terms(Method.COMMITTEE_THEN_SECRETARY, (), RoundKind.COMMITTEE, ("m1", "m2", "m3", "m4"))
    assert found == SheetTerms(7, ("m5", "m6", "m7"))


def test_the_elected_cannot_be_written_in_again() -> None:
    found = terms(Method.DIRECT, (PARTLY,), RoundKind.SUPPLEMENTARY, ("m3",))
    assert found == SheetTerms(7, ("m4", "m5", "m6", "m7"))


def test_a_ballot_already_decided_is_judged_by_what_stood_before_it() -> None:
    found = terms(Method.DIRECT, (PARTLY,), RoundKind.COMMITTEE, ("m1", "m2", "m3", "m4"), place=0)
    assert found == SheetTerms(7, ("m5", "m6", "m7"))


def test_a_secretary_after_the_committee_is_one_of_it_and_elected_by_it() -> None:
    found = terms(Method.COMMITTEE_THEN_SECRETARY, (COMMITTEE,), RoundKind.SECRETARY, ("m1",))
    assert found == SheetTerms(3, ("m2", "m3"), from_elected=True)


def test_a_secretary_elected_directly_after_the_committee_is_one_of_it_too() -> None:
    found = terms(Method.DIRECT, (COMMITTEE,), RoundKind.SECRETARY, ("m1",))
    assert found == SheetTerms(7, ("m2", "m3"), from_elected=True)


def test_a_secretary_elected_first_may_be_anybody_who_can_stand() -> None:
    found = terms(Method.DIRECT, (), RoundKind.SECRETARY, ("m1", "m2"))
    assert found == SheetTerms(7, ("m3", "m4", "m5", "m6", "m7"))


def test_a_run_off_has_no_write_ins() -> None:
    assert terms(Method.DIRECT, (), RoundKind.RUNOFF, ("m1", "m2")) == SheetTerms(7, ())


def test_a_ballot_with_its_own_electorate_counts_its_own_present() -> None:
    assert terms(Method.DIRECT, (), RoundKind.COMMITTEE, PEOPLE, present=6) == SheetTerms(6, ())


def test_before_the_head_count_nobody_is_present() -> None:
    dossier = Dossier(VILLAGE, MEMBERS)
    found = sheet_terms(dossier, decide(dossier), kind="committee", candidates=(), present=None, place=None)
    assert found == SheetTerms(None, ())
