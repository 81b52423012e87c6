"""verify_notice: a file against the facts attached to it, against what the program makes of them, against the record."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from boards import corrected
from django.core.management import CommandError, call_command
from django.urls import reverse
from factories import AT, make_election
from meetings import hold, in_assembly
from notices_samples import PILOT, TODAY, trust_ballot
from notices_samples import conditions as sample
from test_issuing import issue, reworded, with_conditions

from ballots.models import Notice
from ballots.notices.attached import BadPaper, attached_facts
from ballots.notices.facts import Conditions, to_bytes
from ballots.notices.pdf import ATTACHMENT, render_pdf
from elections.models import Election, User, Village
from tests.elections.pages import as_user

pytestmark = pytest.mark.django_db
CODE = "7K3F-9Q2M-XR81D"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return with_conditions(make_election(village, township_user))


def coded(facts: Conditions) -> Conditions:
    return replace(facts, header=replace(facts.header, code=CODE))


def verify(file: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit status and what was said."""
    path = folder / "paper.pdf"
    path.write_bytes(file)
    status = 0
    try:
        call_command("verify_notice", str(path))
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, capsys.readouterr().out


def with_facts(pdf: bytes, facts: bytes) -> bytes:
    """The same pages with other facts attached."""
    return saved(replaced(pikepdf.open(io.BytesIO(pdf)), facts))


def replaced(paper: pikepdf.Pdf, facts: bytes) -> pikepdf.Pdf:
    paper.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(paper, facts, filename=ATTACHMENT)
    return paper


def saved(paper: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def test_a_paper_says_what_it_is_and_is_what_the_program_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = render_pdf(coded(sample(PILOT))).pdf
    status, told = verify(pdf, tmp_path, capsys)
    assert status == 0
    for words in (
        "种类：任职条件公告",
        "编号：许党发〔2004〕12号",
        f"查验码：{CODE}",
        f"文件 SHA-256：{hashlib.sha256(pdf).hexdigest()}",
        "一致：按所附内容重新制作，与文件逐字节相同。",
        "这台机器的数据库中没有这份材料",
    ):
        assert words in told


def test_a_ballot_without_a_code_is_verified_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = verify(render_pdf(trust_ballot(TODAY)).pdf, tmp_path, capsys)
    assert (status, "种类：信任票" in told, "查验码" in told) == (0, True, False)


def test_any_byte_changed_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte in each twentieth of the file: header, pages, fonts, attachment, table of objects."""
    pdf = render_pdf(coded(sample(PILOT))).pdf
    for part in range(20):
        place = len(pdf) * part // 20 + 11
        changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
        assert verify(changed, tmp_path, capsys)[0] == 1, place


def test_a_figure_changed_in_the_attached_facts_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = coded(sample(PILOT))
    pdf = with_facts(render_pdf(facts).pdf, to_bytes(replace(facts, seats=facts.seats + 2)))
    assert attached_facts(pdf) == replace(facts, seats=facts.seats + 2)
    status, told = verify(pdf, tmp_path, capsys)
    assert (status, "不符：按所附内容重新制作，与文件不同" in told) == (1, True)


def test_against_the_record_a_paper_forged_throughout_is_found(
    election: Election, township_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = issue(election, "conditions", township_user)
    status, told = verify(bytes(made.pdf), tmp_path, capsys)
    assert (status, "记录：中坊村任职条件公告，第 1 版，已发布。" in told) == (0, True)
    facts = attached_facts(bytes(made.pdf))
    assert isinstance(facts, Conditions)
    status, told = verify(render_pdf(replace(facts, seats=5)).pdf, tmp_path, capsys)
    assert "一致：按所附内容重新制作，与文件逐字节相同。" in told
    assert (status, "不符：文件所附的内容与发布时的记录不同。" in told, made.sha256 in told) == (
        1,
        True,
        True,
    )


def test_a_superseded_paper_is_the_one_on_record_and_its_status_is_said(
    election: Election, township_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = issue(election, "conditions", township_user)
    issue(reworded(election, "办事公道。"), "conditions", township_user)
    status, told = verify(bytes(Notice.objects.get(pk=made.pk).pdf), tmp_path, capsys)
    assert (status, "第 1 版，已被代替（已由许党发〔2004〕2号代替）。" in told) == (0, True)


def test_a_corrected_paper_names_its_correction_and_a_correction_its_paper(
    election: Election, township_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://toupiao.example.org"
    made = issue(election, "conditions", township_user)
    settings.PUBLIC_URL = ""
    correction = corrected(made, township_user, said="群众信得过", right="群众信任", at=AT)
    status, told = verify(bytes(made.pdf), tmp_path, capsys)
    assert (status, f"已更正，见许党发〔2004〕2号（查验码 {correction.code}）。" in told) == (0, True)
    status, told = verify(bytes(correction.pdf), tmp_path, capsys)
    address = f"许党发〔2004〕1号（https://toupiao.example.org/v/{made.code}/）"
    assert (status, f"更正的材料：中坊村任职条件公告，{address}。" in told) == (0, True)
    assert "已更正" not in told


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (b"{}", "读不懂"),
        (b'{"kind": "deed"}', "读不懂"),
        (b"\xff", "读不懂"),
        (b"[1]", "读不懂"),
        (to_bytes(sample(PILOT)) + b" ", "不是程序写的那样"),
    ],
)
def test_facts_that_are_none_are_refused(facts: bytes, words: str) -> None:
    with pytest.raises(BadPaper, match=words):
        attached_facts(with_facts(render_pdf(sample(PILOT)).pdf, facts))


def test_what_is_no_paper_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(b"no pdf", tmp_path, capsys) == (1, "不符：文件不是完好的 PDF，或者已被改动。\n")
    blank = pikepdf.new()
    blank.add_blank_page(page_size=(100, 100))
    status, told = verify(saved(blank), tmp_path, capsys)
    assert (status, "不是本程序发布的材料" in told) == (1, True)
    with pytest.raises(CommandError) as refused:
        call_command("verify_notice", str(tmp_path / "nothing.pdf"))
    assert refused.value.returncode == 2


def test_a_poster_is_verified_by_what_it_is_made_from(
    village: Village, township_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    hold(election, "secretary", {"m1": 10})
    made = issue(election, "elected", township_user)
    client = as_user(township_user)
    address = reverse("paper_poster", args=[made.pk])
    poster = client.get(address).content
    status, said = verify(poster, tmp_path, capsys)
    assert (status, "这是按所附内容制作的 A3 海报" in said, "不符" in said) == (0, True, False)
    assert f"记录：{made.title}，第 1 版，已发布。" in said
    foot = pdfplumber.open(io.BytesIO(poster)).pages[0].extract_text()
    assert made.code in foot
    assert "内容校验：" in foot
    assert verify(poster.replace(b"%PDF-1.7", b"%PDF-1.6"), tmp_path, capsys)[0] == 1
    Notice.objects.filter(pk=made.pk).update(
        invalidated_at=AT, invalidated_reason="已由第2版代替", superseded=True
    )
    assert client.get(address).status_code == 404
