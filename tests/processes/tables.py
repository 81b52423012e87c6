"""Run as `python -m tests.processes.tables`: prints what the tables hold of every sheet, row by row, as JSON.

A program of its own, as tests.processes.village is. Before it reads, it lets the program's own commands look at the
database; where one of them finds something, that is printed instead and the exit status is theirs.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Print sheets, keyings, decisions and the events that tell of them."""
    django.setup()
    from django.core.management import call_command

    from ballots.models import Sheet, SheetDecision
    from elections.models import Event

    call_command("verify_chain", stdout=sys.stderr)
    call_command("check_invariants", stdout=sys.stderr)
    decisions = SheetDecision.objects.order_by("pk")
    found = {
        "sheets": {str(sheet.pk): [sheet.number, sheet.version] for sheet in Sheet.objects.all()},
        "keyings": _keyings(),
        "decisions": list(decisions.values("sheet", "version", "kind", "reason", "decided_by__username")),
        "events": [
            {"user": event.user, "action": event.action, **json.loads(event.payload)}
            for event in Event.objects.filter(action__startswith="sheet_").order_by("number")
        ],
    }
    sys.stdout.write(json.dumps(found))


def _keyings() -> list[dict[str, object]]:
    from ballots.models import Keying
    from elections.rules.sheet_state import COUNTS

    rows = Keying.objects.select_related("keyed_by").prefetch_related("votes__line__member").order_by("pk")
    return [
        {
            "sheet": keying.sheet_id,
            "attempt": keying.attempt,
            "turn": keying.turn,
            "finished": keying.finished,
            "retyped": keying.retyped,
            "version": keying.version,
            "user": keying.keyed_by.username,
            "counts": {name: getattr(keying, name) for name in COUNTS},
            "votes": [
                [vote.line.member.code, vote.favour, vote.against, vote.abstain]
                for vote in keying.votes.all()
            ],
        }
        for keying in rows
    ]


if __name__ == "__main__":
    main()
