"""What the screen in the hall shows, as plain values and nothing besides: what is not in here, it cannot show."""

from dataclasses import dataclass
from datetime import date

from elections.rules.assembly import Quorum
from elections.rules.disclosure import Turnout
from elections.rules.hall import Ground, Scene
from elections.rules.numbers import percent


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One of the ten stages; `state` is past, here or "" (to come)."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Before the trust vote: what is being done, what follows, and when that is planned."""

    now: str
    following: str
    planned_on: date | None
    points: tuple[StagePoint, ...]


@dataclass(frozen=True, slots=True)
class HallBox:
    """A box by name, and how far it is in a word."""

    label: str
    word: str
    css: str


@dataclass(frozen=True, slots=True)
class Counting:
    """The trust vote while it is counted or waits for signatures."""

    words: str
    boxes: tuple[HallBox, ...]
    done: int
    turnout: Turnout | None
    groups: int

    @property
    def rate(self) -> str:
        """The turnout of the groups counted so far in percent, cut."""
        return percent(self.turnout.returned, self.turnout.eligible) if self.turnout else ""

    @property
    def share(self) -> str:
        """How much of the boxes is in, in percent, for the bar."""
        return percent(self.done, len(self.boxes))


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a result: votes, the bar's width in percent, and the result in a word.

    `votes` is None where too few ballots were returned to show any.
    """

    name: str
    votes: int | None
    rate: str
    over: bool
    word: str
    css: str


@dataclass(frozen=True, slots=True)
class Result:
    """The trust result. `left` nominees find no room on the screen; `at` is where the bars draw the threshold."""

    words: str
    counts: str
    share: str
    at: str
    people: tuple[Person, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The formal candidates in stroke order, the seats, and the last day of the objection window."""

    names: tuple[str, ...]
    seats: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot of the assembly whose result is announced; `line` is where the bars draw the majority, "" nowhere."""

    title: str
    word: str
    css: str
    counts: str
    people: tuple[Person, ...]
    line: str
    share: str


@dataclass(frozen=True, slots=True)
class Going:
    """The ballot that is held now, or whose result is not announced: who stands, never a figure."""

    title: str
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elected:
    """Somebody elected: to what, and with how many votes by post."""

    name: str
    post: str
    votes: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """The assembly as far as it is announced; `ballots` in the order held."""

    quorum: Quorum | None
    candidates: tuple[str, ...]
    going: Going | None
    ballots: tuple[Ballot, ...]
    elected: tuple[Elected, ...]
    seats: int
    complete: bool

    @property
    def last(self) -> Ballot | None:
        """The ballot shown in full: the last one, unless another is held already."""
        return self.ballots[-1] if self.ballots and not self.going else None

    @property
    def earlier(self) -> tuple[Ballot, ...]:
        """The ballots shown in a line each."""
        return self.ballots[:-1] if self.last else self.ballots


@dataclass(frozen=True, slots=True)
class Hall:
    """The screen: the village, the stage, and the one part that belongs to the scene."""

    village: str
    stage: str
    scene: Scene
    ground: Ground
    coming: Coming | None = None
    counting: Counting | None = None
    result: Result | None = None
    candidates: Candidates | None = None
    meeting: Meeting | None = None
