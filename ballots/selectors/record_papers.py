"""What a dossier carries of an election's papers: their facts, the SHA-256 of their files, and where they hung."""

from collections.abc import Iterable

from django.db.models import Prefetch

from ballots.columns import Json, Names, row_of
from ballots.models import Notice, Posting
from elections.models import Election

NOTICE = (
    "kind",
    "round",
    "sheet",
    "number",
    "stage",
    "title",
    "facts",
    "pages",
    "sha256",
    "made_at",
    "made_by",
    "invalidated_at",
    "invalidated_reason",
    "superseded",
    "township",
    "serial_year",
    "serial",
    "code",
    "group",
    "corrects",
)
POSTING = (
    "number",
    "place",
    "posted_on",
    "posted_by",
    "photo_sha256",
    "taken_down_on",
    "taken_down_by",
)
# A township may change its name; a paper stays in the series of the same one.
OWN_TOWNSHIP = "township"


def issued_papers(election: Election) -> list[Notice]:
    """Every paper that was issued, without its file, in the order made."""
    postings = Prefetch("postings", Posting.objects.defer("photo"))
    return list(Notice.objects.filter(election=election).defer("pdf").prefetch_related(postings))


def papers_of(issued: Iterable[Notice], names: Names) -> list[Json]:
    """The papers as the dossier tells of them; one that is corrected is named by its code."""
    return [
        {
            **row_of(notice, NOTICE, names),
            "postings": [row_of(one, POSTING, names) for one in notice.postings.all()],
        }
        for notice in issued
    ]
