"""The fixed people together, for tests that ask a page as each of them."""

import pytest

from elections.models import User
from tests.elections.pages import People


@pytest.fixture
def people(township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User) -> People:
    return {
        "township": township_user,
        "clerk": clerk,
        "other_clerk": other_clerk,
        "viewer": viewer,
        "stranger": stranger,
    }
