"""Asking a page as each of the fixed people."""

import re

from django.http import HttpResponse
from django.test import Client

from elections.models import User

People = dict[str, User]


def as_user(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def answers(people: People, url: str, data: dict[str, object] | None = None) -> dict[str, int]:
    """The status that each person gets; with `data` the page is posted to. Nobody signed in is "anonymous"."""
    clients = {name: as_user(user) for name, user in people.items()} | {"anonymous": Client()}
    found = {}
    for name, client in clients.items():
        response = client.get(url) if data is None else client.post(url, data)
        if name == "anonymous":
            assert response.url.startswith("/sign-in/?next=")
        found[name] = response.status_code
    return found


def field_faults(response: HttpResponse) -> dict[str, list[str]]:
    """The faults at the fields of the page's form, and that the summary says each of them as well."""
    faults = {name: list(found) for name, found in response.context["form"].errors.items()}
    page = response.content.decode()
    for found in faults.values():
        for fault in found:
            assert page.count(fault.replace("&", "&amp;")) >= 2
    return faults


def value_of(response: HttpResponse, field: str) -> str:
    """What stands in a text field of the page."""
    found = re.search(rf'<input[^>]* name="{field}"[^>]*>', response.content.decode())
    assert found
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""
