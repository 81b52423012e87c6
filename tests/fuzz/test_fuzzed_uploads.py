"""Whatever file is handed in as a roster, and whatever is sent as its confirmation or as the first run."""

import io
import warnings
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elections.models import User, Village
from tests.ballots.dossiers import new_village
from tests.elections.pages import as_user
from tests.elections.roster_files import GOOD, row, workbook
from tests.fuzz.mutations import body, sendings
from tests.fuzz.reading import forms_of
from tests.fuzz.watching import changed, faults, held

SHORT = settings(
    deadline=None, database=None, derandomize=True, max_examples=40, suppress_health_check=list(HealthCheck)
)
LONG = settings(SHORT, max_examples=400)
URLENCODED = "application/x-www-form-urlencoded"
ROSTER = workbook(row(), row(name="丁一", sex="女"))
CELLS = (
    st.text(max_size=30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.sampled_from([*GOOD, "=1+1", "\x0b", "2004年", "𠮷"])
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A roster with some bytes changed, cut off, doubled or put in."""
    data = bytearray(ROSTER)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        junk = draw(st.binary(max_size=8))
        kind = draw(st.sampled_from(["over", "in", "cut"]))
        if kind == "cut":
            del data[place : place + draw(st.integers(1, 400))]
        else:
            data[place : place + (len(junk) if kind == "over" else 0)] = junk
    return bytes(data)


@st.composite
def rewritten(draw: st.DrawFn) -> bytes:
    """A roster whose parts are sound ZIP entries, with their XML changed, left out or doubled."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ROSTER)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if draw(st.booleans()):
                cut = draw(st.integers(0, len(text)))
                text = text[:cut] + draw(st.sampled_from(XML)) + text[cut + draw(st.integers(0, 40)) :]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a part that is there twice
                for _ in range(draw(st.sampled_from([1, 1, 1, 1, 1, 1, 0, 2]))):
                    new.writestr(name, text.encode())
    return target.getvalue()


XML = (
    "", "<", "&", "&#0;", "&#xD800;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", '<c r="ZZZ99999999"/>', '<c r="A2" t="e"><v>#REF!</v></c>',
    "<v>1e999</v>", "<v>-1</v>", "<v>NaN</v>", "<f>1/0</f>", "</row>", '<row r="-5">', '<c t="s"><v>99999</v></c>', "\u202e", "]]>",
)  # fmt: skip
FILES = (
    st.binary(max_size=400)
    | damaged()
    | rewritten()
    | st.lists(st.lists(CELLS, max_size=9), max_size=4).map(lambda rows: workbook(*rows))
)


@pytest.mark.django_db
class TestUploads(TestCase):
    """One village; whatever an example does is taken back."""

    village: Village
    user: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.village, cls.user = new_village()
        cls.before = held()

    def upload(self, client: Client, data: bytes, name: str = "名册.xlsx") -> str:
        file = SimpleUploadedFile(name, data)
        response = client.post(f"/villages/{self.village.pk}/members/import/", {"file": file})
        assert response.status_code in (200, 400)
        return response.content.decode()

    def check_files(self, setting: settings) -> None:
        @setting
        @given(FILES, st.text(min_size=1, max_size=20).filter(lambda name: "\0" not in name))
        def tried(data: bytes, name: str) -> None:
            with transaction.atomic():
                self.upload(as_user(self.user), data, name)
                assert changed(self.before, held()) == set()
                transaction.set_rollback(True)

        tried()

    def check_confirmations(self, setting: settings) -> None:
        address = f"/villages/{self.village.pk}/members/import/"
        shown = forms_of(self.upload(as_user(self.user), ROSTER), address)
        forms = [form for form in shown if form.action.endswith("/confirm/")]

        @setting
        @given(sendings(forms, [self.village.pk]))
        def tried(sending: object) -> None:
            form, pairs = sending  # type: ignore[misc]
            with transaction.atomic():
                client = as_user(self.user)
                response = client.post(form.action, body(pairs), content_type=URLENCODED)
                assert faults(client, response, self.before, held(), shows=False) == []
                transaction.set_rollback(True)

        tried()

    def test_files(self) -> None:
        self.check_files(SHORT)

    def test_confirmations(self) -> None:
        self.check_confirmations(settings(SHORT, max_examples=15))

    @pytest.mark.long
    def test_files_in_great_number(self) -> None:
        self.check_files(LONG)
        self.check_confirmations(settings(SHORT, max_examples=100))


@pytest.mark.django_db
class TestFirstRun(TestCase):
    """A program without anybody."""

    def check(self, setting: settings) -> None:
        address, before = "/first-run/", held()
        forms = [
            form
            for form in forms_of(Client().get(address).content.decode(), address)
            if form.method == "post"
        ]

        @setting
        @given(sendings(forms, [0]))
        def tried(sending: object) -> None:
            form, pairs = sending  # type: ignore[misc]
            with transaction.atomic():
                client = Client()
                response = client.post(form.action, body(pairs), content_type=URLENCODED)
                assert faults(client, response, before, held(), shows=False) == []
                transaction.set_rollback(True)

        tried()

    def test_first_run(self) -> None:
        self.check(settings(SHORT, max_examples=10))

    @pytest.mark.long
    def test_first_run_in_great_number(self) -> None:
        self.check(settings(SHORT, max_examples=100))
