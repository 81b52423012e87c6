"""Naming people: by duty, refused where the rules ban it, with what is still missing."""

import pytest
from django.test import Client
from django.urls import reverse

from elections.models import Election, Official, PartyMember, User, Village
from elections.rules.stages import Stage
from elections.services.register import follow_register
from tests.ballots.stagekit import NOW, begin, carry, name_officials
from tests.elections.pages import as_user


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


def page_of(election: Election) -> str:
    return reverse("officials", args=[election.pk])


def entry(**changes: object) -> dict[str, object]:
    return {"duty": "trust_caller", "member": "none", "name": "熊一", "group": "all", "post": ""} | changes


def member(election: Election, name: str) -> int:
    return election.members.get(name=name).pk


def test_naming_and_taking_off(election: Election, desk: Client) -> None:
    response = desk.post(page_of(election), entry(post="村民代表"), follow=True)
    assert "已登记熊一为信任投票唱票人。" in response.content.decode()
    official = Official.objects.get()
    assert (official.duty, official.name, official.post, official.member, official.group) == (
        "trust_caller",
        "熊一",
        "村民代表",
        None,
        None,
    )
    response = desk.post(page_of(election), {"remove": str(official.pk)}, follow=True)
    assert "已取消熊一（信任投票唱票人）。" in response.content.decode()
    assert Official.objects.count() == 0
    response = desk.post(page_of(election), {"remove": str(official.pk)}, follow=True)
    assert "这个人已经不在名单上。" in response.content.decode()


@pytest.mark.parametrize("posted", ["", "x", "-1", "9" * 40, "1.5"])
def test_taking_off_somebody_impossible(posted: str, election: Election, desk: Client) -> None:
    response = desk.post(page_of(election), {"remove": posted}, follow=True)
    assert "这个人已经不在名单上。" in response.content.decode()


def test_one_box(election: Election, desk: Client) -> None:
    group = election.groups.get(name="第二村小组")
    desk.post(page_of(election), entry(duty="trust_monitor", group=str(group.pk)))
    assert Official.objects.get().group == group


def test_a_member_may_sit_on_the_committee(election: Election, desk: Client) -> None:
    desk.post(page_of(election), entry(duty="committee", name="", member=str(member(election, "于海林"))))
    official = Official.objects.get()
    assert (official.name, official.member.name) == ("于海林", "于海林")


@pytest.mark.parametrize("duty", ["trust_caller", "trust_counter", "trust_monitor"])
def test_no_member_handles_trust_ballots(duty: str, election: Election, desk: Client) -> None:
    data = entry(duty=duty, name="", member=str(member(election, "于海林")))
    response = desk.post(page_of(election), data)
    word = {"trust_caller": "唱票人", "trust_counter": "计票人", "trust_monitor": "监票人"}[duty]
    assert response.context["form"].non_field_errors() == [f"于海林是被投信任票的党员，不能担任{word}。"]
    assert Official.objects.count() == 0


def test_nor_a_near_relative(election: Election, desk: Client) -> None:
    data = entry(relatives=[str(member(election, "于海林")), str(member(election, "朱文斌"))])
    response = desk.post(page_of(election), data)
    assert response.context["form"].non_field_errors() == [
        "熊一是于海林的近亲属，于海林是被投信任票的党员，熊一不能担任唱票人。",
        "熊一是朱文斌的近亲属，朱文斌是被投信任票的党员，熊一不能担任唱票人。",
    ]
    assert Official.objects.count() == 0


def test_one_person_one_task(election: Election, desk: Client) -> None:
    desk.post(page_of(election), entry())
    response = desk.post(page_of(election), entry(duty="trust_counter"))
    assert response.context["form"].non_field_errors() == [
        "熊一兼任唱票人、计票人；唱票人、计票人、监票人须是不同的人。"
    ]
    assert Official.objects.count() == 1


def test_a_name_on_the_roster_must_be_told_apart(election: Election, desk: Client) -> None:
    response = desk.post(page_of(election), entry(name="于海林"))
    sentence = "名册中有党员于海林。是他本人的，请选他；不是的，请选“与党员同名的另一人”。"
    assert response.context["form"].errors["member"] == [sentence]
    assert response.content.decode().count(sentence) == 2
    desk.post(page_of(election), entry(name="于海林", member="another"))
    assert Official.objects.get().member is None


def test_twice_the_same(election: Election, desk: Client) -> None:
    desk.post(page_of(election), entry())
    response = desk.post(page_of(election), entry())
    assert response.context["form"].non_field_errors() == ["这个人已经登记为信任投票唱票人，不必再登记。"]
    assert Official.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"duty": ""}, "duty", "请选择一项。"),
        ({"duty": "boss"}, "duty", "请从列出的各项中选择。"),
        ({"name": ""}, "name", "请填写姓名，或者从名册中选一名党员。"),
        ({"name": "长" * 31}, "name", "最多 30 个字。"),
        ({"post": "长" * 41}, "post", "最多 40 个字。"),
        ({"member": "999999"}, "member", "请从列出的各项中选择。"),
        ({"member": "x"}, "member", "请从列出的各项中选择。"),
        ({"group": "999999"}, "group", "请从列出的各项中选择。"),
        ({"relatives": ["999999"]}, "relatives", "请从列出的各项中选择。"),
    ],
)
def test_bad_input(
    changes: dict[str, object], field: str, fault: str, election: Election, desk: Client
) -> None:
    response = desk.post(page_of(election), entry(post="村民代表") | changes)
    assert response.status_code == 200
    assert response.context["form"].errors[field] == [fault]
    assert Official.objects.count() == 0


