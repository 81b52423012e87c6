"""Whatever file is read as a dossier: exit 0, 1 or 2 with words, never a traceback; an import writes all or nothing."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elections.dossier.canonical import canonical_text
from elections.models import Election
from tests.ballots.complete import told
from tests.ballots.dossiers import exported, new_village, rechain, reseal
from tests.ballots.edits import others
from tests.fuzz.watching import held

SHORT = settings(
    deadline=None, database=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck)
)
LONG = settings(SHORT, max_examples=1000)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
    | st.sampled_from([
        "", "\0", "\ud800", "长" * 5000, "2004-13-45", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00",
        "2004-12-01T01:00:00", "1/0", "-1/2", "9" * 2000, "m1", "#1", "approved", 10**30, -(10**18), 1e308, True,
    ])
)  # fmt: skip
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
# Text that no JSON library writes.
TEXTS = st.sampled_from(
    ["", "[" * 200_000, '{"a":' * 5_000, "NaN", "1" * 10_000, '{"a":1,"a":2}', '"\\ud800"', "\ufeff{}", "null", "[1e999]"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> str:
    """A real dossier changed in up to four places; perhaps linked and sealed anew, as a forger would."""
    data = json.loads(content)
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(places(data))
        kind = draw(st.sampled_from(["junk", "other", "gone", "twice"]))
        if kind == "gone":
            del holder[key]
        elif kind == "twice" and isinstance(holder, list):
            holder.insert(key, holder[key])
        elif kind == "other" and (found := others(holder[key])):
            holder[key] = found[0]
        else:
            holder[key] = draw(JSON)
    return _forged(data, linked=draw(st.booleans()), sealed=draw(st.booleans()))


@st.composite
def unbound(draw: st.DrawFn, content: bytes) -> str:
    """A forgery of what no chain and no figure tells of, so that it comes as far as the tables."""
    data = json.loads(content)
    record = data["record"]
    rows = [*record["people"], *record["register"], record["place"], *record["groups"], data["village"]]
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.sampled_from(rows))
        row[draw(st.sampled_from(sorted(row)))] = draw(JSON)
    return _forged(data, linked=False, sealed=True)


@st.composite
def places(draw: st.DrawFn, data: Any) -> tuple[Any, Any]:
    """A place somewhere in a file: what holds it, and under which key."""
    holder = data
    while True:
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        inner = holder[key]
        if not (isinstance(inner, dict | list) and inner) or draw(st.sampled_from([True] + [False] * 5)):
            return holder, key
        holder = inner


def _forged(data: Any, *, linked: bool, sealed: bool) -> str:
    try:
        if linked:
            data["record"]["chain"] = rechain(data["record"]["chain"])
        if sealed:
            data = reseal(data)
    except (AttributeError, LookupError, TypeError, ValueError):
        pass  # so much is broken that nothing can be linked or sealed
    return json.dumps(data)


@pytest.mark.django_db
class TestDossiers(TestCase):
    """An empty database; whatever an import does is taken back."""

    content: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        cls.content = exported(lambda: told(*new_village()))

    def status(self, *words: str) -> int:
        """How a command ends; anything but its exit statuses is raised."""
        said = StringIO()
        try:
            with redirect_stdout(said), redirect_stderr(said):
                call_command(*words, stdout=said, stderr=said)
        except CommandError as refused:
            return refused.returncode
        except SystemExit as ended:
            return int(str(ended.code))
        return 0

    def read(self, content: str | bytes, directory: str) -> None:
        path = Path(directory) / "election.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        assert self.status("decide", str(path)) in (0, 2)
        assert self.status("decide", "--explain", str(path)) in (0, 2)
        verified = self.status("verify_dossier", str(path))
        assert verified in (0, 1, 2)
        with transaction.atomic():
            imported = self.status("import_dossier", str(path))
            assert imported in (0, 2)
            rows = sum(map(len, held().values()))
            assert bool(rows) == (imported == 0)
            assert verified == 0 or imported == 2
            assert imported == 2 or Election.objects.count() == 1
            transaction.set_rollback(True)

    def check(self, setting: settings) -> None:
        arbitrary = st.binary(max_size=200) | st.text(max_size=200) | TEXTS | JSON.map(json.dumps)
        kinds = st.sampled_from(
            [arbitrary, mutated(self.content), mutated(self.content), unbound(self.content)]
        )

        @setting
        @given(kinds.flatmap(lambda kind: kind))
        def tried(content: str | bytes) -> None:
            with TemporaryDirectory() as directory:
                self.read(content, directory)

        tried()

    def test_the_real_one(self) -> None:
        with TemporaryDirectory() as directory:
            self.read(self.content, directory)
            self.read(canonical_text(json.loads(self.content)), directory)

    def test_any_file(self) -> None:
        self.check(SHORT)

    @pytest.mark.long
    def test_any_file_in_great_number(self) -> None:
        self.check(LONG)
