"""Elections that hypothesis makes up, carried through the services as far as they get."""

from contextlib import suppress
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from dossiers import new_village
from factories import codes_of, even_figures, trust_sheets
from hypothesis import strategies as st
from keyers import accept, key_once, of_crew, recount, retype
from meetings import attend, hold, record_steps, recorder, settle, version_of
from stagekit import NOW, begin, close, name_for_assembly, prepare

from ballots.models import Sheet
from ballots.selectors.dossier import decided
from ballots.selectors.papers import NotYet, catalogue
from ballots.services.assembly import ExcusalEntry, add_excusal
from ballots.services.boxes import add_mobile_box
from ballots.services.going_back import go_back
from ballots.services.papers import make_paper
from ballots.services.shortlist import order_new_vote, proceed_with_fewer
from elections.models import Election, User
from elections.rules.stages import ORDER, Stage
from elections.rules.tally import TallyFigures
from elections.services.elections import change_plan
from elections.services.guard import Refused, Stale

STOPS = (Refused, Stale, PermissionDenied, NotYet)


def an_election(data: st.DataObject) -> Election:
    """An election somewhere between its beginning and its end, with what may have happened on the way."""
    village, user = new_village()
    election = begin(village, user)
    change_plan(
        election_id=election.pk,
        version=version_of(election),
        planned={Stage.PREPARATION: NOW.date()},
        by=user.actor,
        at=NOW,
    )
    last = data.draw(st.integers(1, 10), label="stage")
    _carry(data, election, user, last)
    if data.draw(st.booleans(), label="goes back"):
        target = data.draw(st.sampled_from(ORDER[:last]))
        with suppress(*STOPS):
            go_back(
                election_id=election.pk,
                version=version_of(election),
                target=target,
                reason="日期写错",
                by=user.actor,
                at=NOW,
            )
        _carry(data, election, user, data.draw(st.integers(1, 10), label="again to"))
    return Election.objects.get(pk=election.pk)


def _carry(data: st.DataObject, election: Election, user: User, last: int) -> None:
    election.refresh_from_db()
    with suppress(*STOPS):
        for stage in ORDER[election.present_stage.number - 1 : last]:
            _work(data, election, stage, user)
            if stage.number < last or last == len(ORDER):
                close(election, stage, user)


def _work(data: st.DataObject, election: Election, stage: Stage, user: User) -> None:
    """What is done in a stage before it closes."""
    if stage is Stage.TRUST_VOTING:
        _vote(data, election, user)
    elif stage is Stage.SHORTLISTED:
        _remedy(data, election, user)
    elif stage is Stage.REVIEWED:
        taken = data.draw(
            st.sampled_from([("m1", "m2", "m3", "m4"), ("m1", "m2", "m3", "m4", "m5"), ("m1",)])
        )
        settle(election, user, *taken)
        if data.draw(st.booleans(), label="reviewed twice"):
            settle(election, user, "m1", "m2", "m3", "m4", replaces="漏看一份材料")
    elif stage is Stage.ASSEMBLY:
        _meet(data, election, user)
    elif not election.officials.exists() or stage is not Stage.PREPARATION:
        with suppress(*STOPS):
            prepare(election, stage, user)


def _vote(data: st.DataObject, election: Election, user: User) -> None:
    sheets = trust_sheets(election)
    if data.draw(st.booleans(), label="mobile box"):
        group = sheets[0].group
        assert group is not None
        add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=user.actor, at=NOW)
    good = data.draw(st.integers(2, 7), label="trusted")
    for sheet in trust_sheets(election):
        most = 4 if sheet.kind == "mobile" else 50
        codes = codes_of(sheet.round)
        high, low = (3, 1) if sheet.kind == "mobile" else (45, 10)
        favours = {code: high if place < good else low for place, code in enumerate(codes)}
        _key(data, sheet, even_figures(codes, issued=most, returned=most, invalid=0, favours=favours))
    if data.draw(st.sampled_from([True, False, False]), label="prints"):
        entry = next(
            entry for entry in catalogue(election, today=NOW.date()) if entry.sheet and not entry.waits_for
        )
        make_paper(election=election, key=entry.key, by=user.actor, at=NOW)


def _key(data: st.DataObject, sheet: Sheet, figures: TallyFigures) -> None:
    """Two clerks key the sheet, with drafts, slips and recounts on the way, until the figures count."""
    first, second, third = (of_crew(sheet, name) for name in ("luruyuan", "erlu", "sanlu"))
    for _ in range(data.draw(st.integers(0, 2), label="drafts")):
        key_once(sheet, _some_figures(data, codes_of(sheet.round)), first)
    slip = replace(figures, proxies=data.draw(st.integers(0, 4), label="slip"))
    key_once(sheet, figures, first)
    if data.draw(st.sampled_from([False, False, True]), label="recounted"):
        recount(sheet)
        key_once(sheet, figures, third)
    key_once(sheet, slip, second)
    for turn, clerk in (("again", second), ("third", first if _typed(sheet, third) else third)):
        if Sheet.objects.get(pk=sheet.pk).phase in ("different", "third_due"):
            typed = slip if turn == "again" and data.draw(st.booleans(), label="slips again") else figures
            retype(sheet, typed, clerk)
    if Sheet.objects.get(pk=sheet.pk).phase == "confirm_due":
        accept(sheet)


def _typed(sheet: Sheet, clerk: User) -> bool:
    return Sheet.objects.get(pk=sheet.pk).first_by_id == clerk.pk


def _some_figures(data: st.DataObject, codes: list[str]) -> TallyFigures:
    """Anything that may be typed, most of it wrong or not yet there."""
    figure = st.none() | st.integers(0, 70)
    counts = {
        name: data.draw(figure) for name in ("printed", "issued", "spoiled", "returned", "valid", "proxies")
    }
    rows = {code: data.draw(st.tuples(figure, figure, figure)) for code in codes[:3]}
    return TallyFigures(**counts, votes=rows)


def _remedy(data: st.DataObject, election: Election, user: User) -> None:
    order = {"election_id": election.pk, "reason": "信任率不足", "by": user.actor, "at": NOW}
    with suppress(*STOPS):
        if data.draw(st.booleans(), label="votes again"):
            order_new_vote(version=version_of(election), **order)  # type: ignore[arg-type]
        else:
            proceed_with_fewer(version=version_of(election), **order)  # type: ignore[arg-type]


def _meet(data: st.DataObject, election: Election, user: User) -> None:
    name_for_assembly(election, user)
    if data.draw(st.booleans(), label="excused"):
        entry = ExcusalEntry(ground="ILLNESS", consent_number="许党发〔2004〕31号", adopted=True)
        with suppress(*STOPS, KeyError):
            add_excusal(
                election_id=election.pk,
                version=version_of(election),
                member_code="m9",
                entry=entry,
                by=recorder(election),
                at=NOW,
            )
    attend(election, data.draw(st.integers(7, 8), label="present"))
    election = Election.objects.get(pk=election.pk)
    record_steps(election)
    review = decided(election).review
    assert review is not None
    taken = [line.member.code for line in review.lines.all() if line.taken]
    for kind, people in (("committee", taken), ("secretary", taken[:1]), ("secretary", taken[1:2])):
        shares = {code: data.draw(st.sampled_from([6, 5, 4, 1, 0])) for code in people}
        written = {"m6": 1} if data.draw(st.booleans(), label="written in") else None
        with suppress(*STOPS):
            hold(election, kind, shares, ballots=7, write_ins=written)
