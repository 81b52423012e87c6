"""Papers on record, within an actor's reach."""

from django.http import Http404

from ballots.models import Notice, Posting
from elections.models import Election
from elections.rules.permissions import Actor
from elections.rules.stage_items import ITEMS
from elections.rules.stages import Stage
from elections.selectors.places import elections_of


def issued_items(election: Election, stage: Stage) -> dict[str, str]:
    """The items of a stage's record that are the number of a paper, where that paper is issued and counts."""
    keys = {item.paper: item.key for item in ITEMS[stage] if item.paper}
    issued = Notice.objects.filter(election=election, kind__in=keys, invalidated_at__isnull=True).defer("pdf")
    return {keys[notice.kind]: notice.document_number for notice in issued if notice.document_number}


def get_notice(actor: Actor, notice_id: int) -> Notice:
    """Return one paper with its bytes; raises Http404 outside the actor's reach."""
    found = Notice.objects.filter(pk=notice_id, election__in=elections_of(actor))
    notice = found.select_related("election__village").first()
    if notice is None:
        raise Http404("没有这份材料。")
    return notice


def correction_of(notice: Notice) -> Notice | None:
    """The correction of a paper that counts."""
    return notice.corrections.filter(invalidated_at__isnull=True).defer("pdf").first()


def get_posting(actor: Actor, posting_id: int) -> Posting:
    """Return a paper on a board within the actor's reach; a stranger's is not found."""
    found = Posting.objects.filter(pk=posting_id, notice__election__in=elections_of(actor))
    posting = found.select_related("notice__election__village").defer("notice__pdf").first()
    if posting is None:
        raise Http404("没有这条张贴记录。")
    return posting
