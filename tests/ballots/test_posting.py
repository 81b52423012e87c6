"""Papers on boards: put up where, when, by whom, with a picture; taken down; what each version's status is."""

import hashlib
import io
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from boards import hung, picture
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from factories import AT, make_election
from PIL import Image
from test_issuing import issue, reworded, with_conditions

from ballots.models import Notice, Posting
from ballots.services.archive import INDEX, write_archive
from ballots.services.photos import LARGEST_FILE, plain_photo
from ballots.services.posting import PostingEntry, post_paper, take_down
from elections.models import Election, Event, User, Village
from elections.services.guard import Refused
from elections.services.refusals import AtField

pytestmark = pytest.mark.django_db
DAY = AT.date()
LATER = datetime.fromisoformat("2004-09-10T10:00:00+08:00")


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return with_conditions(make_election(village, clerk))


@pytest.fixture
def notice(election: Election, clerk: User) -> Notice:
    return issue(election, "conditions", clerk)


def down(posting: Posting, by: User, on: date, at: datetime = LATER) -> Posting:
    return take_down(posting_id=posting.pk, taken_down_on=on, taken_down_by="熊六", by=by.actor, at=at)


def status(notice: Notice) -> str:
    return Notice.objects.get(pk=notice.pk).status.label


def test_a_paper_is_issued_posted_and_taken_down_and_the_log_tells_of_it(notice: Notice, clerk: User) -> None:
    assert status(notice) == "已发布"
    board, group = (hung(notice, clerk, place, on=DAY, at=LATER) for place in ("公告栏", "第1村小组"))
    assert status(notice) == "已张贴"
    down(board, clerk, date(2004, 9, 9))
    assert status(notice) == "已张贴"
    down(group, clerk, date(2004, 9, 10))
    assert status(notice) == "已撤下"
    told = Event.objects.filter(action__startswith="paper_").order_by("number")
    assert [event.action for event in told] == [
        "paper_made",
        *["paper_posted"] * 2,
        *["paper_taken_down"] * 2,
    ]
    assert '"posted_by":"熊六"' in told[1].payload


def test_an_older_version_is_superseded_cannot_be_posted_and_can_be_taken_down(
    election: Election, notice: Notice, clerk: User
) -> None:
    posting = hung(notice, clerk, on=DAY, at=LATER)
    second = issue(reworded(election, "办事公道。"), "conditions", clerk)
    assert (status(notice), status(second)) == ("已被代替", "已发布")
    with pytest.raises(AtField) as refused:
        hung(notice, clerk, "第1村小组", on=DAY, at=LATER)
    assert refused.value.faults == {"posted_on": "这一版已被代替，不能再张贴。"}
    down(posting, clerk, DAY)
    assert status(notice) == "已被代替"


def test_dates_that_cannot_be_and_second_clicks_are_refused(notice: Notice, clerk: User) -> None:
    for day, words in (
        (date(2004, 8, 27), "张贴日期早于发布日期，请核对。"),
        (date(2004, 9, 11), "张贴日期晚于今天，请照实际日期填写。"),
    ):
        with pytest.raises(AtField, match=words):
            hung(notice, clerk, on=day, at=LATER)
    posting = hung(notice, clerk, on=date(2004, 9, 1), at=LATER)
    entry = PostingEntry("公告栏", DAY, "熊六")
    with pytest.raises(Refused, match="刚才有变动"):
        post_paper(notice_id=notice.pk, entry=entry, known=0, by=clerk.actor, at=LATER)
    with pytest.raises(AtField, match="撤下日期早于张贴日期"):
        down(posting, clerk, date(2004, 8, 31))
    down(posting, clerk, date(2004, 9, 1))
    with pytest.raises(Refused, match="已经登记过撤下"):
        down(posting, clerk, date(2004, 9, 2))
    assert Posting.objects.count() == 1


def test_ballots_are_not_posted_and_not_everybody_may_say_where_a_paper_hangs(
    election: Election, notice: Notice, clerk: User, viewer: User
) -> None:
    ballot = issue(election, "trust_ballot", clerk)
    with pytest.raises(Refused, match="信任票不张贴"):
        hung(ballot, clerk, on=DAY, at=LATER)
    with pytest.raises(PermissionDenied):
        hung(notice, viewer, on=DAY, at=LATER)


