"""Export, import into an empty database, export again: the same bytes, and the same decision."""

import json

import pytest
from django.core.management import call_command
from django.db import transaction
from dossiers import exported, through_the_database
from generated import an_election
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballots.services.dossier import export_dossier
from elections.models import Election

pytestmark = pytest.mark.django_db
SHORT = settings(deadline=None, database=None, max_examples=20, suppress_health_check=list(HealthCheck))
LONG = settings(SHORT, max_examples=200)


def check(content: bytes) -> None:
    again, decision = through_the_database(content)
    assert again == content
    assert decision == json.loads(content)["outcome"]


def test_the_running_villages_of_the_demo() -> None:
    with transaction.atomic():
        call_command("load_demo")
        running = Election.objects.exclude(stage="preparation").order_by("pk")
        contents = [export_dossier(election.pk) for election in running]
        transaction.set_rollback(True)
    stages = [json.loads(content)["record"]["election"]["stage"] for content in contents]
    assert stages == ["handed_over", "assembly", "trust_voting"]
    for content in contents:
        check(content)


def test_elections_made_up() -> None:
    @SHORT
    @given(data=st.data())
    def tried(data: st.DataObject) -> None:
        check(exported(lambda: an_election(data)))

    tried()


@pytest.mark.long
def test_elections_made_up_in_great_number() -> None:
    @LONG
    @given(data=st.data())
    def tried(data: st.DataObject) -> None:
        check(exported(lambda: an_election(data)))

    tried()
