"""One election as the demo carries it on: who acts, and the moves that every stage shares."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ballots.models import Sheet
from ballots.selectors.notices import issued_items
from ballots.selectors.papers import catalogue
from ballots.services.officials import OfficialEntry, add_official
from ballots.services.papers import make_paper
from ballots.services.stages import close_stage, save_stage
from elections.models import Election
from elections.rules.duties import OfficialDuty
from elections.rules.permissions import Actor
from elections.rules.stages import Stage

from .story import StageStory, VillageStory


@dataclass(frozen=True, slots=True)
class Campaign:
    """An election under way, the township's actor and the village's, by user name."""

    story: VillageStory
    election_id: int
    township: Actor
    accounts: Mapping[str, Actor]

    @property
    def election(self) -> Election:
        """The election as it stands now."""
        return Election.objects.select_related("village__township__county").get(pk=self.election_id)

    @property
    def codes(self) -> dict[str, str]:
        """Name → id of the register."""
        return {member.name: member.code for member in self.election.members.all()}

    @property
    def clerk(self) -> Actor:
        """The clerk who does what needs just one."""
        return self.named(Stage.ANNOUNCED, OfficialDuty.TRUST_CLERK)[0]

    def named(self, stage: Stage, duty: OfficialDuty) -> tuple[Actor, ...]:
        """Who acts for a duty that is filled in `stage`, in the order of the story."""
        people = self.story.officials[stage][duty]
        return tuple(self.accounts[username[0]] for _, _, *username in people if username)

    def stage(self, stage: Stage) -> StageStory:
        """What the story tells of a stage."""
        return self.story.stages[stage]


def name_officials(campaign: Campaign, stage: Stage) -> None:
    """Name the people for the duties that `stage` needs; a name on the roster is that member."""
    members = {member.name: member.pk for member in campaign.election.members.all()}
    told = campaign.story.stages.get(stage, StageStory())
    at = told.drafted_at or told.begun_at or told.closed_at or campaign.story.created_at
    for duty, people in campaign.story.officials.get(stage, {}).items():
        for name, post, *username in people:
            account = campaign.accounts[username[0]].user_id if username else None
            entry = OfficialEntry(
                duty=duty, name=name, post=post, member_id=members.get(name), account_id=account
            )
            add_official(election_id=campaign.election_id, entry=entry, by=campaign.township, at=at)


def draft(campaign: Campaign, stage: Stage, *, at: datetime, known: Collection[str] = ()) -> None:
    """Write down what the stage records so far, before it closes; only what is `known`, if that is said."""
    items = campaign.stage(stage).items
    save_stage(
        election_id=campaign.election_id,
        stage=stage,
        version=campaign.election.version,
        items={key: value for key, value in items.items() if not known or key in known},
        by=campaign.township,
        at=at,
    )


def close(campaign: Campaign, stage: Stage) -> None:
    """Close the stage with everything it records."""
    told = campaign.stage(stage)
    close_stage(
        election_id=campaign.election_id,
        stage=stage,
        version=campaign.election.version,
        items={**told.items, **issued_items(campaign.election, stage)},  # a paper's number is what was issued
        by=campaign.township,
        at=moment(told.closed_at),
    )


def draft_and_print(campaign: Campaign, stage: Stage) -> None:
    """Write the stage's record down and make its papers, which speak of it."""
    told = campaign.stage(stage)
    draft(campaign, stage, at=moment(told.drafted_at))
    make_papers(campaign, told.papers, at=moment(told.drafted_at))


def make_papers(campaign: Campaign, kinds: Sequence[str], *, at: datetime) -> None:
    """Make the papers of these kinds, in their order, that can be made at this moment."""
    election, votes = campaign.election, campaign.story.votes
    listed = [entry for entry in catalogue(election, today=timezone.localdate(at)) if not entry.waits_for]
    for entry in (entry for kind in kinds for entry in listed if entry.kind.value == kind):
        if entry.sheet is None or _of_this_vote(entry.sheet, election):
            make_paper(election=election, key=entry.key, by=campaign.township, at=at, votes=votes)


def moment(told: datetime | None) -> datetime:
    """The moment that the story must tell."""
    if told is None:
        raise ValueError("the story does not tell when")
    return told


def _of_this_vote(sheet: Sheet, election: Election) -> bool:
    return (sheet.kind == Sheet.Kind.ASSEMBLY) == (election.present_stage is Stage.ASSEMBLY)
