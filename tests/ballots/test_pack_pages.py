"""Print packs through the page and from the command line."""

import io
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from factories import make_election

from elections.models import Election, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return make_election(village, clerk, members=8, groups=2)


def test_the_page_tells_the_ballots_and_the_paper_of_each_group(
    election: Election, clerk: User, client: Client
) -> None:
    client.force_login(clerk)
    text = client.get(reverse("print_packs", args=[election.pk])).text
    assert text.count('<td class="num" data-th="印制选票">105</td>') == 2
    assert "选票共 210 张，用白色 A4 纸 106 张" in text
    assert text.count("备用票为投票人数的5%，不足1张的按1张计，最少3张。") == 1
    assert 'data-pack="2" data-name="中坊村信任投票印刷包.zip"' in text
    assert "正式候选人确定后，才能打包印制选举票。" in text
    assert (
        reverse("print_packs", args=[election.pk]) in client.get(reverse("papers", args=[election.pk])).text
    )


def test_the_pack_is_sent_as_one_zip(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    answer = client.get(reverse("trust_pack", args=[election.pk]))
    assert (answer.streaming, answer["Content-Type"]) == (True, "application/zip")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E4%B8%AD")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == ["01 第1村小组.pdf", "02 第2村小组.pdf", "目录.sha256"]


def test_a_pack_that_cannot_be_made_says_why(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    answer = client.get(reverse("assembly_pack", args=[election.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("print_packs", args=[election.pk]), 302)]
    assert answer.text.count("正式候选人确定后，才能打包印制选举票。") == 2
    election.members.filter(code="m1").update(name="王\ue000")
    refused = client.get(reverse("trust_pack", args=[election.pk]), follow=True)
    assert "没有字形，不能制作材料：看不见的字符（U+E000）。" in refused.text
    election.groups.filter(name="第1村小组").update(eligible=9_000_000)
    refused = client.get(reverse("trust_pack", args=[election.pk]), follow=True)
    assert "第1村小组要印选票 9450000 张，超过一次能打包的 20000 张" in refused.text


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_takes_the_same_queries_however_many_groups(
    village: Village, clerk: User, client: Client, django_assert_num_queries: object, groups: int
) -> None:
    election = make_election(village, clerk, members=4 * groups, groups=groups)
    client.force_login(clerk)
    with django_assert_num_queries(18):  # type: ignore[operator]
        client.get(reverse("print_packs", args=[election.pk]))


def test_the_command_writes_a_line_for_each_group_and_the_zip(election: Election, tmp_path: Path) -> None:
    told = StringIO()
    call_command("print_pack", str(election.pk), output=tmp_path / "印", papers=True, stdout=told)
    folder = tmp_path / "印"
    assert told.getvalue().splitlines() == [
        f"1/2  {folder}/信任投票/01 第1村小组.pdf  选票 105 张（白色），A4 纸 53 张",
        f"2/2  {folder}/信任投票/02 第2村小组.pdf  选票 105 张（白色），A4 纸 53 张",
        f"{folder}/信任投票印刷包.zip",
        "党员大会：正式候选人确定后，才能打包印制选举票。",
        f"{folder}/全部文书/01 村民名单公告.pdf",
        f"{folder}/全部文书/02 选举办法（草案）.pdf",
        f"{folder}/全部文书/03 致村民公开信.pdf",
        f"{folder}/全部文书/04 投票通知 第1村小组.pdf",
        f"{folder}/全部文书/05 投票通知 第2村小组.pdf",
        f"{folder}/全部文书/06 信任票.pdf",
        f"{folder}/全部文书/07 委托投票证.pdf",
        f"{folder}/全部文书/08 委托投票公示.pdf",
        f"{folder}/全部文书/09 计票单 第1村小组票箱.pdf",
        f"{folder}/全部文书/10 计票单 第2村小组票箱.pdf",
    ]
    with zipfile.ZipFile(folder / "信任投票印刷包.zip") as archive:
        assert archive.read("01 第1村小组.pdf") == (folder / "信任投票" / "01 第1村小组.pdf").read_bytes()


def test_the_command_refuses_in_words(village: Village, clerk: User, tmp_path: Path) -> None:
    early = make_election(village, clerk, stage=Stage.ANNOUNCED)
    with pytest.raises(CommandError, match="信任投票开始后") as refused:
        call_command("print_pack", str(early.pk), output=tmp_path)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="没有编号为 4711 的选举") as unknown:
        call_command("print_pack", "4711", output=tmp_path)
    assert unknown.value.returncode == 2
    assert list(tmp_path.iterdir()) == []
