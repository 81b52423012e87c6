"""Tally sheets keyed by two clerks, each from the paper."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ballots.models import Sheet
from ballots.services.sheet_decisions import explain_warnings
from ballots.services.sheets import save_sheet
from elections.rules.duties import OfficialDuty
from elections.rules.entry import Phase
from elections.rules.permissions import Actor
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures

from .campaign import Campaign
from .figures import renamed

AN_ENTRY_TAKES = timedelta(minutes=5)
# The stage of the story in which the clerks of each vote are named.
NAMED_IN = {OfficialDuty.TRUST_CLERK: Stage.ANNOUNCED, OfficialDuty.ASSEMBLY_CLERK: Stage.ASSEMBLY}


def key_twice(
    campaign: Campaign, sheet: Sheet, duty: OfficialDuty, figures: TallyFigures, *, at: datetime
) -> None:
    """Let two clerks key a sheet, so that its figures count."""
    first, second, *_ = campaign.named(NAMED_IN[duty], duty)
    key_once(campaign, sheet, figures, by=first, at=at)
    if sheet.phase == Phase.SECOND_DUE:
        key_once(campaign, sheet, figures, by=second, at=at + AN_ENTRY_TAKES)


def key_once(campaign: Campaign, sheet: Sheet, figures: TallyFigures, *, by: Actor, at: datetime) -> None:
    """Let one clerk key what stands on the paper: what does not add up there is finished all the same."""
    save_sheet(
        sheet_id=sheet.pk,
        version=sheet.version,
        figures=renamed(figures, campaign.codes),
        as_on_paper=True,
        by=by,
        at=at,
    )
    sheet.refresh_from_db()


def explain(campaign: Campaign, sheet: Sheet, words: Mapping[str, str], *, at: datetime) -> None:
    """Tick the warnings of a sheet off."""
    explain_warnings(
        election_id=campaign.election_id,
        words={sheet.pk: words},
        versions={sheet.pk: sheet.version},
        by=campaign.clerk,
        at=at + 2 * AN_ENTRY_TAKES,
    )
