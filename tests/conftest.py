"""The fixed people and places of the tests: two townships, two villages of one of them."""

from datetime import UTC, datetime

import pytest

from elections.models import County, Township, User, Village

PASSWORD = "correct-horse-battery"
NOW = datetime(2004, 8, 1, 1, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` runs the full numbers of what otherwise runs in a short version alone."""
    parser.addoption("--long", action="store_true", help="also run the tests marked long")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests unless asked for, and mark what reaches the database through a fixture.

    The mark lets `-m django_db` select it for PostgreSQL as well.
    """
    if not config.getoption("--long"):
        items[:] = [item for item in items if item.get_closest_marker("long") is None]
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) and item.get_closest_marker("django_db") is None:
            item.add_marker("django_db")


@pytest.fixture
def county(db: None) -> County:
    return County.objects.create(name="崇仁县")


@pytest.fixture
def township(county: County) -> Township:
    return Township.objects.create(county=county, name="许坊乡", document_prefix="许党发")


@pytest.fixture
def village(township: Township) -> Village:
    return Village.objects.create(township=township, name="中坊村", population=1463)


@pytest.fixture
def other_village(township: Township) -> Village:
    return Village.objects.create(township=township, name="长沙坑村", population=1800)


def make_user(username: str, role: str, township: Township, village: Village | None = None) -> User:
    """An account that has already chosen its own password."""
    return User.objects.create_user(
        username=username,
        password=PASSWORD,
        person=f"{username}人",
        role=role,
        township=township,
        village=village,
        must_change_password=False,
        created_at=NOW,
    )


@pytest.fixture
def township_user(township: Township) -> User:
    return make_user("xiangzhen", "township", township)


@pytest.fixture
def clerk(village: Village) -> User:
    return make_user("luruyuan", "clerk", village.township, village)


@pytest.fixture
def other_clerk(other_village: Village) -> User:
    return make_user("waicun", "clerk", other_village.township, other_village)


@pytest.fixture
def viewer(township: Township) -> User:
    return make_user("liulan", "viewer", township)


@pytest.fixture
def stranger(county: County) -> User:
    elsewhere = Township.objects.create(county=county, name="别乡")
    return make_user("waixiang", "township", elsewhere)
