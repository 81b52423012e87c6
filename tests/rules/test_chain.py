"""The audit chain by itself: canonical bytes, linking, and the first broken link by number."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from elections.dossier.chain import (
    BEGINNING,
    Broken,
    Link,
    event_bytes,
    link_hash,
    moment_text,
    plain_head,
    short_head,
    verify,
)
from elections.dossier.replay import ElectionState, Unreplayable, differences, replay

AT = moment_text(datetime(2004, 8, 1, 1, 0, tzinfo=UTC))
OTHER = {
    "number": 7,
    "at": "2004-08-01T01:00:00.000001+00:00",
    "user": "xuer",
    "name": "许二",
    "role": "township",
    "stage": "announced",
    "action": "stage_saved",
    "payload": '{"a":2}',
    "previous": "f" * 64,
    "hash": "f" * 64,
}


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, length + 1):
        previous = links[-1].hash if links else BEGINNING
        link = Link(number, AT, "xuyi", "许一", "clerk", "trust_voting", "sheet_keyed", '{"a":1}', previous)
        links.append(replace(link, hash=link_hash(link)))
    return links


def test_the_canonical_bytes_and_hash_are_fixed() -> None:
    (first,) = chain(1)
    assert event_bytes(first).decode() == (
        '{"action":"sheet_keyed","at":"2004-08-01T01:00:00.000000+00:00","name":"许一","number":1,'
        f'"payload":"{{\\"a\\":1}}","previous":"{BEGINNING}","role":"clerk","stage":"trust_voting","user":"xuyi"}}'
    )
    assert first.hash == "2ad47e792b20d29812f4817d087cc24357cfb1af40f751e381aa749b3e642713"


def test_a_whole_chain_holds() -> None:
    links = chain(5)
    assert verify(links) is None
    assert [verify(links, link.hash) for link in links] == [None] * 5
    assert verify(links, short_head(links[2].hash)) is None


def test_every_field_is_covered() -> None:
    assert set(OTHER) == {one.name for one in fields(Link)}


@pytest.mark.parametrize("name", sorted(OTHER))
@pytest.mark.parametrize("place", [0, 2, 4])
def test_any_field_changed_is_found_where_it_is(name: str, place: int) -> None:
    links = chain(5)
    links[place] = replace(links[place], **{name: OTHER[name]})
    broken = verify(links)
    assert broken is not None
    assert broken.number == place + 1


def test_removed_swapped_and_added_links_are_found() -> None:
    links = chain(5)
    gap = "这里应是第3条，却是第4条，中间的记录被删去、调换或添加"
    assert verify(links[:2] + links[3:]) == Broken(3, gap)
    assert verify(links[1:]) is not None
    assert verify([links[0], links[2], links[1], *links[3:]]) == Broken(
        2, gap.replace("3", "2").replace("4", "3")
    )
    assert verify([*links, links[4]]) is not None
    assert verify([]) == Broken(1, "没有任何记录")


def test_a_cut_or_rewritten_tail_is_found_by_the_head_on_paper() -> None:
    links = chain(5)
    head = short_head(links[3].hash)
    assert verify(links[:3]) is None
    broken = verify(links[:3], head)
    assert broken == Broken(4, f"没有链首为 {head} 的记录，末尾的记录被截去或改写")
    other = replace(links[3], payload='{"a":9}')
    rewritten = [*links[:3], replace(other, hash=link_hash(other))]
    assert verify(rewritten) is None
    assert verify(rewritten, head) == broken.__class__(5, broken.reason)


def test_a_head_is_four_groups_of_four() -> None:
    assert short_head("0123456789abcdef" + "0" * 48) == "0123 4567 89ab cdef"
    assert short_head("") == ""
    assert plain_head("0123-4567 89AB cdef") == "0123456789abcdef"
    for wrong in ("", "0123", "0123 4567 89ab cdeg", "0" * 65):
        with pytest.raises(ValueError, match="链首应为"):
            plain_head(wrong)


def test_an_event_that_fits_nothing_is_named() -> None:
    with pytest.raises(Unreplayable) as misfit:
        replay(chain(1))
    assert misfit.value.number == 1


def test_differences_name_the_place() -> None:
    assert differences(ElectionState(), ElectionState(stage="announced")) == (
        '/stage：留痕为 "preparation"，表内为 "announced"',
    )
