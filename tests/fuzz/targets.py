"""Where each route that takes forms is alive: in which village's situation, and who sits there.

A route that is not named here, and does not say 405 to a form, lets the tests fail (test_fuzzed_forms.py).
"""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

ANYWHERE = "resting"
EVERY_STAGE = (
    "preparing", "forming", "announced", "voting", "counted", "short", "reviewing", "meeting", "approved", "handing",
)  # fmt: skip
# Route → the page that has its form, where that is another one.
PAGES = {
    "account_disable": "account_list",
    "account_enable": "account_list",
    "account_second_factor": "account_reset",
    "box_add": "trust",
    "box_remove": "trust",
    "election_preview": "election_new",
    "excusal_remove": "excusal_edit",
    "invitation_withdraw": "invitations",
    "paper_make": "papers",
    "reduction_withdraw": "assembly",
    "reopening_sign": "reopening",
    "reopening_withdraw": "reopening",
    "review_check": "review",
    "sheet_check": "sheet",
    "sheet_decide": "sheet",
    "sheet_explain": "sheet",
    "sheet_retype": "sheet",
    "sheet_take_over": "sheet",
    "sign_out": "home",
    "trust_explain": "trust",
}


def at(who: str, *situations: str) -> tuple[tuple[str, str], ...]:
    """Somebody in each of these situations."""
    return tuple((one, who) for one in situations or (ANYWHERE,))


# Route → where it is alive, and who sits there.
TARGETS: dict[str, tuple[tuple[str, str], ...]] = {
    "account_disable": at("township"),
    "account_enable": at("township"),
    "account_new": at("township"),
    "account_reset": at("township"),
    "account_second_factor": at("township"),
    "attendance": at("clerk", "meeting"),
    "box_add": at("clerk", "voting"),
    "box_remove": at("township", "voting"),
    "change_password": at("clerk"),
    "correction": at("clerk", "on_board"),
    "election_conditions": at("township", "preparing"),
    "election_new": at("township"),
    "election_plan": at("township", "preparing"),
    "election_preview": at("township"),
    "election_rules": at("township", "preparing"),
    "excusal_add": at("clerk", "meeting"),
    "excusal_edit": at("clerk", "meeting"),
    "excusal_remove": at("clerk", "meeting"),
    "invitation": (*at("nobody", "announced"), *at("guest", "announced")),
    "invitation_withdraw": at("township", "announced"),
    "invitations": at("township", "announced", "meeting"),
    "member_edit": at("township"),
    "member_new": at("township"),
    "member_remove": at("township"),
    "new_vote": at("township", "short"),
    "objection_finding": at("township", "objected"),
    "objection_new": at("township", "objected"),
    "officials": at("township", "preparing", "announced", "meeting"),
    "paper_make": at("township", "announced", "voting"),
    "paper_wording": at("township", "voting"),
    "posting": at("clerk", "on_board"),
    "posting_take_down": at("township", "on_board"),
    "proceed": at("township", "short"),
    "reduction_withdraw": at("clerk", "reduced"),
    "reopening": at("township", "reviewing", "unfilled"),
    "reopening_sign": at("head", "asked"),
    "reopening_withdraw": at("township", "asked"),
    "review": at("township", "reviewing", "objected"),
    "review_check": at("township", "reviewing"),
    "round_open": at("clerk", "meeting", "reduced"),
    "round_reduce": at("clerk", "unfilled"),
    "round_sign": at("chief_monitor", "balloted"),
    "round_withdraw": at("clerk", "ballot"),
    "second_factor_codes": at("phone"),
    "second_factor_off": at("phone"),
    "second_factor_phone": at("clerk"),
    "sheet": at("clerk", "voting", "ballot"),
    "sheet_check": at("clerk", "voting", "ballot"),
    "sheet_decide": at("monitor", "faulty", "warned"),
    "sheet_explain": at("clerk", "warned"),
    "sheet_retype": at("clerk", "differing"),
    "sheet_take_over": at("clerk", "begun"),
    "sign_in": at("nobody"),
    "sign_in_code": at("waiting"),
    "sign_out": at("clerk"),
    "stage_back": at("township", "forming", "opened", "counted", "meeting"),
    "stage_close": at("township", *EVERY_STAGE),
    "step_save": at("clerk", "meeting"),
    "trust_explain": at("clerk", "warned"),
    "trust_sign": at("head", "counted"),
    "village_edit": at("township", ANYWHERE, "preparing"),
    "village_groups": at("township", ANYWHERE, "preparing"),
    "village_new": at("township"),
    "voting_notices": at("clerk", "announced"),
}
# Pages that show nothing unless their address says of what.
ASKED = {"paper_wording": {"kind": "voter_list"}}
# Forms of their own: with a file, with what came of the file, of an empty database.
APART = {"first_run", "member_import", "member_import_confirm"}
# Success is a page that shows something this once.
SHOWN_ONCE = {"account_new", "account_reset", "invitations", "second_factor_codes", "second_factor_phone"}
# A wrong code is counted, so that nobody tries them all.
COUNTED = {"invitation": frozenset({"Invitation"})}


def routes() -> Iterator[URLPattern]:
    """Every route there is."""
    yield from _below(get_resolver().url_patterns)


def _below(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns)
        else:
            yield one


def parameters(route: str) -> list[str]:
    """The names of a route's parameters."""
    (found,) = [one for one in routes() if one.name == route]
    return list(found.pattern.converters)
