"""What several tests of ballots share."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from factories import make_election, trust_sheets
from pytest_django.plugin import DjangoDbBlocker
from walk_world import found_world
from walks import Asker

from ballots.models import Sheet
from elections.models import Election, User, Village


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    """An election in its trust vote; a module whose tests begin elsewhere has one of its own."""
    return make_election(village, township_user)


@pytest.fixture
def sheet(election: Election) -> Sheet:
    """Its first box."""
    return trust_sheets(election)[0]


@pytest.fixture(scope="module")
def asker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asker]:
    """One world for the whole walk, taken back at its end; the tests' own transactions are savepoints in it."""
    refused = logging.getLogger("django.request")
    before, refused.level = refused.level, logging.CRITICAL
    with django_db_blocker.unblock(), transaction.atomic():
        yield Asker(found_world())
        transaction.set_rollback(True)
    refused.level = before
