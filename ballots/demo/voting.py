"""From the preparation to the preliminary candidates."""

from datetime import datetime, timedelta

from ballots.models import Sheet
from ballots.services.boxes import add_mobile_box
from elections.rules.duties import OfficialDuty
from elections.rules.stages import Stage

from .campaign import Campaign, close, draft, draft_and_print, make_papers, moment, name_officials
from .figures import Box
from .keying import explain, key_once, key_twice
from .signing import sign_result

A_BOX_TAKES = timedelta(minutes=12)


def prepare(campaign: Campaign) -> None:
    """Carry the election through the stage it is in, of those before its trust vote, whose officials it names."""
    stage = campaign.election.present_stage
    name_officials(campaign, stage)
    if campaign.stage(stage).papers:
        draft_and_print(campaign, stage)
    close(campaign, stage)


def vote(campaign: Campaign) -> None:
    """Add the mobile boxes, make the papers of the vote, and key the boxes counted so far."""
    told = campaign.stage(Stage.TRUST_VOTING)
    _add_mobile_boxes(campaign, at=moment(told.drafted_at))
    make_papers(campaign, told.papers, at=moment(told.drafted_at))
    at = moment(told.begun_at)
    draft(campaign, Stage.TRUST_VOTING, at=at)
    for box in campaign.story.boxes:
        if box.figures is not None:
            at += A_BOX_TAKES
            _key(campaign, box, at=at)


def certify(campaign: Campaign) -> None:
    """Certify the figures, announce them, and post the preliminary candidates."""
    close(campaign, Stage.TRUST_VOTING)
    sign_result(campaign, at=moment(campaign.stage(Stage.TRUST_VOTING).closed_at))
    draft_and_print(campaign, Stage.TRUST_CERTIFIED)
    close(campaign, Stage.TRUST_CERTIFIED)
    draft_and_print(campaign, Stage.SHORTLISTED)
    close(campaign, Stage.SHORTLISTED)


def _add_mobile_boxes(campaign: Campaign, *, at: datetime) -> None:
    groups = {group.code: group.pk for group in campaign.election.groups.all()}
    known = len(groups)
    for box in campaign.story.boxes:
        if not box.mobile:
            continue
        sheet = add_mobile_box(
            election_id=campaign.election_id, group_id=groups[box.unit], known=known, by=campaign.clerk, at=at
        )
        known = sheet.number


def _key(campaign: Campaign, box: Box, *, at: datetime) -> None:
    assert box.figures is not None  # noqa: S101 - asked by the caller
    sheet = Sheet.objects.get(
        round__election=campaign.election_id,
        group__code=box.unit,
        kind=Sheet.Kind.MOBILE if box.mobile else Sheet.Kind.GROUP,
    )
    if box.once:
        key_once(campaign, sheet, box.figures, by=campaign.clerk, at=at)
        return
    key_twice(campaign, sheet, OfficialDuty.TRUST_CLERK, box.figures, at=at)
    if box.explanations:
        explain(campaign, sheet, box.explanations, at=at)