def test_the_database_refuses_a_number_twice_and_half_a_taking_down(notice: Notice, clerk: User) -> None:
    hung(notice, clerk, "公告栏", on=DAY, at=LATER)
    second = hung(notice, clerk, "第1村小组", on=DAY, at=LATER)
    for change in (
        {"number": 1},
        {"taken_down_by": "熊六"},
        {"taken_down_on": DAY},
        {"taken_down_on": date(2004, 8, 27), "taken_down_by": "熊六"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.filter(pk=second.pk).update(**change)


def test_a_photo_is_made_small_upright_and_loses_what_the_phone_knew() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter: left becomes top
    exif[0x010F] = "PHONE MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    kept = plain_photo(picture(3000, 2000, exif=exif.tobytes()))
    with Image.open(io.BytesIO(kept)) as found:
        assert (found.format, found.size, dict(found.getexif())) == ("JPEG", (1067, 1600), {})
        top, bottom = found.getpixel((500, 100)), found.getpixel((500, 1500))
    assert (top[0] > 150, bottom[2] > 150) == (True, True)
    assert b"PHONE" not in kept
    assert b"Exif" not in kept
    assert plain_photo(picture(3000, 2000, exif=exif.tobytes())) == kept


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpegs(kind: str) -> None:
    assert plain_photo(picture(40, 30, kind))[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"no picture", "这不是能读的照片，请选 JPEG、PNG 或 WebP 格式的照片。"),
        (picture()[:300], "这不是能读的照片，请选 JPEG、PNG 或 WebP 格式的照片。"),
        (picture(kind="GIF"), "这不是能读的照片，请选 JPEG、PNG 或 WebP 格式的照片。"),
        (picture(10_000, 7_000, "PNG"), "照片太大，不能超过 12 MB；请用手机缩小以后再选。"),
        (b"x" * (LARGEST_FILE + 1), "照片太大，不能超过 12 MB；请用手机缩小以后再选。"),
    ],
    ids=["text", "half", "gif", "seventy million pixels", "large"],
)
def test_what_is_no_photo_is_refused_in_words(file: bytes, words: str) -> None:
    with pytest.raises(AtField) as refused:
        plain_photo(file)
    assert refused.value.faults == {"photo": words}


def post(client: Client, notice: Notice, **typed: Any) -> Any:
    data = {"known": "0", "place": "公告栏", "posted_on": "2026-11-01", "posted_by": "熊六", **typed}
    return client.post(reverse("posting", args=[notice.pk]), data, follow=True)


def test_posted_and_taken_down_through_the_pages(notice: Notice, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    file = SimpleUploadedFile("a.jpg", picture())
    answer = post(client, notice, photo=file)
    assert "中坊村任职条件公告：已登记张贴在公告栏。" in answer.text
    posting = Posting.objects.get()
    shown = client.get(reverse("posting_photo", args=[posting.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert hashlib.sha256(shown.content).hexdigest() == posting.photo_sha256
    url = reverse("posting_take_down", args=[posting.pk])
    assert (
        "撤下日期早于张贴日期，请核对。"
        in client.post(url, {"taken_down_on": "2026-10-01", "taken_down_by": "熊六"}).text
    )
    answer = client.post(url, {"taken_down_on": "2026-11-02", "taken_down_by": "熊七"}, follow=True)
    assert "已登记从公告栏撤下。" in answer.text
    assert "2026年11月2日 熊七" in answer.text
    listed = client.get(reverse("papers", args=[notice.election_id])).text
    assert ("已撤下" in listed, "张贴 1 处" in listed, notice.code in listed) == (True, True, True)


def test_a_wrong_file_is_said_at_its_place_and_what_was_typed_stays(
    notice: Notice, clerk: User, client: Client
) -> None:
    client.force_login(clerk)
    answer = post(client, notice, photo=SimpleUploadedFile("a.jpg", b"no picture"))
    assert "这不是能读的照片，请选 JPEG、PNG 或 WebP 格式的照片。" in answer.text
    assert ('value="公告栏"' in answer.text, 'value="2026-11-01"' in answer.text) == (True, True)
    assert Posting.objects.count() == 0


def test_the_archive_has_the_photo_and_its_hash(election: Election, notice: Notice, clerk: User) -> None:
    posting = hung(notice, clerk, "公告栏/东", on=DAY, photo=picture(), at=LATER)
    with write_archive(election, at=LATER) as file, ZipFile(file) as archive:
        name = "张贴照片/001 中坊村任职条件公告 公告栏_东.jpg"
        assert hashlib.sha256(archive.read(name)).hexdigest() == posting.photo_sha256
        assert f"{posting.photo_sha256}  {name}" in archive.read(INDEX).decode()


def test_a_photo_changed_afterwards_is_found(
    election: Election, notice: Notice, clerk: User, capsys: pytest.CaptureFixture[str]
) -> None:
    posting = hung(notice, clerk, on=DAY, photo=picture(), at=LATER)
    Posting.objects.filter(pk=posting.pk).update(photo=picture(41, 30))
    with pytest.raises(SystemExit):
        call_command("verify_chain", "--election", str(election.pk))
    told = "《中坊村任职条件公告》（第 1 版）的文件，即张贴在村务公开栏的照片，与登记时的 SHA-256 不符"
    assert told in capsys.readouterr().out
