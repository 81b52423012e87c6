"""Every route × every role × own and other village, compared with the answers written out in walk_table."""

import pytest
from walks import TAKES_NONE, Asker, Line, lines, routes

from elections.rules.permissions import TABLE, Action
from elections.rules.stages import ORDER

TABLE_FILE = "tests/ballots/walk_table.py"
OF_AN_ELECTION = {"election_id", "sheet_id"}
pytestmark = pytest.mark.django_db


def test_every_route_is_walked() -> None:
    walked, known = {line.route for line in lines()}, set(routes())
    missing = [
        f"The route {name!r} has no line in {TABLE_FILE}: write who is answered what."
        for name in known - walked
    ]
    assert missing == []
    assert sorted(walked - known) == []


def test_the_first_line_of_a_route_asks_everybody() -> None:
    first: dict[str, Line] = {}
    for line in lines():
        first.setdefault(line.route, line)
    letters = {
        name: {len(line.get.replace(" ", "")), len(line.post.replace(" ", ""))}
        for name, line in first.items()
    }
    assert {name: found for name, found in letters.items() if not (12 in found and found <= {12, 1})} == {}


def test_what_depends_on_the_stage_is_walked_where_it_is_open_and_where_it_is_not() -> None:
    points: dict[str, set[str]] = {}
    for line in lines():
        points.setdefault(line.route, set()).add(line.point)
    takes_post = {line.route for line in lines() if line.post != TAKES_NONE}
    once = [
        name
        for name, route in routes().items()
        if OF_AN_ELECTION & set(route.pattern.converters)
        and (name in takes_post or bound_to_a_stage(getattr(route.callback, "action", None)))
        and len(points[name]) < 2
    ]
    assert once == []


def bound_to_a_stage(action: object) -> bool:
    """Whether somebody may do this in some stages and not in others."""
    stages = [TABLE[role].get(action) for role in TABLE] if isinstance(action, Action) else []
    return any(found and len(found) < len(ORDER) for found in stages)


@pytest.mark.parametrize("line", lines(), ids=str)
def test_who_is_answered_what(line: Line, asker: Asker) -> None:
    assert (asker.answers(line, "get"), asker.answers(line, "post")) == (line.get, line.post)
