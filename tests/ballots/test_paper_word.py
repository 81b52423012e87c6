"""The Word file of a paper through the page."""

import io
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from factories import AT, make_election

from ballots.models import Notice
from ballots.notices.facts import NoticeKind
from ballots.selectors.papers import PaperKey
from ballots.services.papers import make_paper
from elections.models import Election, User, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    election = make_election(village, clerk)
    texts = {"conditions_secretary": "办事公道。", "conditions_member": "群众信得过。"}
    Election.objects.filter(pk=election.pk).update(**texts)
    return Election.objects.select_related("village__township__county").get(pk=election.pk)


def text_of(client: Client, election: Election) -> str:
    answer = client.get(reverse("paper_word", args=[election.pk]), {"kind": "conditions"})
    assert answer["Content-Disposition"] == (
        f"attachment; filename*=UTF-8''{quote('中坊村任职条件公告（Word 稿）.docx')}"
    )
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)


def test_a_notice_not_yet_made_comes_as_things_stand_and_is_not_stored(
    election: Election, clerk: User, client: Client
) -> None:
    client.force_login(clerk)
    assert "（一）办事公道。" in text_of(client, election)
    assert Notice.objects.count() == 0
    assert "Word 稿" in client.get(reverse("papers", args=[election.pk])).text


def test_a_notice_made_comes_as_it_was_made(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    make_paper(election=election, key=PaperKey(NoticeKind.CONDITIONS), by=clerk.actor, at=AT)
    Election.objects.filter(pk=election.pk).update(conditions_secretary="后来改写。")
    text = text_of(client, election)
    assert "（一）办事公道。" in text
    assert "后来改写" not in text


def test_what_is_not_there_yet_says_so_and_a_ballot_has_none(
    election: Election, clerk: User, client: Client
) -> None:
    client.force_login(clerk)
    address = reverse("paper_word", args=[election.pk])
    refused = client.get(address, {"kind": "elected"}, follow=True)
    assert "委员和书记选齐后，才能公布当选名单。" in refused.text
    for kind in ("trust_ballot", "tally_sheet", "deed"):
        assert client.get(address, {"kind": kind}).status_code == 404
