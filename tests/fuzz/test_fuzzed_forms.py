"""Whatever is sent to any form: an answer, never half a write, and nothing of an election without its event."""

import pytest
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import body, sendings, values
from tests.fuzz.reading import Form, forms_of, route_of
from tests.fuzz.targets import APART, ASKED, COUNTED, PAGES, SHOWN_ONCE, TARGETS, parameters, routes
from tests.fuzz.watching import Rows, changed, faults, held
from tests.fuzz.world import World, build

SHORT = settings(
    deadline=None, database=None, derandomize=True, max_examples=3, suppress_health_check=list(HealthCheck)
)
LONG = settings(SHORT, max_examples=45)
# What pages read of an address, and a name that none reads.
QUERIES = [
    "action",
    "again",
    "download",
    "era",
    "kind",
    "next",
    "page",
    "round_id",
    "sheet_id",
    "show",
    "stage",
    "user",
    "x",
]
URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.django_db
class TestForms(TestCase):
    """One township for all; whatever an example does is taken back."""

    world: World
    numbers: list[int]
    before: Rows

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()
        cls.numbers, cls.before = cls.world.numbers(), held()

    def test_every_route_that_takes_a_form_is_tried(self) -> None:
        heard = set()
        for route in routes():
            url = reverse(route.name, kwargs=self.world.arguments(route.pattern.converters, "meeting"))
            with transaction.atomic():
                answer = self.world.browser("township", "meeting").post(url)
                heard |= {route.name} if answer.status_code != 405 else set()
                transaction.set_rollback(True)
        assert heard == {*TARGETS, *APART}

    def forms(self, route: str, situation: str, who: str) -> list[Form]:
        """The forms of a page that lead to `route`."""
        page = PAGES.get(route, route)
        url = reverse(page, kwargs=self.world.arguments(parameters(page), situation))
        with transaction.atomic():
            html = (
                self.world.browser(who, situation)
                .get(url, {"again": "1", **ASKED.get(page, {})})
                .content.decode()
            )
            transaction.set_rollback(True)
        return [
            form for form in forms_of(html, url) if route_of(form.action) == route and form.method == "post"
        ]

    def test_any_address(self) -> None:
        self.check_addresses(settings(SHORT, max_examples=60))

    @pytest.mark.long
    def test_any_address_in_great_number(self) -> None:
        self.check_addresses(settings(SHORT, max_examples=600))

    def check_addresses(self, setting: settings) -> None:
        """Every route with numbers of others' rows and of none, with any query; whoever asks."""
        named = [route for route in routes() if route.name != "archive"]

        @setting
        @given(data=st.data())
        def tried(data: st.DataObject) -> None:
            route = data.draw(st.sampled_from(named), label="route")
            number, word = (
                st.sampled_from(self.numbers),
                st.from_regex(r"[-a-zA-Z0-9_]{1,20}", fullmatch=True),
            )
            given_ = {
                name: data.draw(word if name in ("token", "code") else number)
                for name in route.pattern.converters
            }
            who = data.draw(st.sampled_from(["township", "clerk", "monitor", "phone", "nobody"]))
            query = data.draw(st.dictionaries(st.sampled_from(QUERIES), values(self.numbers), max_size=3))
            with transaction.atomic():
                client = self.world.browser(who, "resting")
                address = f"{reverse(route.name, kwargs=given_)}?{body([*query.items()])}"
                assert client.get(address).status_code < 500
                assert client.head(address).status_code < 500
                assert changed(self.before, held()) == set()
                transaction.set_rollback(True)

        tried()

    def check(self, route: str, setting: settings) -> None:
        forms = {one: self.forms(route, *one) for one in TARGETS[route]}
        assert all(forms.values()), f"{route}: no form in {[one for one in forms if not forms[one]]}"

        @setting
        @given(data=st.data())
        def tried(data: st.DataObject) -> None:
            situation, who = data.draw(st.sampled_from(TARGETS[route]))
            form, pairs = data.draw(sendings(forms[situation, who], self.numbers))
            with transaction.atomic():
                client = self.world.browser(who, situation)
                response = client.post(form.action, body(pairs), content_type=URLENCODED)
                counted = COUNTED.get(route, frozenset())
                shows = route in SHOWN_ONCE
                found = faults(client, response, self.before, held(), shows=shows, counted=counted)
                transaction.set_rollback(True)
            assert found == []

        tried()

    def test_all_forms(self) -> None:
        for route in TARGETS:
            self.check(route, SHORT)

    @pytest.mark.long
    def test_all_forms_in_great_number(self) -> None:
        for route in TARGETS:
            self.check(route, LONG)
