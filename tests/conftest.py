"""The fixed people and places of the tests: two townships, two villages of one of them."""

from datetime import UTC, datetime

import pytest

from elections.models import County, Township, User, Village

PASSWORD = "correct-horse-battery"
NOW = datetime(2004, 8, 1, 1, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` runs the full numbers of what otherwise runs in a short version alone; `--approve` accepts how papers look."""
    parser.addoption("--long", action="store_true", help="also run the tests marked long")
    parser.addoption("--approve", action="store_true", help="keep the pages of papers as they look now")


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


def make_user(
    username: str, role: str, township: Township | None, village: Village | None = None, **facts: object
) -> User:
    """An account that has already chosen its own password."""
    return User.objects.create_user(
        **{
            "username": username,
            "password": PASSWORD,
            "person": f"{username}人",
            "role": role,
            "township": township,
            "village": village,
            "must_change_password": False,
            "created_at": NOW,
        }
        | facts
    )


# The accounts of a village, and what each is named for in an election (tests.ballots.factories.appoint).
CREW = {
    "luruyuan": "clerk",
    "erlu": "clerk",
    "sanlu": "clerk",
    "zhuren": "clerk",
    "jipiao": "clerk",
    "zhuchi": "clerk",
    "jianpiao": "monitor",
    "zongjian": "monitor",
}


def one_of_crew(village: Village, name: str) -> User:
    """An account of the village, made where it is not there yet; in the second village of a test numbered."""
    known = User.objects.filter(village=village, person=f"{name}人").first()
    if known:
        return known
    taken = User.objects.filter(username__startswith=name).count()
    username = f"{name}{taken + 1}" if taken else name
    return make_user(username, CREW[name], village.township, village, person=f"{name}人")


@pytest.fixture
def township_user(township: Township) -> User:
    return make_user("xiangzhen", "township", township)


@pytest.fixture
def clerk(village: Village) -> User:
    return one_of_crew(village, "luruyuan")


@pytest.fixture
def second_clerk(village: Village) -> User:
    return one_of_crew(village, "erlu")


@pytest.fixture
def third_clerk(village: Village) -> User:
    return one_of_crew(village, "sanlu")


@pytest.fixture
def monitor(village: Village) -> User:
    """A monitor of the trust vote; `chief_monitor` is the assembly's."""
    return one_of_crew(village, "jianpiao")


@pytest.fixture
def chief_monitor(village: Village) -> User:
    return one_of_crew(village, "zongjian")


@pytest.fixture
def head(village: Village) -> User:
    """The head of the election committee."""
    return one_of_crew(village, "zhuren")


@pytest.fixture
def counter(village: Village) -> User:
    return one_of_crew(village, "jipiao")


@pytest.fixture
def chair(village: Village) -> User:
    return one_of_crew(village, "zhuchi")


@pytest.fixture
def projector(township: Township) -> User:
    return make_user("daping", "projector", township)


@pytest.fixture
def county_user(county: County) -> User:
    return make_user("xianji", "county", None, county=county)


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
