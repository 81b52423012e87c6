"""What issuing adds to a paper: the next number of its issuing body, and a code to find it again by."""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from ballots.models import Notice
from ballots.notices.facts import Body, Facts, NoticeKind
from elections.models import Election, Township
from elections.rules.papers import CODE_ALPHABET, CODE_LENGTH, document_number, grouped_code


@dataclass(frozen=True, slots=True)
class Serial:
    """A place in a series: of which township (None: the election committee's own), year and number, and as printed."""

    township_id: int | None
    year: int
    serial: int
    printed: str


def new_code() -> str:
    """A random code of 65 bits as it is printed: 7K3F-9Q2M-XR8TD."""
    return grouped_code("".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)))


def lock_series(election: Election, series: NoticeKind) -> None:
    """Keep the other villages of the township from taking a number; the committee's series is locked with its election."""
    if series.numbered and series.body is Body.TOWNSHIP:
        Township.objects.select_for_update().get(pk=election.village.township_id)


def next_serial(election: Election, series: NoticeKind, issued_on: date) -> Serial | None:
    """The number after the last of the year, of the body that numbers the papers of the kind `series`; None without one.

    No paper is ever deleted.
    """
    if not series.numbered:
        return None
    township = election.village.township if series.body is Body.TOWNSHIP else None
    issued = Notice.objects.filter(township=township, serial_year=issued_on.year)
    if township is None:
        issued = issued.filter(election=election)
    serial = (issued.aggregate(last=Max("serial"))["last"] or 0) + 1
    prefix = township.document_prefix if township else ""
    printed = document_number(prefix, issued_on.year, serial)
    return Serial(township.pk if township else None, issued_on.year, serial, printed)


def stamped(facts: Facts, serial: Serial | None, *, replaces: str, code: str) -> Facts:
    """The facts with what issuing adds."""
    header = replace(
        facts.header,
        number=serial.printed if serial else facts.header.number,
        replaces=replaces,
        code=code,
        check_url=check_url(code) if code else "",
    )
    return replace(facts, header=header)


def check_url(code: str) -> str:
    """Where anybody may check the paper; "" where the address of this program is not configured."""
    return f"{settings.PUBLIC_URL}{reverse('check_paper', args=[code])}" if settings.PUBLIC_URL else ""
