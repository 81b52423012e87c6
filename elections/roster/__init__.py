"""The Party roster as an Excel file: the template, and reading it back with every fault named; the log as one.

The only package that knows the Excel libraries. It reads bytes and returns plain values; nothing here
touches the database.
"""

from elections.roster.log import log_bytes
from elections.roster.members import read_members
from elections.roster.preview import Fault, MemberRow, PreviewRow, RosterPreview
from elections.roster.template import FILE_NAME, template_bytes

__all__ = [
    "FILE_NAME",
    "Fault",
    "MemberRow",
    "PreviewRow",
    "RosterPreview",
    "log_bytes",
    "read_members",
    "template_bytes",
]
