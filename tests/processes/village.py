"""Run as `python -m tests.processes.village`: fills an empty database with one election whose trust vote is counted.

A program of its own, since the tests' own process has Django set up for another database. It prints what the clients
need to know.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from elections.models import Election

GROUPS = 6
NOMINEES = 12
CLERKS = 30
MONITORS = 10


def main() -> None:
    """Make the database and tell of it."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        facts = _facts(_election())
    sys.stdout.write(json.dumps(facts))


def _election() -> Election:
    """An election in the stage of the trust vote. Its usual crew never signs in: no slow hash for them."""
    from django.test import override_settings

    from elections.models import County, Township, Village
    from tests.ballots.factories import make_election
    from tests.conftest import make_user

    county = County.objects.create(name="崇仁县")
    township = Township.objects.create(county=county, name="许坊乡", document_prefix="许党发")
    village = Village.objects.create(township=township, name="中坊村", population=1463)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        by = make_user("xiangzhen", "township", township)
        return make_election(village, by, groups=GROUPS, members=NOMINEES)


def _facts(election: Election) -> dict[str, object]:
    from tests.ballots.factories import codes_of, trust_sheets
    from tests.conftest import PASSWORD

    sheets = trust_sheets(election)
    return {
        "sheets": {sheet.pk: sheet.number for sheet in sheets},
        "nominees": codes_of(sheets[0].round),
        "clerks": _named(election, "clerk", CLERKS),
        "monitors": _named(election, "monitor", MONITORS),
        "password": PASSWORD,
    }


def _named(election: Election, role: str, number: int) -> list[str]:
    """Accounts named for the duty. Argon2 takes its time on purpose: all of them share one hash of one password."""
    from django.contrib.auth.hashers import make_password

    from elections.models import User
    from tests.ballots.factories import AT, appoint
    from tests.conftest import PASSWORD

    password, village = make_password(PASSWORD), election.village
    found = []
    for n in range(1, number + 1):
        user = User.objects.create(
            username=f"{role}{n:02d}",
            password=password,
            person=f"{role}{n:02d}人",
            role=role,
            township=village.township,
            village=village,
            must_change_password=False,
            created_at=AT,
        )
        appoint(election, user, f"trust_{role}")
        found.append(user.username)
    return found


if __name__ == "__main__":
    main()
