"""Adding to an election's audit chain, in the transaction of the change it tells of."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from elections.dossier.chain import BEGINNING, Link, link_hash, moment_text, payload_text
from elections.models import Election, Event
from elections.rules.log import Deed
from elections.rules.permissions import Actor


def record(
    election: Election, *, by: Actor, at: datetime, action: Deed, payload: Mapping[str, object]
) -> Event:
    """Chain one event. Call with the election's lock held, inside the transaction that makes the change."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event is recorded with its change or not at all")
    last = Event.objects.filter(election=election).order_by("-number").values_list("number", "hash").first()
    number, previous = last or (0, BEGINNING)
    link = Link(
        number=number + 1,
        at=moment_text(at),
        user=by.username,
        name=by.name,
        role=by.role.value,
        stage=election.stage,
        action=action.value,
        payload=payload_text(payload),
        previous=previous,
    )
    link = replace(link, hash=link_hash(link))
    return Event.objects.create(
        election=election,
        number=link.number,
        at=at,
        user=link.user,
        name=link.name,
        role=link.role,
        stage=link.stage,
        action=link.action,
        payload=link.payload,
        previous=link.previous,
        hash=link.hash,
    )
