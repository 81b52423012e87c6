"""The certificates of a round as its events rebuild them: begun by a signature, made by the second, perhaps lifted."""

from __future__ import annotations

from dataclasses import dataclass, field

from .chain import Link
from .marks import Data, Mark, mark_of


@dataclass(slots=True)
class ReopeningState:
    """A request to lift a certificate: its reason, who signed it in which capacity, and what became of it."""

    asked: Mark
    signed: dict[str, Mark] = field(default_factory=dict)
    done: str | None = None
    withdrawn: Mark | None = None


@dataclass(slots=True)
class CertificateState:
    """A certificate: the hash of what was shown, who signed it in which capacity, its head, and what became of it.

    `content` is the hash of what is kept as shown, which by the chain is what was shown.
    """

    shown: str
    content: str
    begun: str
    signed: dict[str, Mark] = field(default_factory=dict)
    made: str | None = None
    head: str = ""
    lifted: Mark | None = None
    reopenings: list[ReopeningState] = field(default_factory=list)


def standing(certificates: list[CertificateState]) -> CertificateState:
    """The certificate that is not lifted; raises where there is none."""
    last = certificates[-1]
    if last.lifted is not None:
        raise ValueError("no certificate stands")
    return last


def signed(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """Somebody signed for the result; the first signature begins a certificate."""
    if not certificates or certificates[-1].lifted:
        certificates.append(CertificateState(data["shown"], data["shown"], link.at))
    standing(certificates).signed[data["capacity"]] = mark_of(link, data["name"])


def certified(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """The certificate is made, with the head that the chain then has."""
    made = standing(certificates)
    made.made, made.head = link.at, link.hash


def asked(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """The township asked to lift it."""
    standing(certificates).reopenings.append(ReopeningState(mark_of(link, data["reason"])))


def agreed(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """Somebody signed that it is lifted."""
    standing(certificates).reopenings[-1].signed[data["capacity"]] = mark_of(link, data["name"])


def withdrawn(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """The township took its request back."""
    standing(certificates).reopenings[-1].withdrawn = mark_of(link)


def lifted(certificates: list[CertificateState], link: Link, data: Data) -> None:
    """It is lifted, and an open request with it is carried out."""
    fallen = standing(certificates)
    fallen.lifted = mark_of(link, data["reason"])
    for request in fallen.reopenings:
        if request.withdrawn is None:
            request.done = link.at
