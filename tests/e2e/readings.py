"""What the pages say, compared with what was decided."""

import re

from figures import Json
from playwright.sync_api import Locator, Page, expect


def agrees_trust(page: Page, decided: Json) -> None:
    """The page of the trust vote says what was decided."""
    says = page.locator("[data-status][data-final]")
    expect(says).to_have_attribute("data-status", decided["status"])
    figures = page.locator("dl.figures").inner_text()
    numbers = {
        name: decided[name] for name in ("eligible", "returned", "issued", "valid", "invalid", "turnout")
    }
    found = re.findall(r"\d+(?:\.\d+)?", figures)
    assert {name: str(value) in found for name, value in numbers.items()} == dict.fromkeys(numbers, True)


def agrees_shortlist(page: Page, decided: Json) -> None:
    """The page of the shortlist says what was decided, line by line."""
    expect(page.locator("[data-status]")).to_have_attribute("data-status", decided["status"])
    lines = page.locator("table.rank tbody tr")
    said = [[cell.strip() for cell in line.inner_text().split("\t") if cell.strip()] for line in lines.all()]
    assert [line[:4] for line in said] == [
        [str(line["rank"]), line["member"], str(line["trust"]), f"{line['rate']}%"]
        for line in decided["ranking"]
    ]
    assert [line[1] for line in said if line[4] == "预备候选人"] == decided["shortlist"]
    assert sorted(page.locator("#register tbody th").all_inner_texts()) == sorted(decided["shortlist"])


def agrees_review(page: Page, decided: Json, candidates: list[str]) -> None:
    """The page of the review says what was decided."""
    expect(page.locator("#review")).to_have_attribute("data-status", decided["status"])
    assert sorted(page.locator("tr[data-taken] th").all_inner_texts()) == sorted(candidates)


def agrees_assembly(page: Page, decided: Json, given: Json) -> None:
    """The page of the assembly says what was decided, ballot by ballot."""
    outcome = decided["assembly"]
    expect(page.locator("#assembly")).to_have_attribute("data-status", outcome["status"])
    reduced = str(outcome["seats"]) if outcome["seats"] != decided["seats"] else None
    assert page.locator("#assembly").get_attribute("data-reduced") == reduced
    quorum = outcome["quorum"]
    words = f"够法定 {quorum['needed']} 人" if quorum["reached"] else f"不足法定 {quorum['needed']} 人"
    expect(page.locator("#attendance .state").first).to_have_text(words)
    if quorum["reached"]:
        assert [_ballot(panel) for panel in page.locator("[data-round]").all()] == [
            _decided_ballot(line, held) for line, held in zip(outcome["rounds"], given["rounds"], strict=True)
        ]
    people = page.locator("[data-elected] tr[data-member]")
    assert sorted(people.locator("th").all_inner_texts()) == sorted(outcome["elected"])
    secretary = page.locator("[data-elected] tr[data-secretary] th").all_inner_texts()
    assert secretary == [outcome["secretary"]] * bool(outcome["secretary"])


def _ballot(panel: Locator) -> Json:
    needed = re.search(r"至少 (\d+) 票当选", panel.inner_text())
    rows = [
        [cell.strip() for cell in row.inner_text().split("\t")] for row in panel.locator("tbody tr").all()
    ]
    return {
        "kind": panel.get_attribute("data-kind"),
        "status": panel.get_attribute("data-status"),
        "majority_needed": int(needed[1]) if needed else None,
        "approvals": {row[0].removesuffix(" 另选"): int(row[1]) for row in rows},
        "elected": sorted(row[0].removesuffix(" 另选") for row in rows if row[-1].startswith("当选")),
        "tied": sorted(row[0] for row in rows if row[-1] == "得票相等，重新投票"),
    }


def _decided_ballot(line: Json, held: Json) -> Json:
    approvals = {name: votes["approve"] for name, votes in held["votes"].items()}
    return {
        "kind": line["kind"],
        "status": line["status"],
        "majority_needed": line["majority_needed"],
        "approvals": approvals | held.get("write_ins", {}),
        "elected": sorted(line["elected"]),
        "tied": sorted(line["tied"]),
    }