def test_only_trust_duties_have_boxes(election: Election, desk: Client) -> None:
    group = election.groups.first()
    response = desk.post(page_of(election), entry(duty="committee", group=str(group.pk)))
    assert response.context["form"].errors["group"] == [
        "只有信任投票的唱票、计票、监票人分票箱，其余请选“全部票箱”。"
    ]


def test_candidates_and_relatives_at_the_assembly(election: Election, township_user: User) -> None:
    carry(election, Stage.ASSEMBLY, township_user)
    desk = as_user(township_user)
    own = desk.post(
        page_of(election),
        entry(duty="assembly_monitor", name="", member=str(member(election, "于海林"))),
    )
    assert own.context["form"].non_field_errors() == ["于海林是候选人，不能担任监票人。"]
    kin = desk.post(
        page_of(election),
        entry(duty="chief_monitor", name="熊九", relatives=[str(member(election, "杨志刚"))]),
    )
    assert kin.context["form"].non_field_errors() == [
        "熊九是杨志刚的近亲属，杨志刚是候选人，熊九不能担任总监票人。"
    ]
    # The fifth was on the shortlist and is not a candidate.
    desk.post(page_of(election), entry(duty="chief_monitor", name="", member=str(member(election, "徐小兰"))))
    assert Official.objects.filter(duty="chief_monitor").count() == 1


def test_what_is_missing(election: Election, township_user: User) -> None:
    name_officials(election, township_user, guidance=["章乡长"], trust_monitor=["熊三", "熊四"])
    group = election.groups.get(name="第一村小组")
    as_user(township_user).post(
        page_of(election), entry(duty="trust_monitor", name="熊五", group=str(group.pk))
    )
    response = as_user(township_user).get(page_of(election))
    assert [(item.code, item.message) for item in response.context["lacking"]] == [
        ("E-721", "选举委员会至少 3 人，现登记 0 人。"),
        ("E-722", "选举委员会主任应有 1 名，现登记 0 名。"),
        ("E-732", "还没有登记信任投票的唱票人。"),
        ("E-733", "还没有登记信任投票的计票人。"),
        ("E-734", "信任投票录入员至少 2 名，各用各的账号，现有 0 名。"),
        ("E-735", "选举委员会主任还没有账号，到时无法签字。"),
        ("E-736", "信任投票监票人还没有账号，到时无法签字。"),
        ("E-603", "第二村小组票箱只有监票人 2 名，至少要 3 名。"),
        ("E-785", "还没有登记党员大会的监票人。"),
        ("E-785", "还没有登记党员大会的计票人。"),
        ("E-785", "还没有登记党员大会的唱票人。"),
        ("E-789", "党员大会录入员至少 2 名，各用各的账号，现有 0 名。"),
        ("E-789", "党员大会总监票人还没有账号，到时无法签字。"),
        ("E-789", "党员大会计票人还没有账号，到时无法签字。"),
        ("E-789", "党员大会主持人还没有账号，到时无法签字。"),
    ]


def test_two_members_of_one_name(
    village: Village, election: Election, township_user: User, desk: Client
) -> None:
    first = PartyMember.objects.get(village=village, name="于海林")
    for pk, note in ((first.pk, "大"), (None, "小")):
        first.pk, first.note = pk, note
        first.save()
    follow_register(village, by=township_user.actor, at=NOW)
    for note in "大小":
        pk = election.members.get(name="于海林", note=note).pk
        desk.post(page_of(election), entry(duty="committee", name="", member=str(pk)))
    assert [official.name for official in Official.objects.all()] == ["于海林（大）", "于海林（小）"]


def test_after_the_assembly_nobody_is_named(election: Election, township_user: User) -> None:
    carry(election, Stage.APPROVED, township_user)
    desk = as_user(township_user)
    assert desk.post(page_of(election), entry()).status_code == 403
    response = desk.get(page_of(election))
    assert response.status_code == 200
    assert "登记一人" not in response.content.decode()


def test_roles(
    election: Election, township_user: User, clerk: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    seen = {}
    for user in (clerk, viewer, other_clerk, stranger, township_user):
        desk = as_user(user)
        seen[user.username] = (
            desk.get(page_of(election)).status_code,
            desk.post(page_of(election), entry()).status_code,
        )
    assert seen == {
        "luruyuan": (200, 403),
        "liulan": (200, 403),
        "waicun": (404, 404),
        "waixiang": (404, 404),
        "xiangzhen": (200, 302),
    }
    assert Client().get(page_of(election)).url.startswith("/sign-in/?next=")
