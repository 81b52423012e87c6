"""What several tests of ballots share."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from walk_world import found_world
from walks import Asker


@pytest.fixture(scope="module")
def asker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asker]:
    """One world for the whole walk, taken back at its end; the tests' own transactions are savepoints in it."""
    refused = logging.getLogger("django.request")
    before, refused.level = refused.level, logging.CRITICAL
    with django_db_blocker.unblock(), transaction.atomic():
        yield Asker(found_world())
        transaction.set_rollback(True)
    refused.level = before
