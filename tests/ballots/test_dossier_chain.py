"""The audit chain inside a dossier: verified with it, restored by the import, and binding what the file tells."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import TestCase
from dossiers import IMPORTED_AT, exported, rechain, reseal
from test_dossier_seal import small

from ballots.services.dossier import export_dossier
from ballots.services.dossier_import import import_dossier
from elections.dossier.chain import payload_text, short_head, values_of
from elections.dossier.check import faults_of
from elections.dossier.schema import loads, parse
from elections.models import Event
from elections.rules.decision import decide
from elections.services.guard import Refused

Json = dict[str, Any]


def verified(election_id: int) -> str:
    out = StringIO()
    call_command("verify_chain", "--election", str(election_id), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
class TestChain(TestCase):
    """One export for all."""

    content: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        cls.content = exported(small)

    def data(self) -> Json:
        found: Json = json.loads(self.content)
        return found

    def faults(self, change: Callable[[Json], None]) -> tuple[str, ...]:
        data = self.data()
        change(data)
        return faults_of(reseal(data))

    def test_it_is_carried_whole_and_verified(self) -> None:
        chain = self.data()["record"]["chain"]
        assert [event["number"] for event in chain] == list(range(1, len(chain) + 1))
        signers = {"luruyuan", "erlu", "zhuren", "jianpiao", "zongjian", "jipiao", "zhuchi"}
        assert {event["user"] for event in chain} == {"xiangzhen", *signers}
        assert chain[0]["action"] == "election_created"
        assert chain[0]["at"] == "2004-08-28T06:30:00.000000+00:00"
        assert faults_of(loads(self.content)) == faults_of(reseal(self.data())) == ()

    def test_the_import_restores_it_and_adds_nothing(self) -> None:
        chain = self.data()["record"]["chain"]
        election = import_dossier(loads(self.content), at=IMPORTED_AT)
        events = Event.objects.filter(election=election).order_by("number")
        assert [values_of(event.link) for event in events] == chain
        assert export_dossier(election.pk) == self.content
        head = short_head(chain[-1]["hash"])
        assert verified(election.pk) == (
            f"选举 {election.pk}（中坊村）：{len(chain)} 条，链首 {head}，完整，与表内数据一致\n"
        )

    def test_the_first_broken_link_is_named(self) -> None:
        def payload(data: Json) -> None:
            data["record"]["chain"][4]["payload"] += " "

        def cut(data: Json) -> None:
            del data["record"]["chain"][4]

        assert self.faults(payload) == ("/record/chain/4: 第5条：内容与其散列值不符，内容被改动",)
        assert self.faults(cut) == (
            "/record/chain/4: 第5条：这里应是第5条，却是第6条，中间的记录被删去、调换或添加",
        )

    def test_a_cut_tail_is_found_by_the_record(self) -> None:
        assert self.faults(lambda data: data["record"]["chain"].pop()) == (
            '办理记录与留痕不符 /rounds/2/certificates/0/signed/assembly_chair：留痕为 "（没有）"，办理记录为 an object of 3 keys',
        )

    def test_a_certificate_changed_together_with_the_seal_is_found(self) -> None:
        def facts(data: Json) -> None:
            data["record"]["rounds"][1]["certificates"][0]["facts"]["rows"][0]["approve"] += 1

        def name(data: Json) -> None:
            data["record"]["rounds"][1]["certificates"][0]["signatures"][0]["name"] = "别人"

        def head(data: Json) -> None:
            data["record"]["rounds"][0]["certificates"][0]["head"] = "0" * 64

        at = "办理记录与留痕不符 /rounds"
        for change, place in (
            (facts, f"{at}/2/certificates/0/content："),
            (name, f"{at}/2/certificates/0/signed/chief_monitor/words："),
            (head, f"{at}/1/certificates/0/head："),
        ):
            (fault,) = self.faults(change)
            assert fault.startswith(place)

    def test_a_dossier_whose_chain_was_taken_out_does_not_pass(self) -> None:
        def put(chain: object) -> Callable[[Json], None]:
            return lambda data: data["record"].update(chain=chain)

        none = ("/record/chain/0: 第1条：没有任何记录",)
        for chain in ([], None, {}, "x"):
            assert self.faults(put(chain)) == none
        wrong = [{}], [None], [{**self.data()["record"]["chain"][0], "number": "1"}], [{"number": 1}]
        for chain in wrong:
            (fault,) = self.faults(put(chain))
            assert fault.startswith("/record/chain/0: 不是一条留痕记录")

    def test_figures_changed_together_with_result_and_seal_are_found(self) -> None:
        def figures(data: Json) -> None:
            votes = data["trust"]["sheets"][0]["votes"]["m1"]
            votes["trust"], votes["distrust"] = votes["trust"] - 1, votes["distrust"] + 1
            data["outcome"] = decide(parse(data)).to_json()

        assert self.faults(figures) == (
            "/trust/sheets/0/votes/m1/distrust: recorded 8, computed 7",
            "/trust/sheets/0/votes/m1/trust: recorded 79, computed 80",
        )

    def test_keyings_changed_together_with_figures_are_found(self) -> None:
        def keyings(data: Json) -> None:
            data["record"]["rounds"][0]["sheets"][0]["keyings"][0]["printed"] += 1

        assert self.faults(keyings) == (
            "办理记录与留痕不符 /rounds/1/sheets/1/keyings/0/counts/printed：留痕为 95，办理记录为 96",
        )

    def test_a_chain_linked_anew_that_fits_nothing_is_found(self) -> None:
        def other(data: Json) -> None:
            chain = data["record"]["chain"]
            chain[3]["payload"] = payload_text({"round": 9})
            data["record"]["chain"] = rechain(chain)

        (fault,) = self.faults(other)
        assert fault == "/record/chain/3: 第4条：与前面的记录接不上，留痕被重新写过"

    def test_what_cannot_be_is_found_where_chain_and_record_agree(self) -> None:
        def role(data: Json) -> None:
            (clerk,) = (one for one in data["record"]["people"] if one["username"] == "luruyuan")
            clerk["role"] = "monitor"

        assert self.faults(role) == (
            "办理记录自相矛盾 第 1 轮：luruyuan 不是村选举工作人员，却经手了票数",
            "办理记录自相矛盾 第 2 轮：luruyuan 不是村选举工作人员，却经手了票数",
        )

    def test_a_record_of_another_form_is_called_so(self) -> None:
        def moment(data: Json) -> None:
            data["record"]["rounds"][0]["opened_at"] = "0001-01-01T00:00:00+23:00"

        def number(data: Json) -> None:
            data["record"]["rounds"][0]["number"] = 1.0

        def twice(data: Json) -> None:
            data["record"]["officials"].append(data["record"]["officials"][0])

        for change in (moment, number, twice):
            assert self.faults(change) == ("/record: 不是本程序写出的形式，无法与留痕核对",)

    def test_the_names_of_the_register_are_those_of_the_figures(self) -> None:
        def name(data: Json) -> None:
            data["record"]["register"][0]["name"] = "别人"

        (fault,) = self.faults(name)
        assert fault.startswith('/record/register/m1: recorded "别人", computed "')

    def test_no_import_of_what_the_chain_does_not_tell(self) -> None:
        data = self.data()
        data["record"]["chain"].pop()
        with pytest.raises(Refused, match="办理记录与留痕不符"):
            import_dossier(reseal(data), at=IMPORTED_AT)
        assert not Event.objects.exists()
