"""`decide` and `verify_dossier` as they are typed, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
CHANGKENG = ROOT / "ballots" / "demo" / "changkeng.json"


def run(*words: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
    """Exit status, standard output and error, in a locale that knows no Chinese."""
    done = subprocess.run(  # noqa: S603  # our own command with our own files
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        env={
            **os.environ,
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONIOENCODING": "ascii",
            "DJANGO_SETTINGS_MODULE": "liangpiao.settings.test",
        },
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_one_file_is_printed_in_canonical_form() -> None:
    expected = (GOLDEN / "changkeng.decision.json").read_text(encoding="utf-8")
    assert run("decide", CHANGKENG) == (0, expected, "")


def test_several_files_are_one_line_each_in_order_and_standard_input_is_one() -> None:
    status, out, _ = run("decide", GOLDEN / "14.json", "-", stdin=(GOLDEN / "03.json").read_bytes())
    assert status == 0
    first, second = [json.loads(line) for line in out.splitlines()]
    assert first["trust"]["status"] == "void"
    assert second["assembly"]["secretary"] == "m7"


def test_malformed_file_is_told_line_by_line_and_the_others_are_decided(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "x", "version": 1, "village": {}, "members": 7}', encoding="utf-8")
    status, out, err = run("decide", bad, GOLDEN / "14.json")
    assert status == 2
    assert len(out.splitlines()) == 1
    lines = err.splitlines()
    assert lines[0] == f'{bad}: /format: found "x", expected "liangpiao-dossier"'
    assert len(lines) == 7


def test_unreadable_file() -> None:
    status, out, err = run("decide", "/no/such.json")
    assert (status, out) == (2, "")
    assert (
        err
        == "/no/such.json: (root): found no readable file (No such file or directory), expected a dossier\n"
    )


def test_explain_prints_chinese_steps() -> None:
    status, out, _ = run("decide", "--explain", CHANGKENG)
    assert status == 0
    assert out.startswith("许坊乡长沙坑村\n委员职数：全村 1463 人，不超过 2000 人，配 3 名（县实施方案）\n")


class TestVerify:
    def test_all_agrees(self) -> None:
        status, out, _ = run("verify_dossier", CHANGKENG)
        assert status == 0
        assert "一致" in out

    def test_each_difference_on_its_own_line(self, tmp_path: Path) -> None:
        data = json.loads(CHANGKENG.read_bytes())
        data["outcome"]["seats"] = 3.0
        data["outcome"]["trust"]["shortlist"].pop()
        del data["outcome"]["review"]["status"]
        data["outcome"]["more"] = None
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        status, out, _ = run("verify_dossier", path)
        assert status == 1
        assert [line.split(": ")[1] for line in out.splitlines()] == [
            "/outcome/more",
            "/outcome/review/status",
            "/outcome/seats",
            "/outcome/trust/shortlist/6",
        ]
        assert out.splitlines()[3].endswith('recorded nothing, computed "m07"')

    @pytest.mark.parametrize("kept", [True, False])
    def test_problems_count_only_where_recorded_and_never_their_wording(
        self, tmp_path: Path, kept: bool
    ) -> None:
        data = json.loads((GOLDEN / "14.json").read_bytes())
        data["outcome"] = json.loads(run("decide", GOLDEN / "14.json")[1])
        for item in data["outcome"]["problems"]:
            item["message"] = "别的话"
        if not kept:
            del data["outcome"]["problems"]
        path = tmp_path / "worded.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        assert run("verify_dossier", path)[0] == 0

    def test_without_outcome(self) -> None:
        status, out, _ = run("verify_dossier", GOLDEN / "14.json")
        assert status == 1
        assert "outcome" in out

    def test_malformed(self) -> None:
        status, out, err = run("verify_dossier", "-", stdin=b"{}")
        assert (status, out) == (2, "")
        assert err.startswith("-: /format: found nothing")
